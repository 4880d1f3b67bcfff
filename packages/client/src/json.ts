export type JsonObject = Readonly<Record<string, unknown>>;

/** What a value is in JSON's terms; `nothing` if there is none. */
export function jsonType(value: unknown): string {
  return value === undefined ? 'nothing' : value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

export const isObject = (value: unknown): value is JsonObject => jsonType(value) === 'object';

/** Errors of every realm: tests often run in one of their own, and `fetch` throws those of another. */
export const isError = (value: unknown): value is Error =>
  /^\[object (Error|DOMException)]$/.test(Object.prototype.toString.call(value));

/** Says what was found. What is long may be a token in the wrong place: it is not repeated, and a secret never is. */
export function describe(value: unknown, isSecret?: boolean): string {
  const type = jsonType(value);
  if (type === 'string') {
    const { length } = `${value}`;
    return isSecret || length > 18 ? `${length} characters` : JSON.stringify(value);
  }
  return !isSecret && /number|boolean/.test(type) ? `${value}` : type;
}
