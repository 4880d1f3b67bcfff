import { describe, expect, test } from 'vitest';
import { formatProblem } from '../src/reading.ts';
import { type ReadReference, readReference } from '../src/reference.ts';

const read = (text: string): ReadReference => readReference(text, { graphVersion: 'v23.0' });

function factsOf(text: string): ReadReference['skeleton'] {
  const { skeleton, problems } = read(text);
  expect(problems.map(formatProblem)).toEqual([]);
  return skeleton;
}

const document = `# A comment
openapi: 3.1.0
info:
  title: Codes
  description: Words
  version: v23.0
servers:
- url: https://graph.facebook.com
  description: Words
tags:
- name: Words
  description: Words
paths:
  /codes:
    summary: Words
    parameters:
    - $ref: '#/components/parameters/Fields'
    get:
      tags: [Words]
      summary: Words
      description: |
        Words
      operationId: listCodes
      parameters:
      - name: limit
        in: query
        description: Words
        schema: { type: integer, minimum: 1, default: 25, description: Words, title: Words }
        example: 10
      responses:
        '200':
          description: Words
          headers:
            X-Id: { description: Words, schema: { type: string } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Code', description: Words }
              examples:
                one:
                  summary: Words
                  description: Words
                  value: { description: kept, summary: kept }
      security:
      - bearerAuth: []
components:
  parameters:
    Fields: { name: fields, in: query, description: Words, schema: { type: string, pattern: '^a$' } }
  schemas:
    Code:
      type: object
      description: Words
      required: [description]
      properties:
        description: { type: string, description: Words, maxLength: 140, example: kept }
        title: { type: string, enum: [kept, also] }
        summary:
          oneOf:
          - { type: string, const: kept, description: Words }
          - { type: 'null' }
      additionalProperties: false
  securitySchemes:
    bearerAuth: { type: http, scheme: bearer, description: Words }
`;

describe('an OpenAPI document', () => {
  test('keeps its facts and loses its prose, also where names are those of prose', () => {
    const skeleton = factsOf(document);
    expect(JSON.stringify(skeleton)).not.toContain('Words');
    expect(skeleton).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Codes', version: 'v23.0' },
      servers: [{ url: 'https://graph.facebook.com' }],
      paths: {
        '/codes': {
          parameters: [{ $ref: '#/components/parameters/Fields' }],
          get: {
            operationId: 'listCodes',
            parameters: [
              { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, default: 25 }, example: 10 },
            ],
            responses: {
              200: {
                headers: { 'X-Id': { schema: { type: 'string' } } },
                content: {
                  'application/json': {
                    schema: { $ref: '#/components/schemas/Code' },
                    examples: { one: { value: { description: 'kept', summary: 'kept' } } },
                  },
                },
              },
            },
            security: [{ bearerAuth: [] }],
          },
        },
      },
      components: {
        parameters: { Fields: { name: 'fields', in: 'query', schema: { type: 'string', pattern: '^a$' } } },
        schemas: {
          Code: {
            type: 'object',
            required: ['description'],
            properties: {
              description: { type: 'string', maxLength: 140, example: 'kept' },
              title: { type: 'string', enum: ['kept', 'also'] },
              summary: { oneOf: [{ type: 'string', const: 'kept' }, { type: 'null' }] },
            },
            additionalProperties: false,
          },
        },
        securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } },
      },
    });
    expect(skeleton['x-source']).toMatchObject({ form: 'openapi' });
    expect(skeleton['x-source'].states).toEqual(
      expect.arrayContaining(['patterns', 'lengths', 'defaults', 'operation-ids', 'error-examples']),
    );
  });

  test('says the same in JSON', () => {
    const { paths, components } = factsOf(document);
    const json = JSON.stringify({ info: { version: 'v23.0', title: 'Codes' }, paths, components, openapi: '3.1.0' });
    expect(factsOf(json)).toMatchObject({ paths, components });
    expect(factsOf(`${json}\n`).paths).toEqual(paths);
  });

  test('gives an enumeration of one value as a constant, as pages do', () => {
    const schema = (facts: string): unknown =>
      factsOf(`openapi: 3.1.0\ninfo: { title: A, version: v23.0 }\npaths: {}\ncomponents: { schemas: { A: ${facts} } }`)
        .components?.schemas;
    expect(schema('{ type: string, enum: [a] }')).toEqual({ A: { type: 'string', const: 'a' } });
    expect(schema('{ enum: [null] }')).toEqual({ A: { const: null } });
    expect(schema('{ type: string, enum: [a, b] }')).toEqual({ A: { type: 'string', enum: ['a', 'b'] } });
    expect(schema('{ type: string, enum: [] }')).toEqual({ A: { type: 'string', enum: [] } });
  });

  test('of version 3.0 says it in the words of 3.1', () => {
    const skeleton = factsOf(
      'openapi: 3.0.3\ninfo: { title: A, version: v23.0 }\npaths: {}\ncomponents:\n  schemas:\n    A: { type: string, nullable: true }\n    B: { type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }\n',
    );
    expect(skeleton.openapi).toBe('3.1.0');
    expect(skeleton.components?.schemas).toEqual({
      A: { type: ['string', 'null'] },
      B: { type: 'integer', exclusiveMinimum: 1, maximum: 9 },
    });
  });

  test('has keys that OpenAPI does not know noted, not read', () => {
    const skeleton = factsOf(
      'openapi: 3.1.0\ninfo: { title: A, version: v23.0 }\nx-internal: true\npaths: {}\ncomponents:\n  parameterGroups: { a: {} }\n  schemas:\n    A: { type: string, minlength: 3 }\n',
    );
    expect(skeleton['x-ambiguous']).toEqual([
      {
        line: 3,
        pointer: '#/x-internal',
        note: '"x-internal" is no key of document objects in OpenAPI 3.1; it was not read',
      },
      {
        line: 6,
        pointer: '#/components/parameterGroups',
        note: '"parameterGroups" is no key of components objects in OpenAPI 3.1; it was not read',
      },
      {
        line: 8,
        pointer: '#/components/schemas/A/minlength',
        note: '"minlength" is no key of schema objects in OpenAPI 3.1; it was not read',
      },
    ]);
  });

  test('says which number is too large to be kept', () => {
    const schemas = 'components: { schemas: { A: { type: integer, example: 12345678901234567891 } } }';
    const yaml = read(`openapi: 3.1.0\ninfo: { title: A, version: v23.0 }\npaths: {}\n${schemas}\n`);
    expect(yaml.skeleton['x-ambiguous']).toMatchObject([
      {
        line: 4,
        pointer: '#/components/schemas/A/example',
        note: expect.stringContaining('the number 12345678901234567891 is larger'),
      },
    ]);
    const json =
      '{ "openapi": "3.1.0", "info": { "title": "A", "version": "v23.0" }, "paths": {}, "x": 12345678901234567891 }';
    expect(
      read(json)
        .skeleton['x-ambiguous'].map(({ note }) => note)
        .join(),
    ).toContain('12345678901234567891');
  });

  test('may have names that are members of every object', () => {
    const skeleton = factsOf(
      'openapi: 3.1.0\ninfo: { title: A, version: v23.0 }\npaths: {}\ncomponents:\n  schemas:\n    __proto__: { type: object, properties: { __proto__: { type: string }, constructor: { type: integer } } }\n',
    );
    expect(JSON.stringify(skeleton.components)).toBe(
      '{"schemas":{"__proto__":{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}}}}}',
    );
  });

  const head = 'openapi: 3.1.0\ninfo: { title: A, version: v23.0 }\n';

  test.each<[string, string, string[]]>([
    [
      'is no YAML',
      'openapi: 3.1.0\ninfo: { title: A\npaths: [\n',
      ['YAML that cannot be parsed', 'YAML that cannot be parsed'],
    ],
    ['is no JSON', '{ "openapi": "3.1.0", }', ['line 1: found a document that cannot be parsed']],
    ['is Swagger', 'swagger: "2.0"\ninfo: {}\n', ['line 1: found openapi: "null", expected version 3.1 (or 3.0)']],
    [
      'is of another version',
      'openapi: 4.0.0\n',
      ['line 1: found openapi: "\\"4.0.0\\"", expected version 3.1 (or 3.0)'],
    ],
    [
      'refers to nothing',
      `${head}paths:\n  /a:\n    get:\n      responses:\n        '200':\n          $ref: '#/components/responses/A'\n`,
      ['line 8: found the reference "#/components/responses/A", expected one to a place in the same document'],
    ],
    [
      'refers to another file',
      `${head}paths: {}\ncomponents:\n  schemas:\n    A: { $ref: 'other.yaml#/A' }\n    B: { items: { $ref: './b.yaml' } }\n`,
      ['line 6: found the reference "other.yaml#/A"', 'line 7: found the reference "./b.yaml"'],
    ],
    [
      'has something else in place of an object',
      `${head}paths:\n  /a: 3\ncomponents:\n  schemas: [1]\n`,
      [
        'line 4: found "3", expected a path item, an object',
        'line 6: found "[1]", expected an object of schema objects by name',
      ],
    ],
    [
      'has something else in place of a list',
      `${head}paths:\n  /a:\n    get:\n      parameters: {}\n      responses: {}\n`,
      ['line 6: found "{}", expected a list of parameter objects'],
    ],
    [
      'has values that are none in JSON',
      `${head}paths: {}\ncomponents: { schemas: { A: { maximum: .inf } } }\n`,
      ['found a document that cannot be parsed (Infinity is no value of JSON)'],
    ],
    [
      'is an alias bomb',
      `${head}a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\npaths: [*d, *d]\n`,
      ['found a document that cannot be parsed (Excessive alias count'],
    ],
    [
      'is nested without end',
      `${head}paths: {}\ncomponents: { schemas: { A: ${'{ items: '.repeat(300)}{}${' }'.repeat(300)} } }\n`,
      ['found more than 200 nested levels, expected a schema'],
    ],
  ])('that %s is reported', (_what, text, expected) => {
    const problems = read(text).problems.map(formatProblem);
    expect(problems).toHaveLength(expected.length);
    for (const [index, message] of expected.entries()) expect(problems[index]).toContain(message);
  });

  test('does not take an example for a reference, but does take a property of that name', () => {
    const schemas =
      'components:\n  schemas:\n    A: { type: object, example: { $ref: nowhere }, properties: { example: { $ref: "#/components/schemas/B" } } }\n';
    expect(read(`${head}paths: {}\n${schemas}`).problems.map(formatProblem)).toEqual([
      expect.stringContaining('found the reference "#/components/schemas/B"'),
    ]);
  });
});
