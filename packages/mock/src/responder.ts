import { isDeepStrictEqual } from 'node:util';
import { type Choice, findChoice } from './choice.ts';
import { defaultResponse, type ValidRequest } from './default-response.ts';
import { fieldNames, parseFields } from './fields.ts';
import type { HttpRequest } from './http-request.ts';
import type { Json } from './json.ts';
import { jsonResponse, type MockResponse } from './mock-response.ts';
import type { Operation } from './operation.ts';
import type { Plan } from './plan.ts';
import { parsePreference } from './prefer.ts';
import { reasonsAgainst, reject, unknownField, unknownPreference } from './refusal.ts';
import type { RequestBody } from './request-body.ts';
import type { Samples } from './samples.ts';
import type { OperationScenarios } from './scenarios.ts';

/** Responds to the requests of one operation. */
export class Responder<Id extends string> {
  readonly id: Id;
  readonly operation: Operation;
  readonly documented: OperationScenarios;
  /** The names that its `fields` parameter can contain; none if it has no such parameter. */
  readonly fields: readonly string[];
  readonly #samples: Samples;

  constructor(
    id: Id,
    operation: Operation,
    documented: OperationScenarios,
    samples: Samples,
    imageFormats: readonly string[],
  ) {
    this.id = id;
    this.operation = operation;
    this.documented = documented;
    this.fields = operation.queryParameters.includes('fields') ? fieldNames(samples.properties, imageFormats) : [];
    this.#samples = samples;
  }

  /** `nextPlan` takes the next step of the script. It is called only for a request that is not rejected. */
  respond(request: HttpRequest, body: RequestBody, nextPlan: () => Plan | undefined): MockResponse {
    const { properties, unknown } = parseFields(this.fields.length > 0 ? request.query.fields : undefined, this.fields);
    const reasons = reasonsAgainst(this.operation, request, body);
    if (unknown !== undefined) reasons.push(unknownField(unknown, this.fields));
    if (reasons.length > 0) return reject(this.operation, reasons);

    const preference = parsePreference(request.headers.prefer);
    const preferred = preference && findChoice(this.documented, preference);
    if (preference !== undefined && preferred === undefined) {
      return reject(this.operation, [unknownPreference(this.documented, preference)]);
    }
    const { choice, offSpec, fault, delayMs = 0 } = preferred ? { choice: preferred } : (nextPlan() ?? {});
    const valid = { request, body: body.kind === 'json' ? body.value : undefined, properties };
    return { ...(offSpec ?? this.#documentedResponse(choice, valid)), fault, delayMs };
  }

  #documentedResponse(choice: Choice | undefined, request: ValidRequest): MockResponse {
    const { status, example } = choice ?? { status: this.#samples.status, example: undefined };
    const examples = this.operation.responses.get(status)?.examples ?? new Map<string, Json>();
    if (example !== undefined || status !== this.#samples.status) {
      const [first] = examples.keys();
      const name = example ?? first;
      return jsonResponse(status, (name && examples.get(name)) ?? null, { example: name });
    }
    const body = defaultResponse(this.id, this.#samples, request) ?? null;
    const [name] = [...examples].find(([, value]) => isDeepStrictEqual(value, body)) ?? [];
    if (name === undefined) this.#requireDocumented(status, body);
    return jsonResponse(status, body, { example: name });
  }

  #requireDocumented(status: number, body: Json): void {
    const [problem] = this.operation.validator.response(status, body);
    if (problem === undefined) return;
    throw new Error(`The mock composed a response that ${this.id} does not document: ${problem}`);
  }
}
