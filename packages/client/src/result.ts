import { alwaysRequested } from './fields.ts';
import { hasType, isObject, type JsonObject, mismatch, type Properties, type Schema, typesOf } from './json.ts';
import type { Scrub } from './secrets.ts';

/** How the reader of a response reports what is not as the types promise. */
export interface ResultCheck {
  /** Whether an image address was requested. */
  readonly withImage: boolean | undefined;
  /** Removes the secrets of the call from a text. */
  readonly scrub: Scrub;
  /** Ends the call: the value at the JSON Pointer is not what was expected. */
  fail(pointer: string, expected: string, found: unknown): never;
  /** Reports the same of a value that is passed on. */
  drift(pointer: string, expected: string, found: unknown): void;
}

/** Turns a parsed body into the result of a call; `undefined` if what was requested does not exist. */
export type ResultReader<T> = (body: unknown, check: ResultCheck) => T | undefined;

/** A page as far as it is read. */
export interface Page extends JsonObject {
  readonly data: readonly unknown[];
  readonly paging?: unknown;
}

/** Reports every known property whose type differs, at any depth. Missing ones are no drift. */
function reportDrift(value: unknown, schema: Schema, pointer: string, check: ResultCheck): void {
  if (value === undefined) return;
  if (!hasType(value, schema) || (schema.enum && !schema.enum.includes(value))) {
    check.drift(pointer, schema.enum?.join(' or ') ?? typesOf(schema).join(' or '), value);
  } else if (isObject(value)) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      reportDrift(value[name], property, `${pointer}/${name}`, check);
    }
  } else if (schema.items && Array.isArray(value)) {
    for (const [index, item] of value.entries()) reportDrift(item, schema.items, `${pointer}/${index}`, check);
  }
}

/** Checks a code: what every read requests must be there if the version requires it. */
function codeReader({
  properties = {},
  required = [],
}: Schema): (code: unknown, pointer: string, check: ResultCheck) => JsonObject {
  const promised: readonly string[] = alwaysRequested.filter((name) => required.includes(name));
  const withImage = properties.qr_image_url ? [...promised, 'qr_image_url'] : promised;
  const rest = Object.entries(properties).filter(([name]) => !promised.includes(name));
  return (code, pointer, check) => {
    if (!isObject(code)) return check.fail(pointer, 'object', code);
    for (const name of check.withImage ? withImage : promised) {
      const schema = properties[name] ?? {};
      if (code[name] === undefined || mismatch(code[name], schema)) {
        const types = typesOf(schema).join(' or ');
        const expected = hasType(code[name], schema) ? `text like ${schema.pattern}` : types;
        check.fail(`${pointer}/${name}`, expected, code[name]);
      }
    }
    for (const [name, schema] of rest) reportDrift(code[name], schema, `${pointer}/${name}`, check);
    return code;
  };
}

const itemsOf = (page: Schema): Schema => page.properties?.data?.items ?? {};

function readData(body: unknown, check: ResultCheck): Page {
  const { data } = Object(body);
  if (!Array.isArray(data)) check.fail('/data', 'array', data);
  return body as Page;
}

/** `{ data: [code] }` to the code itself; `undefined` if there is none. */
export function singleCodeReader(schema: Schema): ResultReader<JsonObject> {
  const readCode = codeReader(itemsOf(schema));
  return (body, check) => {
    const { data } = readData(body, check);
    return data.length > 0 ? readCode(data[0], '/data/0', check) : undefined;
  };
}

/** Removes secrets from the links of a page, which can carry the token. */
function scrubLinks({ paging }: Page, check: ResultCheck): void {
  if (!isObject(paging)) return;
  for (const name of ['next', 'previous']) {
    const link = paging[name];
    if (typeof link === 'string') Reflect.set(paging, name, check.scrub(link));
  }
}

/** `{ data, paging? }`. */
export function pageReader(schema: Schema): ResultReader<Page> {
  const readCode = codeReader(itemsOf(schema));
  const { data: _, ...others }: Properties = schema.properties ?? {};
  return (body, check) => {
    const page = readData(body, check);
    for (const [index, code] of page.data.entries()) readCode(code, `/data/${index}`, check);
    reportDrift(page, { properties: others }, '', check);
    scrubLinks(page, check);
    return page;
  };
}

/** The flat code of create and update. */
export function savedCodeReader(schema: Schema): ResultReader<JsonObject> {
  const readCode = codeReader(schema);
  return (body, check) => readCode(body, '', check);
}

/** `{ success: true }`. */
export const readDeletion: ResultReader<{ readonly success: true }> = (body, check) => {
  const { success } = Object(body);
  return success === true ? { success } : check.fail('/success', 'true', success);
};
