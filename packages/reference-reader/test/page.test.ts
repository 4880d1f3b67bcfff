import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isObject, type Json } from '@whatsapp-qr/openapi-document';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../src/reading.ts';
import { type ReadReference, readReference } from '../src/reference.ts';

interface Parts {
  before?: string[];
  parameters?: string[];
  body?: string[];
  responses?: string[];
  after?: string[];
}

const answered = ['200', 'Fine', 'Content Type: application/json', 'Schema: object'];
const authentication = [
  '## Authentication',
  '| **Scheme** | **Type** | **Location** |\n| bearerAuth | HTTP Bearer | Header: Authorization |',
  '### Global Authentication Requirements',
  'All endpoints require:',
  'bearerAuth',
  'Did you find this page helpful?',
];

/** The text of a page with one operation, a paragraph each. */
function pageOf({ before = [], parameters = [], body = [], responses = answered, after = [] }: Parts): string {
  return [
    '# Codes',
    'Version',
    'v23.0v24.0',
    '## Base URL',
    '| https://graph.facebook.com |',
    '## Endpoints',
    '| POST | [/{Version}/codes](https://developers.facebook.com/codes#post-version-codes) |',
    '* * *',
    '## POST /{Version}/codes',
    'Makes codes.',
    ...before,
    ...parameters,
    ...body,
    'Responses',
    '* * *',
    'Makes codes.',
    ...responses,
    ...after,
    ...authentication,
  ].join('\n\n');
}

const read = (text: string): ReadReference => readReference(text, { graphVersion: 'v23.0' });

function operationOf(parts: Parts): Json | undefined {
  const { skeleton, problems } = read(pageOf(parts));
  expect(problems.map(formatProblem)).toEqual([]);
  return skeleton.paths['/{Version}/codes']?.post;
}

/** The schema of the answer 200, and the components. */
function schemasOf(lines: string[], before: string[] = []): { answer: unknown; components: unknown } {
  const responses = ['200', 'Fine', 'Content Type: application/json', ...lines];
  const { skeleton, problems } = read(pageOf({ responses, before }));
  expect(problems.map(formatProblem)).toEqual([]);
  const operation = skeleton.paths['/{Version}/codes']?.post;
  const answer = place(operation, 'responses', '200', 'content', 'application/json', 'schema');
  return { answer, components: skeleton.components?.schemas };
}

function place(value: Json | undefined, ...keys: string[]): Json | undefined {
  return keys.reduce<Json | undefined>((at, key) => (isObject(at) ? at[key] : undefined), value);
}

const problemsOf = (parts: Parts): string[] => read(pageOf(parts)).problems.map(formatProblem);
const notesOf = (parts: Parts): string[] =>
  read(pageOf(parts)).skeleton['x-ambiguous'].map(({ pointer, note }) => `${pointer}: ${note}`);

const show = 'Show child attributes';
const rule = '* * *';

/** What shows an answer: the list of statuses, and the sample for the first of them. */
const sample = (statuses: string, json: string): string[] => [
  'Select status code',
  statuses,
  rule,
  `\`\`\`\n${json}\n\`\`\``,
];

describe('page text: parameters', () => {
  test('stand under the title of their place, without rules between them', () => {
    expect(
      operationOf({
        parameters: [
          'Header Parameters',
          rule,
          'User-Agentstring',
          'Who calls.',
          'Authorizationstring·required',
          'The token.',
          'Path Parameters',
          rule,
          'Versionstring·required',
          'Which version.',
          'Query Parameters',
          rule,
          'limitinteger [min: 1, max: 25]',
          'How many.',
          'kindOne of "a", "b"·required',
          'tags[]array of string',
          'Several.',
        ],
      }),
    ).toMatchObject({
      parameters: [
        { name: 'User-Agent', in: 'header', schema: { type: 'string' } },
        { name: 'Authorization', in: 'header', required: true, schema: { type: 'string' } },
        { name: 'Version', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 25 } },
        { name: 'kind', in: 'query', required: true, schema: { type: 'string', enum: ['a', 'b'] } },
        { name: 'tags[]', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
      ],
    });
  });

  test('in the path are recognized by the names in braces, whatever their capitals', () => {
    const text = pageOf({
      parameters: ['Path Parameters', rule, 'Phone-Number-IDPhoneId·required', 'WhatsApp', 'A word.'],
    });
    const { skeleton, problems } = read(text.replaceAll('/{Version}/codes', '/{Phone-Number-ID}/codes'));
    expect(problems).toEqual([]);
    expect(skeleton.paths['/{Phone-Number-ID}/codes']?.post).toMatchObject({
      parameters: [
        { name: 'Phone-Number-ID', in: 'path', required: true, schema: { $ref: '#/components/schemas/PhoneId' } },
      ],
    });
  });

  test('are distinguished from prose: sentences, lists, single words', () => {
    const operation = operationOf({
      parameters: [
        'Query Parameters',
        rule,
        'fieldsstring',
        'Comma-separated. Available:',
        'code: always',
        'qr_image_url.format(FORMAT): SVG or PNG',
        '* `name_status`: x',
        'WhatsApp',
        'Substring',
        'Currency',
        'GREEN',
        'The string',
        'afterstring',
      ],
    });
    expect(place(operation, 'parameters')).toEqual([
      { name: 'fields', in: 'query', schema: { type: 'string' } },
      { name: 'after', in: 'query', schema: { type: 'string' } },
    ]);
  });

  test('that only may be some are remarked on', () => {
    const parameters = ['Query Parameters', rule, 'fieldsstring', 'Substring', 'foodecimal', 'ownerPageOwner'];
    expect(problemsOf({ parameters })).toEqual([]);
    expect(notesOf({ parameters })).toEqual([
      '#: "Substring" is taken for prose, but could be an entry',
      '#: "foodecimal" is taken for prose, but could be an entry',
      '#/paths/~1{Version}~1codes/post/parameters/1/schema: "ownerPageOwner" is taken for an entry, but could be prose',
      '#/components/schemas/PageOwner: the page names this schema, but does not show what it contains',
    ]);
  });

  test.each<[string, string[], string]>([
    [
      'nothing that is an entry directly under the title',
      ['Query Parameters', rule, 'None at all'],
      'found "None at all", expected a name and its type',
    ],
    [
      'bounds that cannot be read',
      ['Query Parameters', rule, 'limitinteger [min: x]'],
      'found "x" in "limitinteger [min: x]", expected a number',
    ],
    [
      'a mark in another language',
      ['Header Parameters', rule, 'User-Agentstring', 'Authorizationstring·obrigatório'],
      'found "·obrigatório" in "Authorizationstring·obrigatório", expected "·required" or nothing',
    ],
    [
      'a name twice',
      ['Query Parameters', rule, 'astring', 'ainteger'],
      'found "ainteger", expected a property that the outermost level does not have yet',
    ],
    [
      'items that are not those of the parameter',
      ['Query Parameters', rule, 'aarray of string', show, rule, 'bstring'],
      'found "bstring" as a child of "aarray of string", expected the items of the array, "a[]" and their type',
    ],
  ])('with %s are reported', (_what, parameters, message) => {
    expect(problemsOf({ parameters }).join('\n')).toContain(message);
  });
});

describe('page text: schemas', () => {
  test('with a name go to the components', () => {
    const { answer, components } = schemasOf([
      'Schema: CodeList',
      show,
      rule,
      'CodeList',
      rule,
      'dataarray of Code·required',
      'The codes',
      show,
      rule,
      String.raw`data\[\]Code`,
      'A code',
      show,
      rule,
      'idstring·required',
      'Which',
      rule,
      'sizeinteger [min: 1]',
      rule,
      'link_urlstring (uri)',
    ]);
    expect(answer).toEqual({ $ref: '#/components/schemas/CodeList' });
    expect(components).toEqual({
      CodeList: {
        type: 'object',
        properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Code' } } },
        required: ['data'],
      },
      Code: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          size: { type: 'integer', minimum: 1 },
          link_url: { type: 'string', format: 'uri' },
        },
        required: ['id'],
      },
    });
  });

  test('without a name stay where they are', () => {
    const { answer, components } = schemasOf([
      'Schema: object',
      show,
      rule,
      'successboolean',
      rule,
      'rowsarray of array of string',
      show,
      rule,
      'rows[]array of string',
      show,
      rule,
      'rows[][]string',
    ]);
    expect(answer).toEqual({
      type: 'object',
      properties: {
        success: { type: 'boolean' },
        rows: { type: 'array', items: { type: 'array', items: { type: 'string' } } },
      },
    });
    expect(components).toBeUndefined();
  });

  test('that are arrays show their items without a name', () => {
    const { answer, components } = schemasOf([
      'Schema: array of Code',
      show,
      rule,
      'array of Code',
      rule,
      '[]Code',
      show,
      rule,
      'idstring',
    ]);
    expect(answer).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Code' } });
    expect(components).toEqual({ Code: { type: 'object', properties: { id: { type: 'string' } } } });
  });

  test('whose items are called object under an array of a name have that name', () => {
    const { answer, components } = schemasOf([
      'Schema: object',
      show,
      rule,
      'sectionsarray of Section',
      show,
      rule,
      'sections[]object',
      show,
      rule,
      'titlestring',
    ]);
    expect(answer).toEqual({
      type: 'object',
      properties: { sections: { type: 'array', items: { $ref: '#/components/schemas/Section' } } },
    });
    expect(components).toEqual({ Section: { type: 'object', properties: { title: { type: 'string' } } } });
  });

  test('that are alternatives show each under its name', () => {
    const { answer, components } = schemasOf([
      'Schema: Must be one of: Made, Changed',
      show,
      rule,
      'Must be one of: Made, Changed',
      rule,
      'Made',
      'A new one',
      show,
      rule,
      'idstring·required',
      rule,
      'placeobject',
      show,
      rule,
      'latnumber',
      rule,
      'Changed',
      'An old one',
      show,
      rule,
      'successboolean',
    ]);
    expect(answer).toEqual({
      oneOf: [{ $ref: '#/components/schemas/Made' }, { $ref: '#/components/schemas/Changed' }],
    });
    expect(components).toMatchObject({
      Made: {
        properties: { id: { type: 'string' }, place: { type: 'object', properties: { lat: { type: 'number' } } } },
      },
      Changed: { properties: { success: { type: 'boolean' } } },
    });
  });

  test('that are alternatives under a name of their own do not announce them', () => {
    const { answer, components } = schemasOf([
      'Schema: Message',
      show,
      rule,
      'Message',
      rule,
      'TextMessage',
      show,
      rule,
      'type"text"',
      rule,
      'textobject·required',
      show,
      rule,
      'bodystring',
      rule,
      'AudioMessage',
      show,
      rule,
      'type"audio"',
      rule,
      'audioMust be one of: unknown, unknown',
      show,
      rule,
      'unknown',
      show,
      rule,
      'idstring·required',
      rule,
      'unknown',
      show,
      rule,
      'linkstring (url)·required',
    ]);
    expect(answer).toEqual({ $ref: '#/components/schemas/Message' });
    expect(components).toEqual({
      Message: { oneOf: [{ $ref: '#/components/schemas/TextMessage' }, { $ref: '#/components/schemas/AudioMessage' }] },
      TextMessage: {
        type: 'object',
        properties: {
          type: { type: 'string', const: 'text' },
          text: { type: 'object', properties: { body: { type: 'string' } } },
        },
        required: ['text'],
      },
      AudioMessage: {
        type: 'object',
        properties: {
          type: { type: 'string', const: 'audio' },
          audio: {
            oneOf: [
              { properties: { id: { type: 'string' } }, required: ['id'] },
              { properties: { link: { type: 'string', format: 'url' } }, required: ['link'] },
            ],
          },
        },
      },
    });
  });

  test('that are alternatives of types without names, with properties that all have', () => {
    const { answer } = schemasOf([
      'Schema: object',
      show,
      rule,
      'idMust be one of: string, integer·required',
      show,
      rule,
      'string',
      'As text',
      rule,
      'integer',
      'As a number',
      rule,
      'extraMust be one of: unknown, unknown',
      show,
      rule,
      'modestring·required',
      rule,
      'unknown',
      rule,
      'unknown',
    ]);
    expect(answer).toEqual({
      type: 'object',
      properties: {
        id: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
        extra: { oneOf: [{}, {}], properties: { mode: { type: 'string' } }, required: ['mode'] },
      },
      required: ['id'],
    });
  });

  test('without name, type and contents are noted, each in its place', () => {
    const lines = [
      show,
      rule,
      'aMust be one of: unknown, unknown, string',
      show,
      rule,
      'unknown',
      rule,
      'unknown',
      rule,
      'string',
    ];
    const notes = notesOf({ responses: ['200', 'Content Type: application/json', 'Schema: object', ...lines] });
    const pointer = '#/paths/~1{Version}~1codes/post/responses/200/content/application~1json/schema/properties/a/oneOf';
    expect(notes).toEqual([
      `${pointer}/0: the page has a schema here, but shows neither its name nor its type`,
      `${pointer}/1: the page has a schema here, but shows neither its name nor its type`,
    ]);
  });

  test('may have names that are members of every object', () => {
    const { answer } = schemasOf(['Schema: object', show, rule, '__proto__string·required', rule, 'constructorstring']);
    expect(JSON.stringify(answer)).toBe(
      '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}},"required":["__proto__"]}',
    );
  });

  test('that are only named are noted as empty', () => {
    const responses = ['200', 'Content Type: application/json', 'Schema: Code'];
    expect(notesOf({ responses })).toEqual([
      '#/components/schemas/Code: the page names this schema, but does not show what it contains',
    ]);
  });

  test('in copies that lost their rules are recognized by the form of their lines', () => {
    const { skeleton, problems } = read(fixture('unruled.page.txt').replace('v25.0.md', 'v23.0.md'));
    expect(problems.map(formatProblem)).toEqual([]);
    expect(skeleton.components?.schemas).toMatchObject({
      SharedCode: {
        properties: {
          id: { type: 'string' },
          review_status: { $ref: '#/components/schemas/ReviewStatus' },
          scans: { type: 'integer', format: 'int64' },
        },
        required: ['id'],
      },
      SharedCodesResponse: {
        properties: {
          data: { type: 'array', items: { $ref: '#/components/schemas/SharedCode' } },
          paging: { $ref: '#/components/schemas/CursorPaging' },
        },
      },
      CursorPaging: {
        properties: { cursors: { properties: { before: { type: 'string' }, after: { type: 'string' } } } },
      },
    });
    expect(place(skeleton.paths['/{Version}/{Business-ID}/shared_codes']?.get, 'parameters')).toMatchObject([
      { name: 'User-Agent' },
      { name: 'Version' },
      { name: 'Business-ID' },
      { name: 'business_type', schema: { items: { enum: ['STANDARD', 'PREMIUM'] } } },
      { name: 'limit', schema: { minimum: 1, maximum: 100 } },
    ]);
    expect(skeleton.security).toEqual([{ 'Bearer token': [] }]);
  });

  const answer = (...lines: string[]): Parts => ({ responses: ['200', 'Content Type: application/json', ...lines] });

  test.each<[string, Parts, string]>([
    [
      'a line after a rule that is no entry',
      answer('Schema: object', show, rule, 'What is this?'),
      'found "What is this?", expected a name and its type',
    ],
    [
      'a type that is none',
      answer('Schema: object', show, rule, 'pricedecimal'),
      'found "pricedecimal", expected a name and its type',
    ],
    ['a schema that is none', answer('Schema: decimal'), 'found "decimal" in the schema "decimal"'],
    [
      'no "Show child attributes"',
      answer('Schema: object', rule, 'idstring'),
      'found "idstring", expected "Show child attributes" before',
    ],
    [
      'children under a string',
      answer('Schema: object', show, rule, 'idstring', show, rule, 'xstring'),
      'found "xstring" as a child of "idstring", expected properties under an object',
    ],
    [
      'other items than announced',
      answer('Schema: object', show, rule, 'idsarray of string', show, rule, 'ids[]integer'),
      'found "ids[]integer" as a child of "idsarray of string"',
    ],
    [
      'an alternative that was not announced',
      answer('Schema: Must be one of: A, B', show, rule, 'A', show, rule, 'idstring', rule, 'C'),
      'found the alternative "C", expected one that "Must be one of" announces',
    ],
    [
      'a property twice',
      answer('Schema: object', show, rule, 'idstring', rule, 'idinteger'),
      'found "idinteger", expected a property that the outermost level does not have yet',
    ],
    [
      'another schema of the same name',
      {
        responses: [
          ...(answer('Schema: A', show, rule, 'A', rule, 'idstring').responses ?? []),
          '400',
          'Content Type: application/json',
          'Schema: A',
          show,
          rule,
          'A',
          rule,
          'idinteger',
        ],
      },
      'found other contents of "A" than on line',
    ],
    [
      'more levels than anything has',
      answer(
        'Schema: object',
        ...Array.from({ length: 60 }, (_, depth) => [show, rule, `a${depth}object`]).flat(),
        show,
        rule,
        'idstring',
      ),
      'found more than 40 nested levels',
    ],
    [
      'a schema without a media type',
      { responses: ['200', 'Schema: object'] },
      'found "Schema: object", expected "Content Type: …" before it',
    ],
    [
      'entries without a schema',
      { responses: ['200', 'Content Type: application/json', 'idstring·required'] },
      'found "idstring·required", expected "Schema: …" before it',
    ],
    [
      'a media type that is none',
      { responses: ['200', 'Content Type: JSON'] },
      'found "JSON", expected a media type such as application/json',
    ],
    [
      'a media type twice',
      { responses: ['200', 'Content Type: a/b', 'Content Type: a/b'] },
      'found a second media type a/b',
    ],
    ['a status twice', { responses: ['200', 'Fine', '200', 'Fine'] }, 'found a second response 200'],
    ['no status', { responses: ['None'] }, 'found no response, expected a status such as 200'],
  ])('with %s are reported', (_what, parts, message) => {
    expect(problemsOf(parts).join('\n')).toContain(message);
  });
});

describe('page text: what surrounds the facts', () => {
  const named =
    '{\n  "a": {\n    "summary": "In short",\n    "description": "At length",\n    "value": { "id": 1 }\n  },\n  "Two words": { "value": [] }\n}';
  const media = (parts: Parts): Json | undefined =>
    place(operationOf(parts), 'responses', '200', 'content', 'application/json');

  test('a sample answer has the documented examples by name; their prose is dropped', () => {
    expect(media({ before: sample('200400', named), responses: [...answered, '400', 'Wrong'] })).toEqual({
      schema: { type: 'object' },
      examples: { a: { value: { id: 1 } }, 'Two words': { value: [] } },
    });
  });

  test.each([
    [
      'a brace with a backslash, and backslashes at line ends',
      '\\{\n  "a": {\n    "value": {\n      "b": [\\\n        "c\\\\"\\\n      ]\n    }\n  }\n}',
      { b: ['c\\'] },
    ],
    [
      'no-break spaces',
      '{\n\u00a0\u00a0"a":\u00a0{\n\u00a0"value":\u00a0{\u00a0"b":\u00a0"c\u00a0d"\u00a0}\n}\n}',
      { b: 'c d' },
    ],
    ['two spaces at line ends', '{  \n  "a": {  \n    "value": { "b": "c" }  \n  }  \n}', { b: 'c' }],
    ['everything on one line', '{  "a": {    "value": {      "b": "c"    }  }}', { b: 'c' }],
    ['a no-break space that is meant', '{ "a": { "value": { "b": "1\u00a0000" } } }', { b: '1\u00a0000' }],
  ])('a sample answer may be copied with %s', (_what, json, value) => {
    expect(media({ before: sample('200', json) })).toMatchObject({ examples: { a: { value } } });
  });

  test('a sample answer without names may be made up by the page, which is noted', () => {
    const parts = { before: sample('200', '{ "success": true }') };
    expect(media(parts)).toEqual({ schema: { type: 'object' }, example: { success: true } });
    expect(notesOf(parts)).toEqual([
      '#/paths/~1{Version}~1codes/post/responses/200/content/application~1json/example: the page does not tell whether this sample is documented or made up from the schema',
    ]);
  });

  test('a sample answer is for the first status listed', () => {
    const responses = ['201', 'Made', 'Content Type: application/json', 'Schema: object', '400', 'Wrong'];
    const operation = operationOf({ responses, before: sample('201400', named) });
    expect(place(operation, 'responses', '201', 'content', 'application/json', 'examples')).toHaveProperty('a');
  });

  test('samples may be escaped as HTML: in whole, or in their strings alone', () => {
    const url = 'https://a.example/?b=1&c=2';
    const value = { link: url };
    const sampled = JSON.stringify({ a: { value } });
    for (const copy of [sampled.replaceAll('&', '&amp;'), sampled.replaceAll('&', '&amp;').replaceAll('"', '&quot;')])
      expect(media({ before: sample('200', copy) }), copy).toMatchObject({ examples: { a: { value } } });
  });

  test('statuses that are listed but not described are there, and noted', () => {
    const parts = { before: sample('200404default', named) };
    expect(place(operationOf(parts), 'responses')).toMatchObject({ 200: {}, 404: {}, default: {} });
    expect(notesOf(parts)).toContain(
      '#/paths/~1{Version}~1codes/post/responses/404: listed, but not described further down',
    );
  });

  test('samples are shown twice, above and below', () => {
    const parts = { before: sample('200', named), after: sample('200', named) };
    expect(media(parts)).toHaveProperty('examples');
    expect(problemsOf({ before: sample('200', named), after: sample('200', '{}') }).join()).toContain(
      'found another sample answer than on line',
    );
    expect(problemsOf({ before: sample('200', named), after: sample('200400', named) }).join()).toContain(
      'found other statuses than on line',
    );
  });

  test('the body of the sample request is an example without a name, except for {}', () => {
    const body = ['Request BodyRequired', rule, 'What to send.', 'Content Type: application/json', 'Schema: object'];
    const curl = (data: string): string[] => [
      'Select language',
      'cURLJavaScriptPython',
      rule,
      `\`\`\`\ncurl --request POST \\\n  --url 'https://x' \\\n  --data '${data}'\n\`\`\``,
    ];
    const requestBody = (data: string): Json | undefined =>
      place(operationOf({ before: curl(data), body }), 'requestBody');
    expect(requestBody(`{\n  "text": "I'm here",\\\n  "n": [\\\n 1\\\n]\n}`)).toEqual({
      required: true,
      content: { 'application/json': { schema: { type: 'object' }, example: { text: "I'm here", n: [1] } } },
    });
    expect(notesOf({ before: curl('{ "a": 1 }'), body })[0]).toContain('the body of the sample request');
    expect(requestBody('{}')).toEqual({
      required: true,
      content: { 'application/json': { schema: { type: 'object' } } },
    });
    expect(requestBody('not JSON')).not.toHaveProperty(['content', 'application/json', 'example']);
    expect(operationOf({ before: curl('{ "a": 1 }') })).not.toHaveProperty('requestBody');
  });

  test('the title of a request body says whether it is required', () => {
    const body = (title: string): Parts => ({
      body: [title, rule, 'Content Type: application/json', 'Schema: object'],
    });
    expect(operationOf(body('Request BodyRequired'))).toMatchObject({ requestBody: { required: true } });
    expect(operationOf(body('Request BodyOptional'))).toMatchObject({ requestBody: { required: false } });
    expect(operationOf(body('Request Body'))).not.toHaveProperty('requestBody.required');
    expect(notesOf(body('Request Body'))[0]).toContain('does not say whether the body is required');
  });

  test('titles are titles only where a rule follows, if rules are there at all', () => {
    const operation = operationOf({
      responses: [
        '200',
        'Responses',
        'Content Type: application/json',
        'Schema: object',
        show,
        rule,
        'idstring',
        'Responses',
      ],
    });
    expect(place(operation, 'responses', '200', 'content', 'application/json', 'schema', 'properties')).toEqual({
      id: { type: 'string' },
    });
  });

  test('headings in a description are prose', () => {
    expect(problemsOf({ before: ['## ', '## Overview', 'x', '### Details', '* * *', '1. a'] })).toEqual([]);
  });

  test.each<[string, Parts, string]>([
    [
      'statuses that cannot be parted',
      { before: sample('20040', named) },
      'found the statuses "20040", expected codes of three digits',
    ],
    ['a sample that is no JSON', { before: sample('200', '{ "a": }') }, 'found a sample answer that is no JSON'],
    [
      'a sample for an answer without content',
      { before: sample('200', named), responses: ['200', 'Fine'] },
      'found a sample answer for 200, expected a description of 200',
    ],
    [
      'a request line of another operation',
      { before: ['### Request Syntax', '**GET** /{Version}/codes'] },
      'found the request line "**GET** /{Version}/codes", expected POST /{Version}/codes, as its heading says',
    ],
    [
      'something after a sample that is no title',
      { before: [...sample('200', named), 'Parâmetros'] },
      'found "Parâmetros", expected a title such as',
    ],
    [
      'a heading among the facts',
      { parameters: ['Query Parameters', rule, 'astring', '### Notes'] },
      'found the heading "Notes"',
    ],
    ['code that belongs to nothing', { before: [...sample('200', named), '```\nx\n```'] }, 'found a block of code'],
    ['two titles of responses', { after: ['Responses', rule, '200'] }, 'found a second title "Responses"'],
    [
      'a body without a media type',
      { body: ['Request BodyRequired', rule, 'Something'] },
      'found a request body without "Content Type: …"',
    ],
    [
      'something after the end',
      { after: [...authentication, '## Appendix'] },
      'found the heading "Appendix", expected the end of the page',
    ],
  ])('%s is reported', (_what, parts, message) => {
    expect(problemsOf(parts).join('\n')).toContain(message);
  });

  test('a page in another language is reported, not read as far as it goes', () => {
    const text = pageOf({ before: sample('200', named) })
      .replace('Responses', 'Respostas')
      .replace('Select status code', 'Selecionar código do status');
    expect(read(text).problems.map(formatProblem).join('\n')).toContain('found an operation without "Responses"');
  });
});

describe('page text of several operations', () => {
  test('with rules of dashes, escaped underscores, torn tables and front matter is read whole', () => {
    const { skeleton, problems } = readReference(fixture('codes.page.txt'), { graphVersion: 'v24.0' });
    expect(problems.map(formatProblem)).toEqual([]);
    expect(skeleton.servers).toEqual([{ url: 'https://graph.facebook.com' }]);
    expect(skeleton.security).toEqual([{ OAuthToken__access_token: [], OAuthToken__Authorization: [] }]);
    expect(Object.keys(skeleton.paths)).toEqual(['/{Version}/{Phone-Number-ID}/message_qrdls']);
    const post = skeleton.paths['/{Version}/{Phone-Number-ID}/message_qrdls']?.post;
    expect(place(post, 'requestBody', 'content')).toEqual({
      'application/json': {
        schema: {
          oneOf: [
            { $ref: '#/components/schemas/CreateQrCodeRequest' },
            { $ref: '#/components/schemas/UpdateQrCodeRequest' },
          ],
        },
        example: { prefilled_message: "Hi! I'm interested", generate_qr_image: 'SVG' },
      },
      'multipart/form-data': {
        schema: {
          type: 'object',
          properties: {
            file: { type: 'string', format: 'binary' },
            status: { $ref: '#/components/schemas/QrCodeStatus' },
            owner: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
          },
          required: ['owner'],
        },
      },
    });
    expect(skeleton.components?.schemas).toMatchObject({
      CreateQrCodeRequest: {
        type: 'object',
        properties: {
          messaging_product: { type: 'string', const: 'whatsapp' },
          prefilled_message: { type: 'string' },
          generate_qr_image: { type: 'string', enum: ['PNG', 'SVG'] },
          style: {},
          tags: { type: 'array', items: { type: 'string' } },
        },
        required: ['messaging_product', 'prefilled_message'],
      },
      QrCodeList: {
        properties: { data: { type: 'array' }, paging: { $ref: '#/components/schemas/CursorPaging' } },
        required: ['data'],
      },
      CursorPaging: { properties: { cursors: { type: 'object' }, next: { type: 'string', format: 'uri' } } },
    });
  });

  test('has no prose left in its facts', () => {
    for (const [name, version] of [
      ['codes.page.txt', 'v24.0'],
      ['qr-code.page.txt', 'v23.0'],
      ['qr-code.export.txt', 'v23.0'],
    ] as const) {
      const { skeleton } = readReference(fixture(name), { graphVersion: version });
      expect(JSON.stringify([skeleton.paths, skeleton.components]), name).not.toMatch(
        /"(description|summary|title)":"|What |Which |In short|Two of them/,
      );
    }
  });

  test('that lacks a listed operation, or lists one too few, is reported', () => {
    const text = fixture('codes.page.txt');
    const start = text.indexOf('## POST');
    const withoutPost = text.slice(0, start) + text.slice(text.indexOf('## Authentication'));
    expect(readReference(withoutPost, { graphVersion: 'v24.0' }).problems.map(formatProblem)).toEqual([
      expect.stringContaining(
        'found POST /{Version}/{Phone-Number-ID}/message_qrdls in the list of endpoints, expected a section',
      ),
    ]);
    const unlisted = text.replace(/\| POST \|.*\n/, '');
    expect(readReference(unlisted, { graphVersion: 'v24.0' }).problems.map(formatProblem)).toEqual([
      expect.stringContaining('found a list of 1 endpoints, expected the 2 that have sections'),
    ]);
  });
});

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');
}
