import type { Json, JsonObject } from '@whatsapp-qr/openapi-document';
import { Ajv2020 } from 'ajv/dist/2020.js';
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

  it('a schema means the same with a name and without one', () => {
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

const text = fc.record(
  { type: fc.constant('string'), minLength: fc.nat(2), maxLength: fc.nat(3), pattern: fc.constantFrom('^a', 'b$') },
  { requiredKeys: ['type'] },
);
const numeric = fc.record(
  {
    type: fc.constantFrom('integer', 'number'),
    minimum: fc.constantFrom(0, 0.5, 1),
    exclusiveMinimum: fc.constantFrom(0, 0.5, 1),
    maximum: fc.constantFrom(1, 2),
    multipleOf: fc.constantFrom(1, 2, 4),
  },
  { requiredKeys: ['type'] },
);
const types = fc.uniqueArray(fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'array'), {
  minLength: 1,
});
const someValues = fc.uniqueArray(fc.constantFrom<Json>('a', 'ab', 1, 2, 0.5, null, true, false), { minLength: 1 });
const { plain, closed } = fc.letrec<{ plain: Json; closed: Json }>((tie) => {
  const unions = (inner: fc.Arbitrary<Json>): fc.Arbitrary<Json>[] => {
    const list = fc.array(inner, { minLength: 1, maxLength: 3 });
    return [fc.record({ anyOf: list }), fc.record({ oneOf: list }), fc.record({ type: types, anyOf: list })];
  };
  const simple: fc.Arbitrary<Json>[] = [
    text,
    numeric,
    fc.record({ type: types, maxLength: fc.nat(2), minimum: fc.nat(2) }, { requiredKeys: ['type'] }),
    fc.record({ enum: someValues }),
    fc.record({ type: types, enum: someValues }),
    fc.record({ const: fc.constantFrom<Json>('a', 1, null) }),
  ];
  const object = fc.record({
    type: fc.constant('object'),
    properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('closed'), { maxKeys: 2, depthIdentifier: 'value' }),
    additionalProperties: fc.constant(false),
  });
  const options = { depthSize: 'small', withCrossShrink: true, depthIdentifier: 'value' } as const;
  const array = (inner: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    fc.record({ type: fc.constant('array'), items: inner, maxItems: fc.nat(2) }, { requiredKeys: ['type'] });
  return {
    plain: fc.oneof(options, ...simple, array(tie('plain')), ...unions(tie('plain'))),
    closed: fc.oneof(options, ...simple, object, array(tie('closed')), ...unions(tie('closed'))),
  };
});

const leaves: readonly Json[] = [
  '',
  'a',
  'ab',
  'b',
  'aaab',
  -1,
  0,
  0.5,
  1,
  2,
  3,
  4,
  true,
  false,
  null,
  [],
  ['a'],
  [1, 2, 3],
];
const values: readonly Json[] = [...leaves, {}, ...leaves.flatMap((a): Json[] => [{ a }, { b: a }, { a, b: a }])];

/** The values that a schema allows, by a validator that has nothing to do with the differ. */
function allowed(schema: Json): string[] {
  const validate = new Ajv2020({ strict: false }).compile(Object(schema));
  return values.filter((value) => validate(value)).map((value) => JSON.stringify(value));
}

describe('whatever the schemas are, for a validator', () => {
  const classesOf = (before: Json, after: Json, side: string): string[] =>
    diff(documentOf({}, before), documentOf({}, after)).changes.flatMap((change) =>
      change.side === side ? [change.class] : [],
    );

  it('a request that is not broken takes every value that it took, and one that did not change takes no other', () => {
    fc.assert(
      fc.property(closed, closed, (before, after) => {
        const classes = classesOf(before, after, 'request');
        if (!classes.includes('breaking')) expect(allowed(after)).toEqual(expect.arrayContaining(allowed(before)));
        if (classes.length === 0) expect(allowed(after)).toEqual(allowed(before));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('a response that is not broken has no value that it could not have', () => {
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        if (classesOf(before, after, 'response').includes('breaking')) return;
        expect(allowed(before)).toEqual(expect.arrayContaining(allowed(after)));
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
