import { isObject, type Json, sameJson } from '@whatsapp-qr/openapi-document';
import type { Example } from '../model/node.ts';

export interface ExamplePair {
  readonly before: Example | undefined;
  readonly after: Example | undefined;
  readonly agree: boolean;
}

/**
 * Examples of one name must have one value. One without a name means the other side's example of the same error, by
 * code and subcode (the status is given by the place), or, if it is no error, of the same value; unless `byName`, since
 * scripts of the mock name an example.
 */
export function pairExamples(before: readonly Example[], after: readonly Example[], byName = false): ExamplePair[] {
  const left = new Set(before);
  const right = new Set(after);
  const pairs: ExamplePair[] = [];
  const pairUp = (fits: (a: Example, b: Example) => boolean): void => {
    for (const a of left) {
      const b = [...right].find((candidate) => fits(a, candidate));
      if (b === undefined) continue;
      left.delete(a);
      right.delete(b);
      pairs.push({
        before: a,
        after: b,
        agree: (!byName && (a.name === undefined || a.name !== b.name)) || sameJson(a.value, b.value),
      });
    }
  };
  const nameless = (a: Example, b: Example): boolean =>
    byName ? a.name === b.name : a.name === undefined || b.name === undefined;
  pairUp((a, b) => a.name !== undefined && a.name === b.name);
  pairUp((a, b) => nameless(a, b) && sameJson(a.value, b.value));
  pairUp((a, b) => nameless(a, b) && errorOf(a.value) !== undefined && errorOf(a.value) === errorOf(b.value));
  if (byName) pairUp(nameless);
  return [
    ...pairs,
    ...[...left].map((a) => ({ before: a, after: undefined, agree: false })),
    ...[...right].map((b) => ({ before: undefined, after: b, agree: false })),
  ];
}

/** Which error an example shows: `code 190, subcode 463`. */
function errorOf(value: Json): string | undefined {
  if (!isObject(value) || !isObject(value.error)) return undefined;
  const { code, error_subcode: subcode } = value.error;
  if (code === undefined) return undefined;
  return `code ${JSON.stringify(code)}${subcode === undefined ? '' : `, subcode ${JSON.stringify(subcode)}`}`;
}

export function exampleLabel({ name, value }: Example): string {
  return name ?? `(${errorOf(value) ?? 'unnamed'})`;
}

export function exampleSummary({ value }: Example): Json {
  return errorOf(value) ?? value;
}
