import { isObject, type JsonObject, jsonType } from './json.ts';

/**
 * Properties with their JSON types; the empty string allows every type. A list, since a loop over the names of an object
 * makes the engine compile what looks them up again and again.
 */
export type Types = readonly (readonly [name: string, type: string])[];

/** What a reader of an answer knows, and whom it tells what is not as the types promise. */
export interface ShapeContext {
  /** Whether an image address was asked for. */
  readonly withImage: boolean | undefined;
  /** Fields that an answer has only where asked for, with the JSON type that the version gives them. */
  readonly optionalFields: Types;
  /** Ends the call: at the JSON Pointer there should be a value of the type `expected`. */
  fail(pointer: string, expected: string, found: unknown): never;
  /** Reports the same of a value that is passed on. */
  drift(pointer: string, expected: string, found: unknown): void;
}

/** Turns a parsed body into what a call resolves to; `undefined` if what was asked for does not exist. */
export type Reader<T> = (body: unknown, context: ShapeContext) => T | undefined;

/** What every code has. */
export const alwaysThere: Types = [
  ['code', 'string'],
  ['prefilled_message', 'string'],
  ['deep_link_url', 'string'],
];
const imageAddress: Types = [['qr_image_url', 'string']];
const data: Types = [['data', 'array']];
const paging: Types = [['paging', 'object']];
const pagingParts: Types = [
  ['cursors', 'object'],
  ['next', 'string'],
  ['previous', 'string'],
];
const cursors: Types = [
  ['after', 'string'],
  ['before', 'string'],
];

/** Holds properties against their types; where a difference is a drift, they may be absent. */
function compare(
  context: ShapeContext,
  object: JsonObject,
  pointer: string,
  types: Types,
  difference: 'fail' | 'drift',
): void {
  for (const [name, expected] of types) {
    const found = object[name];
    const received = jsonType(found);
    if (!expected || received === expected || (difference === 'drift' && received === 'nothing')) continue;
    context[difference](`${pointer}/${name}`, expected, found);
  }
}

function checkCode(code: unknown, pointer: string, context: ShapeContext): JsonObject {
  if (!isObject(code)) return context.fail(pointer, 'object', code);
  compare(context, code, pointer, alwaysThere, 'fail');
  if (`${code.code}`.length !== 14) context.fail(`${pointer}/code`, '14 characters', code.code);
  if (context.withImage) compare(context, code, pointer, imageAddress, 'fail');
  compare(context, code, pointer, context.optionalFields, 'drift');
  return code;
}

/** A page as far as it is looked at. */
export interface Page extends JsonObject {
  readonly data: readonly unknown[];
  readonly paging?: unknown;
}

/** What has `data`, an array. */
function checkPage(body: unknown, context: ShapeContext): Page {
  compare(context, Object(body), '', data, 'fail');
  return body as Page;
}

/** `{ data: [code] }` to the code itself; `undefined` if there is none. */
export const singleCode: Reader<JsonObject> = (body, context) => {
  const { data } = checkPage(body, context);
  return data.length > 0 ? checkCode(data[0], '/data/0', context) : undefined;
};

/** `{ data, paging? }`. */
export const page: Reader<Page> = (body, context) => {
  const read = checkPage(body, context);
  read.data.forEach((code, index) => void checkCode(code, `/data/${index}`, context));
  compare(context, read, '', paging, 'drift');
  const parts = Object(read.paging);
  compare(context, parts, '/paging', pagingParts, 'drift');
  compare(context, Object(parts.cursors), '/paging/cursors', cursors, 'drift');
  return read;
};

/** The flat code that create and update answer. */
export const savedCode: Reader<JsonObject> = (body, context) => checkCode(body, '', context);

/** `{ success: true }`. */
export const deletion: Reader<JsonObject> = (body, context) => {
  const { success } = Object(body);
  if (success !== true) context.fail('/success', 'true', success);
  return { success };
};
