import {
  type At,
  child,
  DocumentError,
  elements,
  expectObject,
  isArray,
  isObject,
  type Json,
  parseSource,
  place,
  rootOf,
  type SourceText,
} from '@whatsapp-qr/openapi-document';

/** One place of the ledger: there, the source says the one thing and the spec the other, and the entry states why. */
export interface LedgerPlace {
  readonly file: string;
  readonly line: number;
  readonly pointer: string;
  readonly sources: readonly string[];
  /**
   * The version whose sources these are: since then they are missing, or cannot state it. The decision is kept, and applies
   * again once any source states the same.
   */
  readonly carried: string | undefined;
  /** A place of use, in which `*` stands for any one step. */
  readonly at: string;
  readonly says: Json | undefined;
  readonly ours: Json | undefined;
}

const rootKeys = ['version', 'deviations', 'ambiguous', 'unlabelled'];
const entryKeys = ['sources', 'carried', 'why', 'evidence', 'places'];
const neededKeys = ['sources', 'why', 'evidence', 'places'];
const placeKeys = ['at', 'says', 'ours'];

/** The ledger is read strictly: a key that is misspelt would otherwise be a side that says nothing. */
export function readLedger(text: SourceText, version: string): LedgerPlace[] {
  const document = parseSource(text);
  const root = rootOf(document);
  withKeys(root, rootKeys, ['version']);
  const ofVersion = child(root, 'version');
  if (ofVersion?.value !== version) {
    throw new DocumentError(
      `${place(ofVersion ?? root)}: expected "version: ${version}", found ${JSON.stringify(ofVersion?.value)}`,
    );
  }
  const deviations = child(root, 'deviations');
  if (deviations === undefined || !isArray(deviations.value)) {
    throw new DocumentError(`${place(deviations ?? root)}: expected "deviations", a list (empty: [])`);
  }
  return elements(deviations).flatMap((entry) => {
    const names = withReasons(entry, entryKeys);
    const carried = child(entry, 'carried');
    if (carried !== undefined && (typeof carried.value !== 'string' || !/^v\d+\.\d+$/.test(carried.value))) {
      throw new DocumentError(
        `${place(carried)}: expected "carried", the version that the sources are of, found ${JSON.stringify(carried.value)}`,
      );
    }
    const from = typeof carried?.value === 'string' ? carried.value : undefined;
    return elements(child(entry, 'places')).map((at) => placeOf(at, names, from));
  });
}

/** What every entry has: its sources, which are returned, why, the evidence, and at least one place. */
export function withReasons(entry: At, known: readonly string[]): readonly string[] {
  const { sources, why, evidence, places } = withKeys(entry, known, neededKeys);
  for (const [key, value] of Object.entries({ why, evidence })) {
    if (typeof value !== 'string' || value.trim() === '') {
      throw new DocumentError(`${place(entry)}: expected "${key}", a sentence, found ${JSON.stringify(value)}`);
    }
  }
  const names = texts(sources);
  if (names === undefined || names.length === 0) {
    throw new DocumentError(
      `${place(entry)}: expected "sources", a list of files of reference/ without their ending, or [none]`,
    );
  }
  if (!isArray(places) || places.length === 0) {
    throw new DocumentError(
      `${place(entry)}: expected "places", a list of { at, says, ours } with at least one of them`,
    );
  }
  return names;
}

function placeOf(at: At, sources: readonly string[], carried: string | undefined): LedgerPlace {
  const { at: pattern, says, ours } = withKeys(at, placeKeys, ['at']);
  if (typeof pattern !== 'string' || pattern === '') {
    throw new DocumentError(`${place(at)}: expected "at", a place such as "GET /path > query limit > maximum"`);
  }
  if (says === undefined && ours === undefined) {
    throw new DocumentError(`${place(at)}: expected "says" (what the source has), "ours" (what the spec has), or both`);
  }
  const { document, pointer } = at;
  return { file: document.file, line: document.lineOf(pointer), pointer, sources, carried, at: pattern, says, ours };
}

export function withKeys(
  at: At,
  known: readonly string[],
  needed: readonly string[],
): { readonly [key: string]: Json } {
  const { value } = expectObject(at, `an object with ${known.join(', ')}`);
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  const missing = needed.find((key) => !(key in value));
  if (stranger !== undefined) {
    throw new DocumentError(
      `${place(child(at, stranger) ?? at)}: the ledger knows no "${stranger}" here, but ${known.join(', ')}`,
    );
  }
  if (missing !== undefined) throw new DocumentError(`${place(at)}: "${missing}" is missing`);
  return isObject(value) ? value : {};
}

function texts(value: Json | undefined): readonly string[] | undefined {
  return isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
}
