/** What JSON can hold, and so what a document can say. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** One text per value, whatever the order of its keys: for comparing, sorting and as a key of maps. */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return '';
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isObject(value)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** Enumerations and `required` lists are sets: sorted and without repetition they compare as such. */
export function asSet(values: readonly Json[]): readonly Json[] {
  const byText = new Map(values.map((value) => [canonical(value), value]));
  return [...byText.keys()].sort().map((text) => byText.get(text) ?? null);
}
