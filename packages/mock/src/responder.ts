import { isDeepStrictEqual } from 'node:util';
import type { Arrival } from './arrival.ts';
import { type Choice, choose } from './choice.ts';
import type { Operation, Violation } from './contract.ts';
import type { Json } from './dereference.ts';
import { fieldNames, readFields } from './fields.ts';
import { type FittingRequest, fittingAnswer } from './fitting-answer.ts';
import { jsonOutcome, type Outcome, offSpecOutcome } from './outcome.ts';
import type { Plan } from './plan.ts';
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
  readonly documented: OperationScenarios;
  /** What its `fields` parameter can name; nothing if it has none. */
  readonly fields: readonly string[];
  readonly #operation: Operation;
  readonly #samples: Samples;

  constructor(id: Id, operation: Operation, samples: Samples, documented: OperationScenarios) {
    this.id = id;
    this.method = operation.method;
    this.path = operation.path;
    this.segments = segmentsOf(operation.path);
    this.documented = documented;
    this.fields = operation.queryParameters.has('fields') ? fieldNames(samples.properties) : [];
    this.#operation = operation;
    this.#samples = samples;
  }

  /** `scripted` gives the next step of a script. It is asked only for a request that would get that far at Meta, too. */
  answer(arrival: Arrival, body: ReadBody, scripted: () => Plan | undefined): Outcome {
    const { wanted, violation } = readFields(this.fields.length > 0 ? arrival.query.fields : undefined, this.fields);
    const violations = this.#violations(arrival, body);
    if (violation !== undefined) violations.push({ message: violation, status: undefined });
    if (violations.length > 0) return refuse(this.#operation, violations);

    const preference = readPreference(arrival.headers.prefer);
    const preferred = preference && choose(this.documented, preference);
    if (typeof preferred === 'string') {
      return refuse(this.#operation, [{ message: `Request header Prefer: ${preferred}`, status: undefined }]);
    }
    const { choice, offSpec, fault, delayMs = 0 } = preferred ? { choice: preferred } : (scripted() ?? {});
    const request = { arrival, body: body.kind === 'json' ? body.value : undefined, wanted };
    const outcome = offSpec ? offSpecOutcome(offSpec) : this.#documentedOutcome(choice, request);
    return { ...outcome, fault, delayMs };
  }

  #violations(arrival: Arrival, body: ReadBody): Violation[] {
    const found = [...this.#operation.validator.request(arrival, contentOf(body, arrival))];
    if (body.kind !== 'malformed') return found;
    // Prism got the text instead, and what it says about that would only confuse. A missing token still comes first.
    const security = found.filter(({ status }) => status === 401);
    return [{ message: `Request body is not JSON: ${body.reason}`, status: undefined }, ...security];
  }

  #documentedOutcome(choice: Choice | undefined, request: FittingRequest): Outcome {
    const { status, example } = choice ?? { status: this.#samples.status, example: undefined };
    const examples = this.#operation.answers.get(status)?.examples ?? new Map<string, Json>();
    if (example !== undefined || status !== this.#samples.status) {
      const [first] = examples.keys();
      const name = example ?? first;
      return jsonOutcome(status, (name && examples.get(name)) ?? null, { example: name });
    }
    const body = fittingAnswer(this.#operation.id, this.#samples, request) ?? null;
    const [name] = [...examples].find(([, value]) => isDeepStrictEqual(value, body)) ?? [];
    if (name === undefined) this.#check(status, body);
    return jsonOutcome(status, body, { example: name });
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
