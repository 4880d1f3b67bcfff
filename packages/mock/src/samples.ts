import type { Operation } from './contract.ts';
import { isJsonObject, type Json, type JsonObject } from './dereference.ts';

/** A QR code in one of the documented examples, whatever operation answers with it. */
export interface SampleCode extends JsonObject {
  readonly code: string;
}

/** What the documented examples of an operation's success show, to compose answers from. */
export interface Samples {
  /** The lowest documented status from 200 to 299. */
  readonly status: number;
  /** In the order of the document. */
  readonly examples: readonly Json[];
  /** The codes of each of them. */
  readonly codes: readonly (readonly SampleCode[])[];
  /** The properties of a code that every one of them has: those that come without being asked for. */
  readonly always: readonly string[];
  /** The properties of a code that the document knows. */
  readonly properties: readonly string[];
  /** A value for every property that any example of the document shows, preferably of this operation. */
  readonly values: ReadonlyMap<string, Json>;
  /** Every code that any example of the document shows. */
  readonly gallery: ReadonlyMap<string, SampleCode>;
}

/** By `operationId`. */
export function samplesOf(operations: readonly Operation[]): Map<string, Samples> {
  const all = operations.flatMap((operation) => successOf(operation).examples.flatMap(codesIn));
  const gallery = new Map(all.toReversed().map((code) => [code.code, code]));
  return new Map(
    operations.map((operation) => {
      const { status, examples, schema } = successOf(operation);
      const codes = examples.map(codesIn);
      const own = codes.flat();
      const always = Object.keys(own[0] ?? {}).filter((name) => own.every((code) => name in code));
      const values = new Map([...own, ...all].toReversed().flatMap((code) => Object.entries(code)));
      return [operation.id, { status, examples, codes, always, properties: propertiesOf(schema), values, gallery }];
    }),
  );
}

function successOf({ answers }: Operation): { status: number; examples: Json[]; schema: JsonObject } {
  const status = Math.min(...[...answers.keys()].filter((code) => code >= 200 && code <= 299));
  const answer = answers.get(status);
  return { status, examples: [...(answer?.examples.values() ?? [])], schema: answer?.schema ?? {} };
}

/** The codes in an answer: in its `data`, or the answer itself. */
function codesIn(answer: Json): SampleCode[] {
  if (!isJsonObject(answer)) return [];
  return Array.isArray(answer.data) ? answer.data.filter(isSampleCode) : [answer].filter(isSampleCode);
}

function isSampleCode(value: Json): value is SampleCode {
  return isJsonObject(value) && typeof value.code === 'string';
}

function propertiesOf(schema: JsonObject): string[] {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const { data } = properties;
  const item = isJsonObject(data) && isJsonObject(data.items) ? data.items.properties : undefined;
  return Object.keys(isJsonObject(item) ? item : properties);
}
