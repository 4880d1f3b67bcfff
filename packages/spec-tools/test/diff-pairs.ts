import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '@whatsapp-qr/openapi-document';
import { parse } from 'yaml';

/** Of a change and of its reverse: two of the letters that the table explains. */
type Expected = string;
type Patch = Readonly<Record<string, Json>>;

interface Table {
  readonly same: readonly (readonly [what: string, before: Json, after: Json])[];
  readonly schemas: readonly (readonly [
    what: string,
    request: Expected,
    response: Expected,
    before: Json,
    after: Json,
  ])[];
  readonly documents: readonly (readonly [what: string, expected: Expected, after: Patch, before?: Patch])[];
  readonly sentences: readonly (readonly [what: string, sentence: string])[];
  readonly places: Readonly<Record<string, string>>;
  readonly document: JsonObject;
}

export const table: Table = parse(readFileSync(new URL('diff-pairs.yaml', import.meta.url), 'utf8'), {
  merge: true,
  maxAliasCount: -1,
});

/** Two documents, what that change and its reverse mean, and the schemas that differ if these are all. */
export interface Pair {
  readonly what: string;
  readonly expected: Expected;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** A schema in place of another, as a property of a request or of a response. */
export interface SchemaPair {
  readonly what: string;
  readonly side: 'request' | 'response';
  readonly expected: Expected;
  readonly before: Json;
  readonly after: Json;
}

export const schemaPairs: readonly SchemaPair[] = [
  ...table.same.map(([what, before, after]) => [`the same: ${what}`, '- -', '- -', before, after] as const),
  ...table.schemas,
].flatMap(([what, request, response, before, after]): SchemaPair[] => [
  { what: `${what}, in a request`, side: 'request', expected: request, before, after },
  { what: `${what}, in a response`, side: 'response', expected: response, before, after },
]);

export const documentPairs: readonly Pair[] = table.documents.map(([what, expected, after, from = {}]) => {
  const before = patched(from);
  return { what, expected, before, after: patched(after, before) };
});

export const pairs: readonly Pair[] = [
  ...schemaPairs.map(({ side, before, after, ...pair }) => {
    const place = `schemas>${side === 'request' ? 'Sent' : 'Got'}>properties>x`;
    return { ...pair, before: patched({ [place]: before }), after: patched({ [place]: after }) };
  }),
  ...documentPairs,
];

function patched(patch: Patch, document: JsonObject = table.document): JsonObject {
  return Object.entries(patch).reduce(
    (changed, [place, value]) =>
      put(
        changed,
        place.split('>').flatMap((key) => table.places[key]?.split('>') ?? [key]),
        value,
      ),
    document,
  );
}

function put(document: Json, [key = '', ...deeper]: readonly string[], value: Json): JsonObject {
  const members: Record<string, Json> = { ...Object(document) };
  const member = deeper.length === 0 ? value : put(members[key] ?? {}, deeper, value);
  if (member === null) delete members[key];
  else members[key] = member;
  return Array.isArray(document) ? Object.assign([], members) : members;
}
