import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Operation } from './operation.ts';

/** A QR code in a documented example, whatever operation responds with it. */
export interface SampleCode extends JsonObject {
  readonly code: string;
}

/** What the documented examples of an operation's success contain, to compose responses from. */
export interface Samples {
  /** The lowest documented status from 200 to 299. */
  readonly status: number;
  /** In the order of the document. */
  readonly examples: readonly Json[];
  /** The codes of each example. */
  readonly codes: readonly (readonly SampleCode[])[];
  /** The properties of a code that every example has: those that a response has without `fields`. */
  readonly always: readonly string[];
  /** The documented properties of a code. */
  readonly properties: readonly string[];
  /** A value for every property that an example of the document has, preferably of this operation. */
  readonly values: ReadonlyMap<string, Json>;
  /** Whether `creation_time` is a number: later versions have a text of digits. */
  readonly creationTimeIsNumber: boolean;
  /** Every code in an example of the document, by its id. */
  readonly byCode: ReadonlyMap<string, SampleCode>;
}

/** By `operationId`. */
export function samplesOf(operations: readonly Operation[]): Map<string, Samples> {
  const all = operations.flatMap((operation) => successOf(operation).examples.flatMap(codesIn));
  const byCode = new Map(all.toReversed().map((code) => [code.code, code]));
  return new Map(
    operations.map((operation) => {
      const { status, examples, schema } = successOf(operation);
      const codes = examples.map(codesIn);
      const own = codes.flat();
      const always = Object.keys(own[0] ?? {}).filter((name) => own.every((code) => name in code));
      const values = new Map([...own, ...all].toReversed().flatMap((code) => Object.entries(code)));
      const schemas = codeProperties(schema);
      const properties = Object.keys(schemas);
      const creationTimeIsNumber = acceptsNumber(schemas.creation_time);
      return [operation.id, { status, examples, codes, always, properties, values, creationTimeIsNumber, byCode }];
    }),
  );
}

function successOf({ responses }: Operation): { status: number; examples: Json[]; schema: JsonObject } {
  const status = Math.min(...[...responses.keys()].filter((code) => code >= 200 && code <= 299));
  const response = responses.get(status);
  return { status, examples: [...(response?.examples.values() ?? [])], schema: response?.schema ?? {} };
}

/** The codes in a response: in its `data`, or the response itself. */
function codesIn(response: Json): SampleCode[] {
  if (!isJsonObject(response)) return [];
  return Array.isArray(response.data) ? response.data.filter(isSampleCode) : [response].filter(isSampleCode);
}

function isSampleCode(value: Json): value is SampleCode {
  return isJsonObject(value) && typeof value.code === 'string';
}

/** The schemas of a code's properties: of the items of `data`, or of the response itself. */
function codeProperties(schema: JsonObject): JsonObject {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const { data } = properties;
  const item = isJsonObject(data) && isJsonObject(data.items) ? data.items.properties : undefined;
  return isJsonObject(item) ? item : properties;
}

function acceptsNumber(schema: Json | undefined): boolean {
  const types = isJsonObject(schema) ? [schema.type].flat() : [];
  return types.includes('integer') || types.includes('number');
}
