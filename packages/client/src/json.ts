export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON type of a value; `undefined` if there is none. */
export function jsonType(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

export const isObject = (value: unknown): value is JsonObject => jsonType(value) === 'object';

/** Recognises errors of every realm: test runners give each file a realm of its own. */
export const isError = (value: unknown): value is Error =>
  /^\[object (Error|DOMException)]$/.test(Object.prototype.toString.call(value));

/** Names a value in a message. A long text may be a token in the wrong place: it is never quoted, and neither is a secret. */
export function describe(value: unknown, isSecret?: boolean): string {
  const type = jsonType(value);
  if (type === 'string') {
    const { length } = `${value}`;
    return isSecret || length > 18 ? `${length} characters` : JSON.stringify(value);
  }
  return !isSecret && /number|boolean/.test(type) ? `${value}` : type;
}
