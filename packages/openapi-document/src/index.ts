export { DocumentError, parseSource, type SourceDocument, type SourceText, UnreadableDocument } from './document.ts';
export { asSet, canonical, isArray, isObject, type Json, type JsonObject, sameJson } from './json.ts';
export { isAtOrUnder, keysOf, pointerTo } from './pointer.ts';
export { printable, printableLine } from './printable.ts';
export { type ReferencePlace, referencePlaces } from './reference-places.ts';
export {
  type At,
  child,
  elements,
  expectObject,
  follow,
  memberOf,
  members,
  place,
  type Resolved,
  resolve,
  rootOf,
  valueAt,
} from './references.ts';
