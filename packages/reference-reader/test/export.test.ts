import { describe, expect, test } from 'vitest';
import { formatProblem } from '../src/reading.ts';
import { type ReadReference, readReference } from '../src/reference.ts';

const table = (first: string, ...rows: string[]): string =>
  [`| ${first} | Type | Required | Description |`, '|---|---|---|---|', ...rows.map((row) => `| ${row} |`)].join('\n');

interface Parts {
  parameters?: string;
  body?: string;
  responses?: string;
  components?: string;
  authentication?: string;
}

const answered = '**200**\n\nFine\n\n**Content Type**: `application/json`\n\n**Schema**: object';

/** An export of one operation; `line` finds where a text stands in it. */
function exportOf({
  parameters = '',
  body = '',
  responses = answered,
  components = '',
  authentication,
}: Parts): string {
  return [
    '## Base URL\n\n| URL | Description |\n|-----|-------------|\n| https://graph.facebook.com | Here |',
    '## APIs\n\n| Method | Endpoint |\n|--------|----------|\n| POST | [/{Version}/codes](#post-version-codes) |',
    '<jumplink id="post-version-codes"></jumplink>\n## POST /{Version}/codes\n\nMakes codes',
    parameters,
    body,
    `### Responses\n\n${responses}`,
    components === '' ? '' : `# Components\n\n${components}`,
    authentication ??
      '## Authentication\n\n| Scheme | Type | Location |\n|--------|------|----------|\n| bearerAuth | HTTP Bearer | Header: `Authorization` |\n\n### Global Authentication Requirements\n\nAll endpoints require: bearerAuth',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const read = (text: string): ReadReference => readReference(text, { graphVersion: 'v23.0' });

function operationOf(parts: Parts): unknown {
  const { skeleton, problems } = read(exportOf(parts));
  expect(problems.map(formatProblem)).toEqual([]);
  return skeleton.paths['/{Version}/codes']?.post;
}

function schemasOf(components: string): unknown {
  const { skeleton, problems } = read(exportOf({ components: `## Schemas\n\n${components}` }));
  expect(problems.map(formatProblem)).toEqual([]);
  return skeleton.components?.schemas;
}

function problemsOf(parts: Parts): string[] {
  return read(exportOf(parts)).problems.map(formatProblem);
}

function notesOf(parts: Parts): string[] {
  return read(exportOf(parts)).skeleton['x-ambiguous'].map(({ pointer, note }) => `${pointer}: ${note}`);
}

const lineOf = (parts: Parts, text: string): number =>
  exportOf(parts)
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

describe('the export: parameters', () => {
  test('are rows of tables, one for each place', () => {
    const operation = operationOf({
      parameters: [
        `### Header Parameters\n\n${table('Name', 'User-Agent | string |  | Who')}`,
        `### Path Parameters\n\n${table('Name', 'Version | string | ✓ | Which')}`,
        `### Query Parameters\n\n${table('Name', 'limit | integer [min: 1, max: 1024] |  | How many', 'kind | array of One of "a", "b" | ✓ | ')}`,
        `### Cookie Parameters\n\n${table('Name', 'session | string |  | ')}`,
      ].join('\n\n'),
    });
    expect(operation).toMatchObject({
      parameters: [
        { name: 'User-Agent', in: 'header', schema: { type: 'string' } },
        { name: 'Version', in: 'path', required: true, schema: { type: 'string' } },
        { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 1024 } },
        {
          name: 'kind',
          in: 'query',
          required: true,
          schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
        },
        { name: 'session', in: 'cookie', schema: { type: 'string' } },
      ],
    });
  });

  test('may have bars in their types, escaped, and in their descriptions, escaped or not', () => {
    const operation = operationOf({
      parameters: `### Query Parameters\n\n${table('Name', String.raw`sep | One of "a\|b", "\|" | ✓ | One \| or | another`)}`,
    });
    expect(operation).toMatchObject({
      parameters: [{ name: 'sep', required: true, schema: { type: 'string', enum: ['a|b', '|'] } }],
    });
  });

  test('may have a line break in their description', () => {
    const operation = operationOf({
      parameters: `### Query Parameters\n\n${table('Name', 'a | string |  | First line', 'b | string | ✓ | x').replace('First line', 'First\nline')}`,
    });
    expect(operation).toMatchObject({ parameters: [{ name: 'a' }, { name: 'b', required: true }] });
  });

  test.each<[string, Parts, string, string]>([
    [
      'a type that is none',
      { parameters: `### Query Parameters\n\n${table('Name', 'a | strin |  | x')}` },
      'strin',
      'found "strin" in the type "strin", expected a type such as',
    ],
    [
      'no type at all',
      { parameters: `### Query Parameters\n\n${table('Name', 'a |  |  | x')}` },
      '| a |',
      'found no type for "a"',
    ],
    [
      'no name',
      { parameters: `### Query Parameters\n\n${table('Name', ' | string |  | x')}` },
      '|  | string',
      'found a row without a name',
    ],
    [
      'another mark for required',
      { parameters: `### Query Parameters\n\n${table('Name', 'a | string | Yes | x')}` },
      'Yes',
      'found "Yes" in the column Required, expected "✓" or nothing',
    ],
    [
      'a cell too few',
      { parameters: `### Query Parameters\n\n${table('Name', 'a | string')}` },
      '| a |',
      'found a row of 2 cells',
    ],
    [
      'the same name twice',
      { parameters: `### Query Parameters\n\n${table('Name', 'a | string |  | x', 'a | integer |  | x')}` },
      'integer',
      'found a second query parameter "a"',
    ],
    [
      'a column more',
      {
        parameters:
          '### Query Parameters\n\n| Name | Type | Required | Default |\n|---|---|---|---|\n| a | string |  | x |',
      },
      '| Name',
      'found the columns Name, Type, Required, Default',
    ],
    [
      'no column of types',
      { parameters: '### Query Parameters\n\n| Name | Required |\n|---|---|\n| a |  |' },
      '| Name',
      'found the columns Name, Required',
    ],
    ['no table', { parameters: '### Query Parameters\n\nNone.' }, '### Query', 'found no table under this heading'],
    [
      'a table without its ruler',
      { parameters: '### Query Parameters\n\n| Name | Type |\n| a | string |' },
      '| Name',
      'found a table that begins with',
    ],
    [
      'a row without an end',
      { parameters: `### Query Parameters\n\n${table('Name', 'a | string |  | x').slice(0, -2)}` },
      '| a |',
      'found the table row',
    ],
  ])('with %s are reported', (_what, parts, where, message) => {
    const problems = problemsOf(parts);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^line ${lineOf(parts, where)}: `));
    expect(problems[0]).toContain(message);
  });

  test('are all reported, not just the first', () => {
    const parts = {
      parameters: `### Query Parameters\n\n${table('Name', 'a | strin |  | x', 'b | string |  | x', 'c | intger |  | x')}`,
    };
    expect(problemsOf(parts)).toHaveLength(2);
  });
});

describe('the export: bodies and answers', () => {
  const properties = table('Property', 'file | string (binary) | ✓ | x', 'tags | array of string |  | x');

  test('have one or more media types, each with a schema', () => {
    const operation = operationOf({
      body: [
        '### Request Body (Optional)\n\nWhat to send.',
        `**Content Type**: \`application/json\`\n\n**Schema**: object\n\n${table('Property', 'a | "x" | ✓ | x')}`,
        `**Content Type**: \`multipart/form-data\`\n\n**Schema**: object\n\n${properties}`,
      ].join('\n\n'),
    });
    expect(operation).toMatchObject({
      requestBody: {
        required: false,
        content: {
          'application/json': {
            schema: { type: 'object', properties: { a: { type: 'string', const: 'x' } }, required: ['a'] },
          },
          'multipart/form-data': {
            schema: {
              type: 'object',
              properties: {
                file: { type: 'string', format: 'binary' },
                tags: { type: 'array', items: { type: 'string' } },
              },
              required: ['file'],
            },
          },
        },
      },
    });
  });

  test('of a body say in the heading whether it is required', () => {
    const body = (title: string): Parts => ({
      body: `### ${title}\n\n**Content Type**: \`application/json\`\n\n**Schema**: object`,
    });
    expect(operationOf(body('Request Body (Required)'))).toMatchObject({ requestBody: { required: true } });
    expect(operationOf(body('Request Body'))).not.toHaveProperty('requestBody.required');
    expect(notesOf(body('Request Body'))).toEqual([
      '#/paths/~1{Version}~1codes/post/requestBody/required: the heading does not say whether the body is required',
    ]);
  });

  test('may be alternatives, arrays, or nothing but a media type, or nothing at all', () => {
    const components = `## Schemas\n\n<jumplink id="a"></jumplink>\n### A\n\n${properties}\n\n<jumplink id="b"></jumplink>\n### B\n\n${properties}`;
    const operation = operationOf({
      components,
      responses: [
        '**200**\n\nFine\n\n**Content Type**: `application/json`\n\n**Schema**: Must be one of: [A](#a), [B](#b)',
        '**201**\n\n**Content Type**: `application/json`\n\n**Schema**: array of [A](#a)',
        '**202**\n\n**Content Type**: `text/plain`',
        '**204**\n\nNothing',
        '**4XX**\n\n**Content Type**: `application/json`\n\n**Schema**: string',
        '**default**',
      ].join('\n\n'),
    });
    const json = (schema: unknown): unknown => ({ content: { 'application/json': { schema } } });
    expect(operation).toHaveProperty('responses', {
      200: json({ oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }),
      201: json({ type: 'array', items: { $ref: '#/components/schemas/A' } }),
      202: { content: { 'text/plain': {} } },
      204: {},
      '4XX': json({ type: 'string' }),
      default: {},
    });
  });

  test('have an example after two literal characters, or after a real line break', () => {
    const json = '{\n    "error": {\n        "message": "a\\nb `x` |",\n        "code": 100\n    }\n}';
    const value = { error: { message: 'a\nb `x` |', code: 100 } };
    for (const example of [
      `**Example**:\\n\`\`\`json\\n${json}\\n\`\`\``,
      `**Example**:\n\`\`\`json\n${json}\n\`\`\``,
      `**Example**:\n\n\`\`\`\n${json}\n\`\`\``,
      `**Example**:\\n\`\`\`json\\n${json}\n\`\`\``,
      `**Example**: \`\`\`json\n${json}\\n\`\`\``,
    ]) {
      const operation = operationOf({ responses: `${answered}\n\n${example}\n\n**400**\n\nWrong` });
      expect(operation, example).toMatchObject({
        responses: { 200: { content: { 'application/json': { example: value } } }, 400: {} },
      });
    }
  });

  test('keep an example that is no JSON as text, if its language is text', () => {
    const operation = operationOf({ responses: `${answered}\n\n**Example**:\\n\`\`\`xml\\n<a>\n</a>\\n\`\`\`` });
    expect(operation).toHaveProperty(['responses', '200', 'content', 'application/json', 'example'], '<a>\n</a>');
  });

  test('say which number of an example was too large to be kept', () => {
    const parts = { responses: `${answered}\n\n**Example**:\\n\`\`\`json\\n{ "id": 12345678901234567891 }\\n\`\`\`` };
    expect(notesOf(parts)).toEqual([
      '#/paths/~1{Version}~1codes/post/responses/200/content/application~1json/example: the number 12345678901234567891 is larger than can be held exactly; its last digits are lost here',
    ]);
  });

  test('may have labels in the prose in front of the facts', () => {
    const parts = {
      responses: '**200**\n\n**Note**: read this\n\n**Content Type**: `application/json`\n\n**Schema**: object',
    };
    expect(problemsOf(parts)).toEqual([]);
    expect(notesOf(parts)).toEqual(['#: "Note" in front of the facts is taken for prose']);
  });

  test.each<[string, Parts, string, string]>([
    [
      'a schema without a media type',
      { responses: '**200**\n\n**Schema**: object' },
      '**Schema**',
      'found "**Schema**", expected "**Content Type**: …" before it',
    ],
    [
      'a second schema',
      { responses: `${answered}\n\n**Schema**: string` },
      'Schema**: string',
      'found "**Schema**", expected a schema, its table, or one example',
    ],
    [
      'an unknown label',
      { responses: `${answered}\n\n**Headers**: X-Id` },
      '**Headers**',
      'found "**Headers**", expected a schema, its table, or one example',
    ],
    [
      'prose after the schema',
      { responses: `${answered}\n\nAnd more` },
      'And more',
      'found "And more", expected a schema, its table, or one example',
    ],
    ['the same status twice', { responses: `${answered}\n\n${answered}` }, '', 'found a second response 200'],
    [
      'the same media type twice',
      { responses: `${answered}\n\n**Content Type**: \`application/json\`` },
      '',
      'found a second media type application/json',
    ],
    ['no status', { responses: 'None yet' }, '### Responses', 'found no response, expected a status such as **200**'],
    [
      'an example that is no JSON',
      { responses: `${answered}\n\n**Example**:\\n\`\`\`json\\n{ "a": }\\n\`\`\`` },
      '**Example**',
      'found an example that is no JSON: "{ \\"a\\": }"',
    ],
    [
      'an example without a fence',
      { responses: `${answered}\n\n**Example**: { "a": 1 }` },
      '**Example**',
      'found an example that begins with "{ \\"a\\": 1 }"',
    ],
    [
      'an example that never ends',
      { responses: `${answered}\n\n**Example**:\\n\`\`\`json\\n{ "a": 1 }` },
      '**Example**',
      'is never closed',
    ],
    [
      'a table under a type that has no properties',
      { responses: `${answered.replace('object', 'string')}\n\n${properties}` },
      '| Property',
      'found a table of properties under',
    ],
    [
      'a body without a media type',
      { body: '### Request Body (Required)\n\nSomething' },
      '### Request',
      'found a request body without "**Content Type**: …"',
    ],
    [
      'a section of another kind',
      { body: '### Callbacks\n\nx', parameters: `### Query Parameters\n\n${table('Name', 'a | string |  | x')}` },
      '### Callbacks',
      'found the section "Callbacks"',
    ],
  ])('with %s are reported', (_what, parts, where, message) => {
    const problems = problemsOf(parts);
    expect(problems.join('\n')).toContain(message);
    if (where !== '') expect(problems.join('\n')).toContain(`line ${lineOf(parts, where)}: found`);
  });
});

describe('the export: definitions', () => {
  test('of schemas are tables, enumerations, other types, or closed', () => {
    const schemas = schemasOf(
      [
        `<jumplink id="a"></jumplink>\n### A\n\nWhat it is\n\n${table('Property', 'b | [B](#b) | ✓ | x', 'c | array of [C](#c) |  | x')}`,
        '<jumplink id="b"></jumplink>\n### B\n\n**Type**: string\n\n**Enum Values**: "X", "Y"',
        '<jumplink id="c"></jumplink>\n### C\n\n**Type**: integer [min: 0]',
        '<jumplink id="d"></jumplink>\n### D\n\n**Additional Properties**: Not allowed',
        '<jumplink id="e"></jumplink>\n### E\n\n**Additional Properties**: array of string',
        '<jumplink id="f"></jumplink>\n### F\n\n**Type**: string\n\n**Enum Values**: "ONLY"',
        `<jumplink id="g"></jumplink>\n### G\n\n**Type**: object\n\n${table('Property', 'self | [G](#g) |  | x')}\n\n**Additional Properties**: Allowed`,
      ].join('\n\n'),
    );
    expect(schemas).toEqual({
      A: {
        type: 'object',
        properties: {
          b: { $ref: '#/components/schemas/B' },
          c: { type: 'array', items: { $ref: '#/components/schemas/C' } },
        },
        required: ['b'],
      },
      B: { type: 'string', enum: ['X', 'Y'] },
      C: { type: 'integer', minimum: 0 },
      D: { type: 'object', additionalProperties: false },
      E: { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
      F: { type: 'string', const: 'ONLY' },
      G: { type: 'object', properties: { self: { $ref: '#/components/schemas/G' } }, additionalProperties: true },
    });
  });

  test('of inline objects are put where they are used', () => {
    const schemas = schemasOf(
      [
        `<jumplink id="list"></jumplink>\n### List\n\n${table('Property', 'data | array of [Data](#object-data-1) | ✓ | x', 'paging | [Paging](#object-paging-3) |  | x')}`,
        '## Inline Object Definitions',
        `<jumplink id="object-data-1"></jumplink>\n### Data\n\n${table('Property', 'id | string | ✓ | x')}`,
        `<jumplink id="object-cursors-2"></jumplink>\n### Cursors\n\n${table('Property', 'after | string |  | x')}`,
        `<jumplink id="object-paging-3"></jumplink>\n### Paging\n\n${table('Property', 'cursors | [Cursors](#object-cursors-2) |  | x')}`,
      ].join('\n\n'),
    );
    expect(schemas).toEqual({
      List: {
        type: 'object',
        properties: {
          data: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
          paging: {
            type: 'object',
            properties: { cursors: { type: 'object', properties: { after: { type: 'string' } } } },
          },
        },
        required: ['data'],
      },
    });
  });

  test('may have names that are members of every object', () => {
    const schemas = schemasOf(
      `<jumplink id="proto"></jumplink>\n### __proto__\n\n${table('Property', '__proto__ | string | ✓ | x', 'constructor | string |  | x')}`,
    );
    expect(JSON.stringify(schemas)).toBe(
      '{"__proto__":{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}},"required":["__proto__"]}}',
    );
  });

  test('are found by their titles in copies that lost all jumplinks', () => {
    const text = exportOf({
      responses: '**200**\n\n**Content Type**: `application/json`\n\n**Schema**: [QrCode](#qrcode)',
      components: `## Schemas\n\n### QrCode\n\n${table('Property', 'id | string |  | x')}`,
    }).replaceAll(/<jumplink.*\n/g, '');
    const { skeleton, problems } = read(text);
    expect(problems).toEqual([]);
    expect(skeleton.components?.schemas).toEqual({
      QrCode: { type: 'object', properties: { id: { type: 'string' } } },
    });
  });

  test('that are empty are noted: the form prints nothing for what is put together from others', () => {
    const parts = { components: '## Schemas\n\n<jumplink id="a"></jumplink>\n### A\n\nJust words.' };
    expect(notesOf(parts)).toEqual([
      '#/components/schemas/A: nothing stands under this heading, as for schemas that are put together from others',
    ]);
  });

  const a = (contents: string): Parts => ({
    components: `## Schemas\n\n<jumplink id="a"></jumplink>\n### A\n\n${contents}`,
  });

  test.each<[string, Parts, string, string]>([
    [
      'a link that leads nowhere, named as another schema',
      a(table('Property', 'b | [A](#b) |  | x')),
      '[A](#b)',
      'found the schema "A", linked to #b, expected one that # Components defines',
    ],
    [
      'a name that is defined nowhere',
      a(table('Property', 'b | array of B |  | x')),
      '| b |',
      'found the schema "B", expected one that # Components defines',
    ],
    [
      'a link of another name',
      a(table('Property', 'b | [B](#a) |  | x')),
      '| b |',
      'found a link named "B", expected "A"',
    ],
    [
      'an unknown label',
      a(`${table('Property', 'b | string |  | x')}\n\n**Pattern**: ^a$`),
      '**Pattern**',
      'found "**Pattern**"',
    ],
    [
      'an example',
      a(`${table('Property', 'b | string |  | x')}\n\n**Example**:\\n\`\`\`json\\n1\\n\`\`\``),
      '**Example**',
      'found an example',
    ],
    [
      'enum values without quotes',
      a('**Type**: string\n\n**Enum Values**: A, B'),
      '**Enum',
      'found the enum values "A, B"',
    ],
    [
      'a property twice',
      a(table('Property', 'b | string |  | x', 'b | integer |  | x')),
      'integer',
      'found a second property "b"',
    ],
    [
      'an object that contains itself',
      {
        components: `## Inline Object Definitions\n\n<jumplink id="object-a-1"></jumplink>\n### A\n\n${table('Property', 'a | [A](#object-a-1) |  | x')}`,
        responses: '**200**\n\n**Content Type**: `application/json`\n\n**Schema**: [A](#object-a-1)',
      },
      '| a |',
      'used within itself',
    ],
    [
      'an anchor used twice',
      {
        components: `## Schemas\n\n<jumplink id="a"></jumplink>\n### A\n\n**Type**: string\n\n<jumplink id="a"></jumplink>\n### B\n\n**Type**: string`,
      },
      '### B',
      'found a second definition of #a',
    ],
    [
      'another kind of components',
      { components: '## Parameters\n\nx' },
      '## Parameters',
      'found the heading "Parameters"',
    ],
  ])('with %s are reported', (_what, parts, where, message) => {
    const problems = problemsOf(parts);
    expect(problems.join('\n')).toContain(`line ${lineOf(parts, where)}: found`);
    expect(problems.join('\n')).toContain(message);
  });
});

describe('the export: schemas that it links to and does not define', () => {
  const parts: Parts = {
    responses:
      '**400**\n\nWrong\n\n**Content Type**: `application/json`\n\n**Schema**: [ErrorResponse](#errorresponse)',
  };

  test('are empty schemas, noted once', () => {
    const { skeleton, problems } = read(
      exportOf({ responses: `${parts.responses}\n\n${parts.responses?.replace('400', '401')}` }),
    );
    expect(problems).toEqual([]);
    expect(skeleton.components?.schemas).toEqual({ ErrorResponse: {} });
    expect(skeleton['x-ambiguous'].map(({ pointer, note }) => `${pointer}: ${note}`)).toEqual([
      '#/components/schemas/ErrorResponse: the page links to this schema, but does not define it',
    ]);
  });
});

describe('the export: a format after a type', () => {
  const definition = (contents: string): string => `<jumplink id="file"></jumplink>\n### File\n\n${contents}`;

  test('is the format of the schema', () => {
    const schemas = schemasOf(definition('**Type**: string\n\n**Format**: binary'));
    expect(schemas).toEqual({ File: { type: 'string', format: 'binary' } });
  });

  test('is the format of a body, too', () => {
    const body = '**200**\n\nFine\n\n**Content Type**: `image/png`\n\n**Type**: string\n\n**Format**: binary';
    expect(operationOf({ responses: body })).toMatchObject({
      responses: { 200: { content: { 'image/png': { schema: { type: 'string', format: 'binary' } } } } },
    });
  });

  test('is reported if it contradicts the type', () => {
    const contents = `## Schemas\n\n${definition('**Type**: string (uri)\n\n**Format**: binary')}`;
    expect(problemsOf({ components: contents }).join()).toContain(
      'found the format "binary", expected "uri", as the type says',
    );
  });
});

describe('the export: what surrounds the operations', () => {
  test('servers may be missing, if the page states it', () => {
    const none = exportOf({}).replace(/\| URL[\s\S]*?Here \|/, 'No base URL specified.');
    expect(read(none).skeleton).not.toHaveProperty('servers');
    expect(read(none).problems).toEqual([]);
    expect(read(exportOf({})).skeleton.servers).toEqual([{ url: 'https://graph.facebook.com' }]);
    const wordless = exportOf({}).replace('| https://graph.facebook.com | Here |', '| | Here |');
    expect(read(wordless).problems.map(formatProblem)).toEqual([
      expect.stringContaining('line 1: found a Base URL section'),
    ]);
  });

  test('without an Authentication section it is cut off, which is reported at its last line', () => {
    const { skeleton, problems } = read(exportOf({ authentication: '' }));
    expect(problems.map(formatProblem)).toEqual([
      `line ${lineOf({}, '**Schema**: object')}: found the end of the page, expected a section "## Authentication" before it: the copy is cut off`,
    ]);
    expect(skeleton).not.toHaveProperty('security');
    expect(skeleton['x-source'].states).not.toContain('security');
  });

  test('a line about an index of the documentation may follow, after a rule', () => {
    const footer = '\n\n\n---\n\nFull documentation index for this product: https://docs.example/llms.txt\n';
    const { skeleton, problems } = read(`${exportOf({})}${footer}`);
    expect(problems).toEqual([]);
    expect(skeleton).toEqual({ ...read(exportOf({})).skeleton, 'x-source': expect.anything() });
  });

  const authentication = (rows: string, required: string): string =>
    `## Authentication\n\n| Scheme | Type | Location |\n|---|---|---|\n${rows}\n\n### Usage Examples\n\n- **x**: y\n\n### Global Authentication Requirements\n\n${required}`;

  test('security schemes are HTTP schemes and keys, required together or one of several', () => {
    const rows =
      '| a | API Key | Query: `access_token` |\n| b__Authorization | HTTP Bearer | Header: `Authorization` |\n| c | HTTP Basic | Header: `Authorization` |';
    const { skeleton, problems } = read(
      exportOf({ authentication: authentication(rows, 'All endpoints require: a AND b__Authorization OR c') }),
    );
    expect(problems).toEqual([]);
    expect(skeleton.security).toEqual([{ a: [], b__Authorization: [] }, { c: [] }]);
    expect(skeleton.components?.securitySchemes).toEqual({
      a: { type: 'apiKey', in: 'query', name: 'access_token' },
      b__Authorization: { type: 'http', scheme: 'bearer' },
      c: { type: 'http', scheme: 'basic' },
    });
  });

  test.each([
    [
      '| a | Carrier Pigeon | Header: `Authorization` |',
      'All endpoints require: a',
      'found the authentication scheme "a | Carrier Pigeon | Header: `Authorization`"',
    ],
    ['| a | API Key | Somewhere |', 'All endpoints require: a', 'found the authentication scheme'],
    [
      '| a | HTTP Bearer | Header: `Authorization` |',
      'All endpoints require: b',
      'found "b", expected one of the schemes above (a)',
    ],
    [
      '| a | HTTP Bearer | Header: `Authorization` |',
      'All endpoints require:',
      'found no scheme after "All endpoints require:"',
    ],
    [
      '| a | HTTP Bearer | Header: `Authorization` |',
      'Some do',
      'found an Authentication section that does not say what endpoints need',
    ],
  ])('security that cannot be read is reported: %s, %s', (rows, required, message) => {
    expect(problemsOf({ authentication: authentication(rows, required) }).join('\n')).toContain(message);
  });

  test('an operation in the list that the page does not describe is reported, and the other way round', () => {
    const more = exportOf({}).replace('| POST |', '| GET | [/{Version}/codes](#get) |\n| POST |');
    expect(read(more).problems.map(formatProblem)).toEqual([
      'line 11: found GET /{Version}/codes in the list of endpoints, expected a section about it further down',
    ]);
    const less = exportOf({}).replace(/\| POST \|.*\n/, '');
    expect(read(less).problems.map(formatProblem)).toEqual([
      'line 7: found a list of 0 endpoints, expected the 1 that have sections',
    ]);
  });

  test('headings and labels in the description of an operation are prose', () => {
    const text = exportOf({}).replace(
      'Makes codes',
      'Makes codes\n\n### Notes\n\n**Rate limit**: 5\n\n## More\n\n```\n## GET /not/one\n| no | table |\n```\n\n- **A**: b',
    );
    const { problems, skeleton } = read(text);
    expect(problems.map(formatProblem)).toEqual([]);
    expect(Object.keys(skeleton.paths)).toEqual(['/{Version}/codes']);
  });

  test('an operation without responses, a page without operations, and a fence never closed are reported', () => {
    const silent = exportOf({}).replace(/### Responses[\s\S]*?object\n/, '');
    expect(read(silent).problems.map(formatProblem)).toEqual([
      expect.stringContaining('found an operation without a section "### Responses"'),
    ]);
    expect(read('## Base URL\n\nhttps://a.b\n\n## APIs\n').problems.map(formatProblem)).toEqual([
      'line 1: found no operation, expected a heading such as "## GET /path"',
      expect.stringContaining('found the end of the page'),
    ]);
    const open = exportOf({}).replace('Makes codes', '```\nMakes codes');
    expect(read(open).problems.map(formatProblem)).toContain(
      `line ${lineOf({}, 'Makes codes')}: found a code fence that is never closed, expected a line \`\`\` after it`,
    );
  });
});
