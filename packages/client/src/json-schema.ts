import { describe, isObject, jsonType } from './json.ts';

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
  let pattern = patterns.get(source);
  if (!pattern) {
    // `$` would accept a line break after the last character in other dialects; in JavaScript it does not.
    pattern = new RegExp(source, 'u');
    patterns.set(source, pattern);
  }
  return pattern;
}

const names: Readonly<Record<string, string>> = { array: 'an array', integer: 'an integer', object: 'an object' };

const withArticle = (type: string): string => names[type] ?? `a ${type}`;

/** The types of a schema as a message names them; empty if every type is allowed. */
export const typesOf = (schema: Schema): readonly string[] =>
  schema.type === undefined ? (schema.anyOf ?? []).flatMap(typesOf) : [schema.type].flat();

export function hasType(value: unknown, schema: Schema): boolean {
  const { type } = schema;
  if (typeof type === 'string' && type !== 'integer') return jsonType(value) === type;
  const types = typesOf(schema);
  return (
    types.length === 0 ||
    types.some((name) => (name === 'integer' ? Number.isInteger(value) : jsonType(value) === name))
  );
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
  if (schema.enum && !schema.enum.includes(value)) return differs(schema.enum.join(' or '));
  if (schema.anyOf?.every((option) => mismatch(value, option))) {
    return differs(schema.anyOf.map((option) => typesOf(option).map(withArticle).join(' or ')).join(' or '));
  }
  const { minimum, maximum, minLength, maxLength, pattern, items, properties, required = [] } = schema;
  if (!hasType(value, schema) || (typeof value === 'number' && isOutside(value, minimum, maximum))) {
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
  if (items && Array.isArray(value)) return firstOf(value.entries(), () => items, pointer);
  if (properties && isObject(value)) {
    const missing = required.find((name) => value[name] === undefined);
    if (missing !== undefined) return { pointer: `${pointer}/${missing}`, expected: 'a value', received: 'undefined' };
    return firstOf(Object.entries(value), (name) => properties[name], pointer);
  }
  return undefined;
}

function firstOf<K>(entries: Iterable<[K, unknown]>, schemaOf: (key: K) => Schema | undefined, pointer: string) {
  for (const [key, value] of entries) {
    const schema = schemaOf(key);
    const found = schema && value !== undefined && mismatch(value, schema, `${pointer}/${key}`);
    if (found) return found;
  }
  return undefined;
}
