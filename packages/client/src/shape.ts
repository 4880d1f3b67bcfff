/** What a reader of an answer needs to say about it. */
export interface ShapeContext {
  /** Fields that an answer has only where asked for, with the JSON type that the version gives them. */
  readonly optionalFields: Readonly<Record<string, string>>;
  /** Ends the call: the answer is not what the types promise. */
  fail(pointer: string, expected: string, found: string): never;
  /** Reports a value of another type than the version's description gives, which is passed on. */
  drift(pointer: string, expected: string, found: string): void;
}

/** Turns a parsed body into what a call resolves to; `undefined` if what was asked for does not exist. */
export type Reader<T> = (body: unknown, context: ShapeContext) => T | undefined;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject => jsonType(value) === 'object';

/** What a value is in JSON's terms; `nothing` if there is none. */
export function jsonType(value: unknown): string {
  return value === undefined ? 'nothing' : value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

const texts = ['code', 'prefilled_message', 'deep_link_url'];
const textsWithImage = [...texts, 'qr_image_url'];

/** Checks a QR code: what every code has, and the image address where it was asked for. */
function checkCode(code: unknown, pointer: string, withImage: boolean, context: ShapeContext): JsonObject {
  if (!isObject(code)) return context.fail(pointer, 'object', jsonType(code));
  for (const name of withImage ? textsWithImage : texts) {
    if (typeof code[name] !== 'string') context.fail(`${pointer}/${name}`, 'string', jsonType(code[name]));
  }
  const { length } = String(code.code);
  if (length !== 14) context.fail(`${pointer}/code`, '14 characters', `${length}`);
  for (const name in context.optionalFields) {
    const found = jsonType(code[name]);
    const expected = context.optionalFields[name];
    if (expected && found !== expected && found !== 'nothing') context.drift(`${pointer}/${name}`, expected, found);
  }
  return code;
}

function checkData(body: unknown, context: ShapeContext): readonly unknown[] {
  const data = isObject(body) ? body.data : undefined;
  return Array.isArray(data) ? data : context.fail('/data', 'array', jsonType(data));
}

/** `{ data: [code] }` to the code itself; `undefined` if there is none. */
export const singleCode =
  (withImage: boolean): Reader<JsonObject> =>
  (body, context) => {
    const data = checkData(body, context);
    return data.length > 0 ? checkCode(data[0], '/data/0', withImage, context) : undefined;
  };

/** A page as far as it is looked at. */
export interface Page {
  readonly data: readonly unknown[];
  readonly paging?: unknown;
}

/** `{ data, paging? }`. */
export const page =
  (withImage: boolean): Reader<Page> =>
  (body, context) => {
    const data = checkData(body, context);
    for (const index in data) checkCode(data[index], `/data/${index}`, withImage, context);
    const { paging } = body as Page;
    if (paging !== undefined && !isObject(paging)) context.drift('/paging', 'object', jsonType(paging));
    return body as Page;
  };

/** The flat code that create and update answer. */
export const savedCode =
  (withImage: boolean): Reader<JsonObject> =>
  (body, context) =>
    checkCode(body, '', withImage, context);

/** `{ success: true }`. */
export const deletion: Reader<JsonObject> = (body, context) => {
  const success = isObject(body) ? body.success : undefined;
  return success === true ? { success } : context.fail('/success', 'true', `${success}`);
};

/** The cursor of the page that follows, if the page names one. */
export function cursorAfter({ paging }: Page): string | undefined {
  const cursors = isObject(paging) ? paging.cursors : undefined;
  const after = isObject(cursors) ? cursors.after : undefined;
  return typeof after === 'string' && after !== '' ? after : undefined;
}
