import { alwaysAsked } from './fields.ts';
import { isObject, type JsonObject } from './json.ts';

/** What a reader of an answer knows, and how it says what is wrong with it. */
export interface ShapeContext {
  /** Whether an image address was asked for. */
  readonly withImage: boolean;
  /** Fields that an answer has only where asked for, with the JSON type that the version gives them. */
  readonly optionalFields: Readonly<Record<string, string>>;
  /** Ends the call: the answer is not what the types promise. */
  fail(pointer: string, expected: string, found: unknown): never;
  /** Reports properties that may be absent but have another type than this; they are passed on. */
  compare(object: JsonObject, pointer: string, types: Readonly<Record<string, string>>): void;
}

/** Turns a parsed body into what a call resolves to; `undefined` if what was asked for does not exist. */
export type Reader<T> = (body: unknown, context: ShapeContext) => T | undefined;

const withImageAddress = [...alwaysAsked, 'qr_image_url'];

/** Checks a QR code: what every code has, and the image address where it was asked for. */
function checkCode(code: unknown, pointer: string, context: ShapeContext): JsonObject {
  if (!isObject(code)) return context.fail(pointer, 'object', code);
  for (const name of context.withImage ? withImageAddress : alwaysAsked) {
    const value = code[name];
    if (typeof value !== 'string') context.fail(`${pointer}/${name}`, 'string', value);
    else if (name === 'code' && value.length !== 14) context.fail(`${pointer}/code`, '14 characters', value);
  }
  context.compare(code, pointer, context.optionalFields);
  return code;
}

function checkData(body: unknown, context: ShapeContext): readonly unknown[] {
  const data = isObject(body) ? body.data : undefined;
  return Array.isArray(data) ? data : context.fail('/data', 'array', data);
}

/** `{ data: [code] }` to the code itself; `undefined` if there is none. */
export const singleCode: Reader<JsonObject> = (body, context) => {
  const data = checkData(body, context);
  return data.length > 0 ? checkCode(data[0], '/data/0', context) : undefined;
};

/** A page as far as it is looked at. */
export interface Page extends JsonObject {
  readonly data: readonly unknown[];
  readonly paging?: unknown;
}

/** `{ data, paging? }`. */
export const page: Reader<Page> = (body, context) => {
  checkData(body, context).forEach((code, index) => void checkCode(code, `/data/${index}`, context));
  const read = body as Page;
  context.compare(read, '', { paging: 'object' });
  const paging = Object(read.paging);
  context.compare(paging, '/paging', { cursors: 'object', next: 'string', previous: 'string' });
  context.compare(Object(paging.cursors), '/paging/cursors', { after: 'string', before: 'string' });
  return read;
};

/** The flat code that create and update answer. */
export const savedCode: Reader<JsonObject> = (body, context) => checkCode(body, '', context);

/** `{ success: true }`. */
export const deletion: Reader<JsonObject> = (body, context) => {
  const success = isObject(body) ? body.success : undefined;
  return success === true ? { success } : context.fail('/success', 'true', success);
};
