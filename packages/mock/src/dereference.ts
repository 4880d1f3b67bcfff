/** JSON as `JSON.parse` gives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Replaces every local `$ref` by what it points to. What stands beside a `$ref` wins over what it points to, as OpenAPI
 * 3.1 has it. Prism does the same with a library that costs more to load than all of this package.
 */
export function dereference(document: JsonObject): JsonObject {
  const resolved = new Map<string, Json>();
  const underWay = new Set<string>();

  function target(ref: string): Json {
    const known = resolved.get(ref);
    if (known !== undefined) return known;
    if (!ref.startsWith('#/'))
      throw new Error(`Cannot resolve $ref "${ref}": only references within the document are.`);
    if (underWay.has(ref)) throw new Error(`Cannot resolve $ref "${ref}": it contains itself.`);
    underWay.add(ref);
    const value = resolve(lookUp(document, ref));
    underWay.delete(ref);
    resolved.set(ref, value);
    return value;
  }

  function resolve(value: Json): Json {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isJsonObject(value)) return value;
    const { $ref, ...beside } = value;
    if (typeof $ref !== 'string') return mapValues(value, resolve);
    const found = target($ref);
    return isJsonObject(found) && Object.keys(beside).length > 0 ? { ...found, ...mapValues(beside, resolve) } : found;
  }

  return mapValues(document, resolve);
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function lookUp(document: JsonObject, ref: string): Json {
  let value: Json | undefined = document;
  for (const part of ref.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = isJsonObject(value) ? value[key] : undefined;
    if (value === undefined) throw new Error(`Cannot resolve $ref "${ref}": the document has nothing there.`);
  }
  return value;
}
