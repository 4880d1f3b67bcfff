import type { Json, JsonObject } from '@whatsapp-qr/openapi-document';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Diff, diffDocuments } from '../src/diff/diff.ts';

const names = ['Alpha', 'Beta', 'Gamma'] as const;
const keys = fc.constantFrom('a', 'b', 'c d', 'e.f', '__proto__', 'constructor', 'x/y~z');

/** Any schema: with references, unions and allOf, in themselves too. */
const { schema } = fc.letrec<{ schema: Json; properties: JsonObject }>((tie) => ({
  properties: fc.dictionary(keys, tie('schema'), { maxKeys: 3, depthIdentifier: 'schema' }),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, depthIdentifier: 'schema' },
    fc.record({ type: fc.constantFrom('string', 'integer', 'boolean') }),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom<Json>('x', 'y', 1, null), { minLength: 1 }) }),
    fc.record(
      { type: fc.constant('string'), minLength: fc.nat(3), pattern: fc.constantFrom('^a', '^b') },
      { requiredKeys: ['type'] },
    ),
    fc.record({ $ref: fc.constantFrom(...names).map((name) => `#/components/schemas/${name}`) }),
    fc.constantFrom<Json>(true, false, {}),
    fc.record(
      { type: fc.constant('object'), properties: tie('properties'), required: fc.uniqueArray(keys, { maxLength: 2 }) },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 2, maxLength: 3 }) }),
    fc.record({
      allOf: fc.array(fc.record({ type: fc.constant('object'), properties: tie('properties') }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  ),
}));

const schemas = fc
  .record({ Alpha: schema, Beta: schema, Gamma: schema })
  .filter((all) => !names.some((name) => leadsBackToItself(all, name)));

/** A reference that is nothing but a way back to itself is refused, so it is left out here. */
function leadsBackToItself(all: Readonly<Record<string, Json>>, name: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = name; at !== undefined; ) {
    if (seen.has(at)) return true;
    seen.add(at);
    const value: Json | undefined = all[at];
    const reference: Json | undefined =
      typeof value === 'object' && value !== null && '$ref' in value ? value.$ref : undefined;
    at = typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
  }
  return false;
}

function documentOf(components: Json, used: Json): string {
  const content = { 'application/json': { schema: used } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Any', version: 'v1.0' },
    paths: { '/any': { post: { requestBody: { content }, responses: { 200: { description: 'ok', content } } } } },
    components: { schemas: components },
  });
}

function diff(before: string, after: string): Diff {
  return diffDocuments({ file: 'before.json', text: before }, { file: 'after.json', text: after });
}

/** The same JSON with the keys of every object in another order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}

const start: Json = { $ref: '#/components/schemas/Alpha' };

describe('whatever the schemas are', () => {
  it('a document does not differ from itself, nor from itself in another order', () => {
    fc.assert(
      fc.property(schemas, (all) => {
        expect(diff(documentOf(all, start), documentOf(all, start)).changes).toEqual([]);
        expect(diff(documentOf(all, start), documentOf(turned(all), start)).changes).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('a schema says the same with a name and without one', () => {
    fc.assert(
      fc.property(schemas, (all) => {
        const changes = diff(documentOf(all, start), documentOf(all, all.Alpha)).changes;
        // Only a schema that contains itself is described one level further when its outermost level has no name.
        const recursive = JSON.stringify(all).includes('$ref');
        if (!recursive) expect(changes).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('what is found one way is found the other way, and what narrows a request widens it then', () => {
    fc.assert(
      fc.property(schemas, schemas, (one, other) => {
        const there = diff(documentOf(one, start), documentOf(other, start)).changes;
        const back = diff(documentOf(other, start), documentOf(one, start)).changes;
        const found = (changes: Diff['changes']): string[] =>
          changes.flatMap(({ uses }) => uses.map(({ at }) => at)).sort();
        expect(found(back).length).toBe(found(there).length);
        const harmless = (changes: Diff['changes']): boolean => changes.every((change) => change.class !== 'breaking');
        // If neither way breaks anything, nothing that is sent or received can have changed.
        if (harmless(there) && harmless(back))
          expect(there.filter((change) => change.class === 'additive')).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
