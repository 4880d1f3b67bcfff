import { isArray, isObject, type Json, type JsonObject } from '@whatsapp-qr/openapi-document';

/**
 * Returns the document with every `$ref` replaced by the value it points to, for readers without a resolver. Properties
 * beside a `$ref` override those of its target, as OpenAPI 3.1 has it. Throws on references to other files, to nothing
 * and to themselves.
 */
export function dereference(document: JsonObject): JsonObject {
  const resolved = new Map<string, Json>();
  const resolving = new Set<string>();

  function target(ref: string): Json {
    const known = resolved.get(ref);
    if (known !== undefined) return known;
    if (!ref.startsWith('#/')) throw new Error(`$ref "${ref}": expected a reference within the document`);
    if (resolving.has(ref)) throw new Error(`$ref "${ref}": the reference contains itself`);
    resolving.add(ref);
    const value = dereferenceValue(lookUp(document, ref));
    resolving.delete(ref);
    resolved.set(ref, value);
    return value;
  }

  function dereferenceValue(value: Json): Json {
    if (isArray(value)) return value.map(dereferenceValue);
    if (!isObject(value)) return value;
    const { $ref, ...siblings } = value;
    if (typeof $ref !== 'string') return dereferenceObject(value);
    const found = target($ref);
    return isObject(found) ? { ...found, ...dereferenceObject(siblings) } : found;
  }

  function dereferenceObject(object: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, dereferenceValue(value)]));
  }

  return dereferenceObject(document);
}

function lookUp(document: JsonObject, ref: string): Json {
  let value: Json = document;
  for (const part of ref.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isObject(value) || !Object.hasOwn(value, key))
      throw new Error(`$ref "${ref}": the document has nothing there`);
    value = value[key] ?? null;
  }
  return value;
}
