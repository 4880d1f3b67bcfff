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

/** The part of JSON Schema that the generated facts of a version use. Other keywords are left to the API. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  /** In Unicode code points. */
  readonly minLength?: number;
  /** In Unicode code points. */
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Properties;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

export type Properties = Readonly<Record<string, Schema>>;

/** What a schema expects of a value, and how the value differs. */
export interface Mismatch {
  /** JSON Pointer from the value that was checked. */
  readonly pointer: string;
  readonly expected: string;
  readonly received: string;
}

const patterns = new Map<string, RegExp>();

function patternOf(source: string): RegExp {
  // `$` would accept a line break after the last character in other dialects; in JavaScript it does not.
  const pattern = patterns.get(source) ?? new RegExp(source, 'u');
  patterns.set(source, pattern);
  return pattern;
}

const names: Readonly<Record<string, string>> = { array: 'an array', integer: 'an integer', object: 'an object' };

const withArticle = (type: string): string => names[type] ?? `a ${type}`;

/** The types of a schema as a message names them; empty if every type is allowed. */
export const typesOf = ({ type, anyOf }: Schema): readonly string[] =>
  typeof type === 'string' ? [type] : (type ?? anyOf?.flatMap(typesOf) ?? []);

const isOfType = (value: unknown, type: string): boolean =>
  type === 'integer' ? Number.isInteger(value) : jsonType(value) === type;

export function hasType(value: unknown, schema: Schema): boolean {
  // Most properties have one type, and the results of every call are checked.
  if (typeof schema.type === 'string') return isOfType(value, schema.type);
  const types = typesOf(schema);
  return types.length === 0 || types.some((type) => isOfType(value, type));
}

/** `1 to 140`, `at least 1` or `at most 140`. */
function lengths(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return least === most ? `${least}` : `${least} to ${most}`;
  return least === undefined ? `at most ${most}` : `at least ${least}`;
}

/** ` from 1`, ` up to 25` or ` from 1 to 25`; empty without bounds. */
function bounds(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return most === undefined ? '' : ` up to ${most}`;
  return ` from ${least}${most === undefined ? '' : ` to ${most}`}`;
}

const isOutside = (value: number, least = -Infinity, most = Infinity): boolean => value < least || value > most;

/** The first difference between a value and its schema; `undefined` if there is none. */
export function mismatch(value: unknown, schema: Schema, pointer = ''): Mismatch | undefined {
  const differs = (expected: string, received = describe(value)): Mismatch => ({ pointer, expected, received });
  const { minimum, maximum, minLength, maxLength, pattern, items, properties, required = [] } = schema;
  if (schema.enum && !schema.enum.includes(value)) return differs(schema.enum.join(' or '));
  if (
    !hasType(value, schema) ||
    schema.anyOf?.every((option) => mismatch(value, option)) ||
    (typeof value === 'number' && isOutside(value, minimum, maximum))
  ) {
    return differs(typesOf(schema).map(withArticle).join(' or ') + bounds(minimum, maximum));
  }
  if (typeof value === 'string') {
    if (minLength !== undefined || maxLength !== undefined) {
      const { length } = [...value];
      if (isOutside(length, minLength, maxLength))
        return differs(`${lengths(minLength, maxLength)} characters`, `${length}`);
    }
    if (pattern !== undefined && !patternOf(pattern).test(value)) return differs(`text like ${pattern}`);
  }
  if (typeof value !== 'object' || !value || !(items || properties)) return undefined;
  if (isObject(value) && properties) {
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) return { pointer: `${pointer}/${missing}`, expected: 'a value', received: 'undefined' };
  }
  for (const [key, child] of Object.entries(value)) {
    const childSchema = Array.isArray(value) ? items : properties?.[key];
    const found = childSchema && child !== undefined && mismatch(child, childSchema, `${pointer}/${key}`);
    if (found) return found;
  }
  return undefined;
}
