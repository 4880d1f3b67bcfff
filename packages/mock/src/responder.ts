import { isDeepStrictEqual } from 'node:util';
import { type Choice, findChoice } from './choice.ts';
import type { CodeStore } from './code-store.ts';
import { defaultResponse, type ValidRequest } from './default-response.ts';
import { documentedFields, IMAGE_PROPERTY, parseFields } from './fields.ts';
import type { HttpRequest } from './http-request.ts';
import { isJsonObject, type Json } from './json.ts';
import { jsonResponse, type MockResponse } from './mock-response.ts';
import type { Operation } from './operation.ts';
import { isCarriedOut, type Plan } from './plan.ts';
import { parsePreference } from './prefer.ts';
import { imageAddress } from './qr-image.ts';
import { reasonsAgainst, reject, unknownField, unknownPreference } from './refusal.ts';
import type { RequestBody } from './request-body.ts';
import { pathParameter } from './routing.ts';
import type { Samples } from './samples.ts';
import type { OperationScenarios } from './scenarios.ts';
import { statefulResponse } from './stateful-response.ts';

interface ResponderOptions<Id extends string> {
  readonly id: Id;
  readonly operation: Operation;
  readonly documented: OperationScenarios;
  readonly samples: Samples;
  readonly imageFormats: readonly string[];
  /** Without it, nothing is remembered. */
  readonly store: CodeStore | undefined;
  readonly imageTtlMs: number;
}

/** Responds to the requests of one operation. */
export class Responder<Id extends string> {
  readonly id: Id;
  readonly operation: Operation;
  readonly documented: OperationScenarios;
  readonly samples: Samples;
  /** The names that its `fields` parameter can contain; none if it has no such parameter. */
  readonly fields: readonly string[];
  readonly #store: CodeStore | undefined;
  readonly #imageTtlMs: number;

  constructor({ id, operation, documented, samples, imageFormats, store, imageTtlMs }: ResponderOptions<Id>) {
    this.id = id;
    this.operation = operation;
    this.documented = documented;
    this.samples = samples;
    this.fields = documentedFields(operation, samples, imageFormats);
    this.#store = store;
    this.#imageTtlMs = imageTtlMs;
  }

  /** `nextPlan` takes the next step of the script. It is called only for a request that is not rejected. */
  respond(request: HttpRequest, body: RequestBody, nextPlan: () => Plan | undefined): MockResponse {
    const fields = parseFields(this.fields.length > 0 ? request.query.fields : undefined, this.fields);
    const reasons = reasonsAgainst(this.operation, request, body);
    if (fields.unknown !== undefined) reasons.push(unknownField(fields.unknown, this.fields));
    if (reasons.length > 0) return reject(this.operation, reasons);

    const preference = parsePreference(request.headers.prefer);
    const preferred = preference && findChoice(this.documented, preference);
    if (preference !== undefined && preferred === undefined) {
      return reject(this.operation, [unknownPreference(this.documented, preference)]);
    }
    const plan = preferred ? { choice: preferred } : (nextPlan() ?? {});
    const valid = this.#validRequest(request, body, fields);
    const response =
      this.#store !== undefined && isCarriedOut(plan)
        ? this.#statefulResponse(this.#store, valid)
        : (plan.offSpec ?? this.#documentedResponse(plan.choice, valid));
    const { fault, malformed, headers, delayMs = 0 } = plan;
    const text = malformed === undefined ? response.body : malformedJson(String(response.body), malformed);
    return { ...response, body: text, headers: { ...response.headers, ...headers }, fault, delayMs };
  }

  #validRequest(request: HttpRequest, parsed: RequestBody, fields: ReturnType<typeof parseFields>): ValidRequest {
    const body = parsed.kind === 'json' ? parsed.value : undefined;
    const generated = isJsonObject(body) ? body.generate_qr_image : undefined;
    const format = fields.imageFormat ?? generated;
    return {
      request,
      phoneNumberId: pathParameter(this.operation, request.path, 'Phone-Number-ID'),
      code: pathParameter(this.operation, request.path, 'QR-Code-ID'),
      body,
      properties: generated === undefined ? fields.properties : new Set([...fields.properties, IMAGE_PROPERTY]),
      imageUrl:
        typeof format === 'string' ? (code) => imageAddress(request.origin, code, format, this.#imageTtlMs) : undefined,
    };
  }

  #statefulResponse(store: CodeStore, request: ValidRequest): MockResponse {
    const result = statefulResponse(this.id, store, this.samples, request);
    if ('rejected' in result) return reject(this.operation, [result.rejected]);
    if ('body' in result) return this.#checkedResponse(this.samples.status, result.body);
    const choice = findChoice(this.documented, { status: undefined, example: result.error });
    if (choice === undefined) throw new Error(`The document has no example ${result.error} of ${this.id}.`);
    return this.#documentedResponse(choice, request);
  }

  #documentedResponse(choice: Choice | undefined, request: ValidRequest): MockResponse {
    const { status, example } = choice ?? { status: this.samples.status, example: undefined };
    if (example !== undefined || status !== this.samples.status) {
      const examples = this.operation.responses.get(status)?.examples ?? new Map<string, Json>();
      const [first] = examples.keys();
      const name = example ?? first;
      return jsonResponse(status, (name && examples.get(name)) ?? null, { example: name });
    }
    return this.#checkedResponse(status, defaultResponse(this.id, this.samples, request) ?? null);
  }

  /** A composed response. It is a documented example, or Prism validates it. */
  #checkedResponse(status: number, body: Json): MockResponse {
    const examples = this.operation.responses.get(status)?.examples ?? new Map<string, Json>();
    const [name] = [...examples].find(([, value]) => isDeepStrictEqual(value, body)) ?? [];
    if (name === undefined) {
      const [problem] = this.operation.validator.response(status, body);
      if (problem !== undefined) {
        throw new Error(`The mock composed a response that ${this.id} does not document: ${problem}`);
      }
    }
    return jsonResponse(status, body, { example: name });
  }
}

function malformedJson(json: string, as: 'cut' | 'invalid'): string {
  return as === 'cut' ? json.slice(0, json.length / 2) : `${json.slice(0, -1)},${json.slice(-1)}`;
}
