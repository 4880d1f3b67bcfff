import { isDeepStrictEqual } from 'node:util';
import type { Arrival } from './arrival.ts';
import { type Choice, choose } from './choice.ts';
import type { Operation, Violation } from './contract.ts';
import type { Json } from './dereference.ts';
import { readFields } from './fields.ts';
import { type FittingRequest, fittingAnswer } from './fitting-answer.ts';
import type { Outcome } from './outcome.ts';
import { readPreference } from './prefer.ts';
import type { ReadBody } from './read-body.ts';
import { refuse } from './refusal.ts';
import { segmentsOf } from './routing.ts';
import type { Samples } from './samples.ts';
import type { OperationScenarios } from './scenarios.ts';

/** Answers the requests to one operation. */
export class Responder<Id extends string> {
  readonly id: Id;
  readonly method: string;
  readonly path: string;
  readonly segments: readonly string[];
  readonly #operation: Operation;
  readonly #samples: Samples;
  readonly #documented: OperationScenarios;

  constructor(id: Id, operation: Operation, samples: Samples, documented: OperationScenarios) {
    this.id = id;
    this.method = operation.method;
    this.path = operation.path;
    this.segments = segmentsOf(operation.path);
    this.#operation = operation;
    this.#samples = samples;
    this.#documented = documented;
  }

  /** `scripted` gives the next step of a script. It is asked only for a request that would get that far at Meta, too. */
  answer(arrival: Arrival, body: ReadBody, scripted: () => Choice | undefined): Outcome {
    const fields = this.#operation.queryParameters.has('fields') ? arrival.query.fields : undefined;
    const { wanted, violation } = readFields(fields, this.#samples.properties);
    const violations = this.#violations(arrival, body);
    if (violation !== undefined) violations.push({ message: violation, status: undefined });
    if (violations.length > 0) return refuse(this.#operation, violations);

    const preference = readPreference(arrival.headers.prefer);
    const preferred = preference && choose(this.#documented, preference);
    if (typeof preferred === 'string') {
      return refuse(this.#operation, [{ message: `Request header Prefer: ${preferred}`, status: undefined }]);
    }
    const choice = preferred ?? scripted() ?? { status: this.#samples.status, example: undefined };
    const json = body.kind === 'json' ? body.value : undefined;
    return this.#choose(choice, { arrival, body: json, wanted });
  }

  #violations(arrival: Arrival, body: ReadBody): Violation[] {
    const found = [...this.#operation.validator.request(arrival, contentOf(body, arrival))];
    if (body.kind !== 'malformed') return found;
    // Prism got the text instead, and what it says about that would only confuse. A missing token still comes first.
    const security = found.filter(({ status }) => status === 401);
    return [{ message: `Request body is not JSON: ${body.reason}`, status: undefined }, ...security];
  }

  #choose({ status, example }: Choice, request: FittingRequest): Outcome {
    const examples = this.#operation.answers.get(status)?.examples ?? new Map<string, Json>();
    const [first] = examples.keys();
    if (example !== undefined || status !== this.#samples.status) {
      const name = example ?? first;
      return { status, body: (name && examples.get(name)) ?? null, example: name, rejected: undefined };
    }
    const body = fittingAnswer(this.#operation.id, this.#samples, request) ?? null;
    const [name] = [...examples].find(([, value]) => isDeepStrictEqual(value, body)) ?? [];
    if (name === undefined) this.#check(status, body);
    return { status, body, example: name, rejected: undefined };
  }

  #check(status: number, body: Json): void {
    const [violation] = this.#operation.validator.answer(status, body);
    if (violation === undefined) return;
    throw new Error(`The mock made an answer that ${this.#operation.id} does not document: ${violation}`);
  }
}

function contentOf(body: ReadBody, arrival: Arrival): unknown {
  if (body.kind === 'empty') return undefined;
  return body.kind === 'json' ? body.value : arrival.body;
}
