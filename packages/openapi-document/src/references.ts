import { DocumentError, type SourceDocument } from './document.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { keysOf, pointerTo } from './pointer.ts';

/** A value and the place where it is written. */
export interface At<T extends Json = Json> {
  readonly document: SourceDocument;
  readonly pointer: string;
  readonly value: T;
}

/** What a place says once its reference is followed. */
export interface Resolved {
  readonly target: At<JsonObject>;
  /** The places of the references on the way, the first being where it is used. */
  readonly via: readonly string[];
}

export function rootOf(document: SourceDocument): At<JsonObject> {
  return expectObject({ document, pointer: '#', value: document.root }, 'an OpenAPI document');
}

export function child(at: At, key: string | number): At | undefined {
  const value = memberOf(at.value, key);
  if (value === undefined) return undefined;
  return { document: at.document, pointer: pointerTo(at.pointer, key), value };
}

/** The value that a pointer names; `undefined` if there is none. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  return keysOf(pointer).reduce<Json | undefined>(memberOf, root);
}

/** The member of an object or array; `undefined` of anything else. */
export function memberOf(value: Json | undefined, key: string | number): Json | undefined {
  if (isArray(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The members of an object, or nothing if there is no such object. */
export function members(at: At | undefined): [string, At][] {
  if (at === undefined || !isObject(at.value)) return [];
  return Object.keys(at.value).flatMap((key): [string, At][] => {
    const member = child(at, key);
    return member === undefined ? [] : [[key, member]];
  });
}

export function elements(at: At | undefined): At[] {
  if (at === undefined || !isArray(at.value)) return [];
  return at.value.flatMap((_, index) => child(at, index) ?? []);
}

export function place(at: At): string {
  return `${at.document.file}:${at.document.lineOf(at.pointer)}`;
}

export function expectObject(at: At, what: string): At<JsonObject> {
  const { document, pointer, value } = at;
  if (isObject(value)) return { document, pointer, value };
  throw new DocumentError(`${place(at)}: expected ${what}, an object, and found ${JSON.stringify(value)}`);
}

/** Follows `$ref` to its end. Only references within the document are known here: each version is one file. */
export function resolve(at: At, what: string): Resolved {
  const via: string[] = [];
  let target = expectObject(at, what);
  for (;;) {
    const reference = child(target, '$ref')?.value;
    if (reference === undefined) return { target, via };
    if (via.includes(target.pointer)) throw new DocumentError(`${place(target)}: the reference leads back to itself`);
    via.push(target.pointer);
    target = expectObject(follow(target, reference), what);
  }
}

export function follow(at: At, reference: Json): At {
  const root = rootOf(at.document);
  if (typeof reference !== 'string' || !reference.startsWith('#')) {
    throw new DocumentError(
      `${place(at)}: expected a reference within the document ("#/components/…"), found ${JSON.stringify(reference)}`,
    );
  }
  let target: At = root;
  for (const key of keysOf(reference)) {
    const next = child(target, key);
    if (next === undefined) {
      throw new DocumentError(
        `${place(at)}: refers to ${reference}, but there is no such place in ${at.document.file}`,
      );
    }
    target = next;
  }
  return target;
}
