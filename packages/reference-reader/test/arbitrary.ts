import type { Json } from '@whatsapp-qr/openapi-document';
import fc from 'fast-check';
import type { ParameterFacts, Place, SchemaFacts } from '../src/facts.ts';
import type { TrueOperation, Truth } from './truth.ts';

const word = fc.constantFrom(
  'id',
  'name',
  'data',
  'url',
  'code',
  'type',
  'error',
  'paging',
  'cursors',
  'after',
  'status',
  'number',
  'string',
  'my_array',
  'is_on',
  'a1',
  'object_id',
);
const capital = fc.constantFrom('Info', 'Details', 'CursorPaging', 'GraphAPIError', 'WhatsAppStatus', 'QrCode', 'Item');
const literal = fc.constantFrom('A', 'B', 'PNG', 'in_use', 'a|b', '3', 'two words', 'ß');

const bound = fc.record(
  { minimum: fc.integer({ min: -5, max: 5 }), maximum: fc.integer({ min: 6, max: 99 }) },
  { requiredKeys: [] },
);
const leaf: fc.Arbitrary<SchemaFacts> = fc.oneof(
  fc.constantFrom<SchemaFacts>({ type: 'string' }, { type: 'boolean' }, { type: 'number' }, { type: 'object' }, {}),
  fc.constantFrom('uri', 'date-time', 'email', 'binary').map((format) => ({ type: 'string', format })),
  bound.map((bounds) => ({ type: 'integer', ...bounds })),
  literal.map((value) => ({ type: 'string', const: value })),
  fc.uniqueArray(literal, { minLength: 2, maxLength: 4 }).map((values) => ({ type: 'string', enum: values })),
);

function schema(depth: number, names: readonly string[]): fc.Arbitrary<SchemaFacts> {
  const reference =
    names.length === 0
      ? leaf
      : fc.constantFrom(...names).map((name): SchemaFacts => ({ $ref: `#/components/schemas/${name}` }));
  if (depth === 0) return fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: reference });
  const deeper = schema(depth - 1, names);
  return fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 2, arbitrary: reference },
    { weight: 2, arbitrary: object(depth - 1, names) },
    {
      weight: 2,
      arbitrary: deeper
        .filter((items) => items.oneOf === undefined)
        .map((items): SchemaFacts => ({ type: 'array', items })),
    },
  );
}

function object(depth: number, names: readonly string[]): fc.Arbitrary<SchemaFacts> {
  return fc
    .dictionary(word, fc.tuple(schema(depth, names), fc.boolean()), { minKeys: 1, maxKeys: 4, noNullPrototype: true })
    .map((members) => {
      const required = Object.keys(members).filter((name) => members[name]?.[1]);
      const properties = Object.fromEntries(Object.entries(members).map(([name, [facts]]) => [name, facts]));
      return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
    });
}

const path = fc.constantFrom(
  '/{Version}/{Phone-Number-ID}/message_qrdls',
  '/{Version}/{Phone-Number-ID}',
  '/{page_id}/label',
  '/run',
);

function parameters(of: string): fc.Arbitrary<ParameterFacts[]> {
  const placed = (place: Place, name: string, facts: SchemaFacts, required: boolean): ParameterFacts =>
    required ? { name, in: place, required, schema: facts } : { name, in: place, schema: facts };
  const inPath = [...of.matchAll(/\{([^}]+)\}/g)].map((match) =>
    placed('path', match[1] ?? '', { type: 'string' }, true),
  );
  return fc
    .tuple(
      fc.subarray(['User-Agent', 'Authorization', 'Content-Type']),
      fc.uniqueArray(fc.tuple(word, leaf, fc.boolean()), { maxLength: 3, selector: ([name]) => name }),
    )
    .map(([headers, queries]) => [
      ...headers.map((name) => placed('header', name, { type: 'string' }, name === 'Authorization')),
      ...inPath,
      ...queries.map(([name, facts, required]) => placed('query', name, facts, required)),
    ]);
}

function body(names: readonly string[]): fc.Arbitrary<SchemaFacts> {
  const references = names.map((name): SchemaFacts => ({ $ref: `#/components/schemas/${name}` }));
  return fc.oneof(
    object(2, names),
    ...(references.length === 0 ? [] : [fc.constantFrom(...references)]),
    ...(references.length < 2
      ? []
      : [
          fc
            .shuffledSubarray(references, { minLength: 2, maxLength: Math.min(3, references.length) })
            .map((oneOf): SchemaFacts => ({ oneOf })),
        ]),
  );
}

function operation(names: readonly string[], schemas: Truth['schemas']): fc.Arbitrary<TrueOperation> {
  return path.chain((at) =>
    fc
      .record({
        method: fc.constantFrom('get', 'post', 'delete'),
        path: fc.constant(at),
        parameters: parameters(at),
        requestBody: fc.option(
          fc
            .tuple(fc.boolean(), body(names))
            .map(([required, facts]) => ({ required, content: { 'application/json': { schema: facts } } })),
          { nil: undefined },
        ),
        answer: body(names),
        errors: fc.subarray(['400', '401', '500']),
        error: body(names),
      })
      .chain(({ answer, errors, error, ...rest }) => {
        const responses: TrueOperation['responses'] = {
          200: { content: { 'application/json': { schema: answer } } },
          ...Object.fromEntries(
            errors.map((status) => [status, { content: { 'application/json': { schema: error } } }]),
          ),
        };
        const examples = fc.dictionary(
          fc.constantFrom('default', 'with_image', 'Empty answer'),
          exampleOf(answer, schemas),
          { maxKeys: 2, noNullPrototype: true },
        );
        return examples.map((shown) => ({ ...rest, responses, examples: shown }));
      }),
  );
}

/** A value that the schema allows; optional properties may be missing. */
function exampleOf(facts: SchemaFacts, schemas: Truth['schemas']): fc.Arbitrary<Json> {
  if (facts.$ref !== undefined)
    return exampleOf(schemas[facts.$ref.replace('#/components/schemas/', '')] ?? {}, schemas);
  if (facts.oneOf !== undefined) return fc.oneof(...facts.oneOf.map((one) => exampleOf(one, schemas)));
  if (facts.items !== undefined) return fc.array(exampleOf(facts.items, schemas), { maxLength: 2 });
  if (facts.properties !== undefined) {
    const members = Object.fromEntries(
      Object.entries(facts.properties).map(([name, property]) => [name, exampleOf(property, schemas)]),
    );
    return fc.record(members, {
      requiredKeys: (facts.required ?? []).filter((name) => Object.hasOwn(members, name)),
      noNullPrototype: true,
    });
  }
  if (facts.const !== undefined) return fc.constant(facts.const);
  if (facts.enum !== undefined) return fc.constantFrom(...facts.enum);
  if (facts.type === 'object') return fc.constant({});
  if (facts.type === 'integer' || facts.type === 'number') return fc.integer({ min: 0, max: 6 });
  if (facts.type === 'boolean') return fc.boolean();
  return fc.constantFrom('text', 'a "quoted" \\ text', 'https://wa.me/x?a=b&c', '{ [');
}

/** A component may use those before it; so there are no loops, which no page could show to their end. */
export const truth: fc.Arbitrary<Truth> = fc.uniqueArray(capital, { maxLength: 4 }).chain((names) =>
  fc.tuple(...names.map((_, index) => object(1, names.slice(0, index)))).chain((objects) => {
    const schemas = Object.fromEntries(names.map((name, index) => [name, objects[index] ?? {}]));
    return fc
      .uniqueArray(operation(names, schemas), {
        minLength: 1,
        maxLength: 3,
        selector: ({ method, path: at }) => `${method} ${at}`,
      })
      .map((operations) => ({ operations, schemas }));
  }),
);
