import { isArray, isObject, type Json, type JsonObject, pointerTo } from '@whatsapp-qr/openapi-document';
import { put } from '../put.ts';
import { quoted, type Reading } from '../reading.ts';
import { asOf31 } from './schema-dialect.ts';
import { type Rule, type ShapeName, shapes } from './shapes.ts';

/** No document is deeper. Code that walks the result recurses, and must not run out of stack. */
const deepest = 200;

/** Keeps the facts of an OpenAPI document and drops its prose. */
export class Stripper {
  readonly #reading: Reading;
  readonly #lineOf: (pointer: string) => number;

  constructor(lineOf: (pointer: string) => number, reading: Reading) {
    this.#lineOf = lineOf;
    this.#reading = reading;
  }

  strip(value: Json, shape: ShapeName, pointer = '#', depth = 0): JsonObject {
    const facts: { [key: string]: Json } = {};
    if (!isObject(value) || depth > deepest) {
      const found = depth > deepest ? `more than ${deepest} nested levels` : quoted(JSON.stringify(value));
      this.#reading.problem(this.#lineOf(pointer), found, `${/^[aeio]/.test(shape) ? 'an' : 'a'} ${shape}, an object`);
      return facts;
    }
    const { keys, otherwise } = shapes[shape];
    for (const [key, member] of Object.entries(value)) {
      const rule = (Object.hasOwn(keys, key) ? keys[key] : undefined) ?? otherwise;
      const at = pointerTo(pointer, key);
      if (rule === undefined) {
        this.#reading.note(
          this.#lineOf(at),
          at,
          `${quoted(key)} is no key of ${shape} objects in OpenAPI 3.1; it was not read`,
        );
      } else if (rule !== 'prose') put(facts, key, this.#member(member, rule, at, depth + 1));
    }
    return shape === 'schema' ? asOf31(facts) : facts;
  }

  #member(value: Json, rule: Rule, pointer: string, depth: number): Json {
    if (rule === 'fact' || rule === 'prose') return value;
    if ('one' in rule) {
      const isBoolean = rule.one === 'schema' && typeof value === 'boolean';
      return isBoolean ? value : this.strip(value, rule.one, pointer, depth);
    }
    if ('map' in rule) {
      if (!isObject(value)) return this.#unexpected(value, pointer, `an object of ${rule.map} objects by name`, {});
      const members: { [name: string]: Json } = {};
      for (const [name, member] of Object.entries(value)) {
        const isExtension = name.startsWith('x-') && rule.map === 'path item';
        if (!isExtension) put(members, name, this.#member(member, { one: rule.map }, pointerTo(pointer, name), depth));
      }
      return members;
    }
    if (!isArray(value)) return this.#unexpected(value, pointer, `a list of ${rule.list} objects`, []);
    return value.map((member, index) => this.#member(member, { one: rule.list }, pointerTo(pointer, index), depth));
  }

  #unexpected(value: Json, pointer: string, expected: string, instead: Json): Json {
    this.#reading.problem(this.#lineOf(pointer), quoted(JSON.stringify(value)), expected);
    return instead;
  }
}
