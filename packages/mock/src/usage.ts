import { bodyPropertiesOf } from './body-schema.ts';
import type { OperationUsage } from './controls.ts';
import type { Query } from './http-request.ts';
import { isJsonObject, type Json } from './json.ts';
import type { MockResponse } from './mock-response.ts';
import type { Operation } from './operation.ts';
import type { OperationScenarios } from './scenarios.ts';

interface Counted<Id extends string> {
  readonly id: Id;
  readonly documented: OperationScenarios;
  readonly fields: readonly string[];
  readonly operation: Operation;
}

/** Counts how one operation is used. */
export class UsageCount<Id extends string> {
  readonly #id: Id;
  readonly #statuses: Map<number, number>;
  readonly #examples: Map<string, number>;
  readonly #parameters: Map<string, number>;
  readonly #fields: Map<string, number>;
  #requests = 0;
  #rejected = 0;

  constructor({ id, documented, fields, operation }: Counted<Id>) {
    this.#id = id;
    this.#statuses = new Map([...documented.keys()].map((status) => [status, 0]));
    this.#examples = new Map([...documented.values()].flat().map((name) => [name, 0]));
    const parameters = [...operation.queryParameters, ...bodyPropertiesOf(operation.bodySchema)];
    this.#parameters = new Map(parameters.map((name) => [name, 0]));
    this.#fields = new Map(fields.map((name) => [name, 0]));
  }

  count({ status, example, rejected, fault }: MockResponse, query: Query, body: Json | undefined): void {
    this.#requests++;
    if (rejected !== undefined) this.#rejected++;
    if (fault !== 'reset' && fault !== 'lost') increment(this.#statuses, status);
    if (fault === undefined && example !== undefined) increment(this.#examples, example);
    for (const name of Object.keys({ ...query, ...(isJsonObject(body) ? body : {}) })) {
      if (this.#parameters.has(name)) increment(this.#parameters, name);
    }
    for (const name of new Set(String(query.fields ?? '').split(','))) {
      if (this.#fields.has(name)) increment(this.#fields, name);
    }
  }

  get usage(): OperationUsage<Id> {
    return {
      operationId: this.#id,
      requests: this.#requests,
      rejected: this.#rejected,
      statuses: Object.fromEntries(this.#statuses),
      examples: Object.fromEntries(this.#examples),
      parameters: Object.fromEntries(this.#parameters),
      fields: Object.fromEntries(this.#fields),
    };
  }
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
