import { describe, expect, it } from 'vitest';
import { diffDocuments } from '../src/diff/diff.ts';
import { rules } from '../src/diff/rules/rules.ts';
import { edited, smallApi } from './small-api.ts';

/** One step of a change: what stands in the document, and what takes its place. `back` reads the step backwards. */
interface Case {
  readonly find: string;
  readonly put: string;
  readonly back?: true;
  /** What takes its place in the newer document, if the older one is not the one above. */
  readonly against?: string;
  readonly says: string;
}

const limitParameter = `        - name: limit
          in: query
          schema:
            type: integer
            format: int32
            minimum: 1
            maximum: 25
            default: 10
          example: 5
`;
const requiredParameter = '        - { name: since, in: query, required: true, schema: { type: string } }\n';
const body = smallApi.slice(
  smallApi.indexOf('      requestBody:'),
  smallApi.indexOf("      responses:\n        '200':\n          description: Saved"),
);
const headers = smallApi.slice(smallApi.indexOf('          headers:'), smallApi.indexOf('          content:'));
const notFound = smallApi.slice(smallApi.indexOf("        '404'"), smallApi.indexOf('    post:'));
const post = smallApi.slice(smallApi.indexOf('    post:'), smallApi.indexOf('components:'));

const cases: Readonly<Record<string, readonly Case[]>> = {
  'operation-removed': [{ find: post, put: '', says: '`saveCode` no longer exists.' }],
  'operation-added': [{ find: post, put: '', back: true, says: '`saveCode` is new.' }],
  'operation-renamed': [
    {
      find: 'operationId: listCodes',
      put: 'operationId: codes',
      says: "`codes` has the name `codes` in `operations` and in the mock's scripts, and had `listCodes`.",
    },
  ],
  'path-renamed': [
    {
      find: '  /codes:\n',
      put: '  /codes/{Id}:\n',
      against: '  /codes/{Code}:\n',
      says: '`saveCode` has the path `/codes/{Code}` in `paths`, and had `/codes/{Id}`.',
    },
  ],
  'server-removed': [
    {
      find: '  - url: https://two.example\n',
      put: '',
      says: 'The API is no longer served at `"https://two.example"`, but at `["https://one.example"]`.',
    },
  ],
  'server-added': [
    {
      find: '  - url: https://two.example\n',
      put: '',
      back: true,
      says: 'The API is also served at `"https://two.example"`.',
    },
  ],
  'security-narrowed': [
    {
      find: '  - key: []\n',
      put: '',
      says: '`listCodes` no longer accepts `"apiKey query key"` as authorization, but `["http bearer"]`.',
    },
  ],
  'security-widened': [
    {
      find: '  - key: []\n',
      put: '',
      back: true,
      says: '`listCodes` also accepts `"apiKey query key"` as authorization.',
    },
  ],
  'security-scheme': [
    {
      find: '    key: {',
      put: '    other: { type: http, scheme: basic }\n    key: {',
      says: 'The scheme `http basic` was added.',
    },
  ],
  'token-format': [
    {
      find: ', bearerFormat: JWT',
      put: '',
      says: 'The scheme `http bearer` has a token format that is no longer stated, and was `JWT`.',
    },
  ],
  deprecated: [
    { find: 'summary: List', put: 'summary: List\n      deprecated: true', says: '`listCodes` is deprecated now.' },
  ],
  'no-longer-deprecated': [
    {
      find: 'summary: List',
      put: 'summary: List\n      deprecated: true',
      back: true,
      says: '`listCodes` is no longer deprecated.',
    },
  ],
  'parameter-removed': [
    {
      find: limitParameter,
      put: '',
      says: 'The query parameter `limit` of `listCodes` no longer exists: calls that send it no longer compile, and the API ignores or refuses it.',
    },
  ],
  'required-parameter-added': [
    {
      find: limitParameter,
      put: limitParameter + requiredParameter,
      says: 'The query parameter `since` of `listCodes` is new and required: calls without it no longer compile and are refused.',
    },
  ],
  'optional-parameter-added': [
    {
      find: limitParameter,
      put: '',
      back: true,
      says: 'The query parameter `limit` of `listCodes` is new and optional.',
    },
  ],
  'body-removed': [
    {
      find: body,
      put: '',
      says: 'The body of `saveCode` no longer exists: calls that send it no longer compile, and the API ignores or refuses it.',
    },
  ],
  'required-body-added': [
    {
      find: body,
      put: '',
      back: true,
      says: 'The body of `saveCode` is new and required: calls without it no longer compile and are refused.',
    },
  ],
  'optional-body-added': [
    {
      find: 'operationId: listCodes',
      put: 'operationId: listCodes\n      requestBody: { content: { text/plain: { schema: { type: string } } } }',
      says: 'The body of `listCodes` is new and optional.',
    },
  ],
  'request-media-type-removed': [
    {
      find: '      requestBody:\n        required: true # body\n        content:\n',
      put: '      requestBody:\n        required: true\n        content:\n          text/plain: { schema: { type: string } }\n',
      back: true,
      says: '`text/plain` in the body of `saveCode` is no longer accepted.',
    },
  ],
  'request-media-type-added': [
    {
      find: '        required: true # body\n        content:\n',
      put: '        required: true\n        content:\n          text/plain: { schema: { type: string } }\n',
      says: '`text/plain` in the body of `saveCode` is accepted too.',
    },
  ],
  'request-property-forbidden': [
    {
      find: '        secret: false\n',
      put: '        secret: false\n        other: false\n',
      says: '`other` in the body of `saveCode` must not be sent any more.',
    },
  ],
  'request-property-allowed': [
    { find: '        secret: false\n', put: '', says: '`secret` in the body of `saveCode` is no longer forbidden.' },
  ],
  'request-property-removed': [
    {
      find: '        image:\n          enum: [PNG, SVG]\n',
      put: '',
      says: '`image` in the body of `saveCode` no longer exists: calls that send it no longer compile, and the API ignores or refuses it.',
    },
  ],
  'required-request-property-added': [
    {
      find: '      required: [text]\n      properties:\n',
      put: '      required: [text, name]\n      properties:\n        name: { type: string }\n',
      says: '`name` in the body of `saveCode` is new and required: calls without it no longer compile and are refused.',
    },
  ],
  'optional-request-property-added': [
    {
      find: '        image:\n          enum: [PNG, SVG]\n',
      put: '',
      back: true,
      says: '`image` in the body of `saveCode` is new and optional.',
    },
  ],
  'request-became-required': [
    {
      find: 'required: false # order',
      put: 'required: true',
      says: 'The query parameter `order` of `listCodes` is required now: calls without it no longer compile and are refused.',
    },
    {
      find: 'required: [text]',
      put: 'required: [text, image]',
      says: '`image` in the body of `saveCode` is required now: calls without it no longer compile and are refused.',
    },
  ],
  'request-became-optional': [
    { find: 'required: true # body', put: 'required: false', says: 'The body of `saveCode` may be left out now.' },
    { find: '      required: [text]\n', put: '', says: '`text` in the body of `saveCode` may be left out now.' },
  ],
  'request-default-changed': [
    {
      find: 'default: 10\n',
      put: 'default: 20\n',
      says: 'The query parameter `limit` of `listCodes` means something else when left out: its default is now `20`, and was `10`.',
    },
  ],
  'default-documented': [
    {
      find: '            default: 10\n',
      put: '',
      says: 'The query parameter `limit` of `listCodes` has a default that is no longer stated, and was `10`.',
    },
  ],
  'serialisation-changed': [
    {
      find: 'style: form',
      put: 'style: pipeDelimited',
      says: 'The query parameter `order` of `listCodes` is written differently on the wire: `style` is now `pipeDelimited`, and was not stated before.',
    },
  ],
  'answer-removed': [
    {
      find: notFound,
      put: '',
      says: 'The answer 404 of `listCodes` is no longer documented: it is gone from the types of answers and errors, and from the mock.',
    },
  ],
  'success-added': [
    {
      find: notFound,
      put: `        '201': { description: Made }\n${notFound}`,
      says: 'The answer 201 of `listCodes` is new: a call can succeed with an answer that was not foreseen.',
    },
  ],
  'error-added': [
    { find: notFound, put: '', back: true, says: 'The answer 404 of `listCodes` is new among the documented errors.' },
  ],
  'answer-media-type-removed': [
    {
      find: 'description: Saved\n          content:\n',
      put: 'description: Saved\n          content:\n            text/html: { schema: { type: string } }\n',
      back: true,
      says: '`text/html` in the 200 answer of `saveCode` no longer comes.',
    },
  ],
  'answer-media-type-added': [
    {
      find: 'description: Saved\n          content:\n',
      put: 'description: Saved\n          content:\n            text/html: { schema: { type: string } }\n',
      says: '`text/html` in the 200 answer of `saveCode` can come too.',
    },
  ],
  'header-removed': [
    { find: headers, put: '', says: 'The header `X-Usage` in the 200 answer of `listCodes` no longer comes.' },
  ],
  'header-added': [
    { find: headers, put: '', back: true, says: 'The header `X-Usage` in the 200 answer of `listCodes` is new.' },
  ],
  'answer-property-never-there': [
    {
      find: '        state:\n',
      put: '        hidden: false\n        state:\n',
      says: '`data[].hidden` in the 200 answer of `listCodes` is documented never to come.',
    },
  ],
  'answer-property-removed': [
    {
      find: '            code:\n              type: integer # code of a failure\n',
      put: '            {}\n',
      says: '`error.code` in the 404 answer of `listCodes` no longer comes: code that reads it no longer compiles.',
    },
  ],
  'answer-property-added': [
    {
      find: '            code:\n',
      put: '            subcode: { type: integer }\n            code:\n',
      says: '`error.subcode` in the 404 answer of `listCodes` is new.',
    },
  ],
  'answer-became-optional': [
    {
      find: 'required: [data]',
      put: 'required: []',
      says: '`data` in the 200 answer of `listCodes` may be absent now: code that reads it must handle `undefined`.',
    },
    {
      find: 'required: true # header',
      put: 'required: false',
      says: 'The header `X-Usage` in the 200 answer of `listCodes` may be absent now: code that reads it must handle `undefined`.',
    },
  ],
  'answer-became-required': [
    {
      find: 'required: [data]',
      put: 'required: []',
      back: true,
      says: '`data` in the 200 answer of `listCodes` is always there now.',
    },
  ],
  'answer-further-properties': [
    {
      find: 'required: [data]\n',
      put: 'required: [data]\n      additionalProperties: false\n',
      says: 'What comes in the 200 answer of `listCodes` has no further properties.',
    },
  ],
  'type-removed': [
    {
      find: '    Failure:\n',
      put: '    Gone: { type: string }\n    Failure:\n',
      back: true,
      says: 'The type `components[\'schemas\']["Gone"]` no longer exists: programs that import it no longer compile.',
    },
  ],
  'type-added': [
    {
      find: '    Failure:\n',
      put: '    Gone: { type: string }\n    Failure:\n',
      says: 'The type `components[\'schemas\']["Gone"]` is new.',
    },
  ],
  'scenario-removed': [
    {
      find: '                empty:\n                  value: { data: [] }\n',
      put: '                {}\n',
      says: 'The example `empty` in the 200 answer of `listCodes` no longer exists: tests that script the mock with it no longer compile.',
    },
  ],
  'scenario-added': [
    {
      find: '                empty:\n                  value: { data: [] }\n',
      put: '                {}\n',
      back: true,
      says: 'The example `empty` in the 200 answer of `listCodes` is new: the mock can be scripted with it.',
    },
  ],
  'scenario-value': [
    {
      find: 'value: { data: [] }',
      put: 'value: { data: [{ id: A, text: B }] }',
      says: 'The example `empty` in the 200 answer of `listCodes` has another value.',
    },
  ],
  'request-example': [
    {
      find: '              create:\n',
      put: '              make:\n',
      says: 'The example `make` in the body of `saveCode` was added.',
    },
  ],
  example: [
    {
      find: 'example: ABC',
      put: 'example: DEF',
      says: '`data[].id` in the 200 answer of `listCodes` has an example that is now `["DEF"]`, and was `["ABC"]`.',
    },
  ],
  words: [
    {
      find: 'description: When',
      put: 'description: The time',
      says: '`made` in the 200 answer of `saveCode` has another description.',
    },
  ],
  extension: [
    {
      find: 'operationId: listCodes',
      put: 'operationId: listCodes\n      x-stable: true',
      says: '`listCodes` has `x-stable`, which is now `true`, and was not stated before.',
    },
  ],
  link: [
    {
      find: 'description: Saved\n',
      put: 'description: Saved\n          links: { next: { operationId: listCodes } }\n',
      says: 'The answer 200 of `saveCode` has `links`, which is now `{"next":{"operationId":"listCodes"}}`, and was not stated before.',
    },
  ],
  'request-enum-widened': [
    {
      find: 'enum: [newest, oldest]',
      put: 'enum: [oldest, longest, newest]',
      says: 'The query parameter `order` of `listCodes` also takes `"longest"`.',
    },
  ],
  'request-enum-narrowed': [
    {
      find: 'enum: [PNG, SVG]',
      put: 'enum: [SVG]',
      says: '`image` in the body of `saveCode` no longer takes `"PNG"`.',
    },
    { find: 'enum: [PNG, SVG]', put: 'const: SVG', says: '`image` in the body of `saveCode` no longer takes `"PNG"`.' },
    {
      find: 'type: string # text to save',
      put: 'enum: [a, b]',
      says: '`text` in the body of `saveCode` takes only `"a"` and `"b"`.',
    },
  ],
  'answer-enum-narrowed': [
    {
      find: 'enum: [live, dead]',
      put: 'enum: [live]',
      says: '`data[].state` in the 200 answer of `listCodes` is never `"dead"` any more.',
    },
  ],
  'answer-enum-widened': [
    {
      find: 'enum: [live, dead]',
      put: 'enum: [dead, paused, live]',
      says: '`data[].state` in the 200 answer of `listCodes` can be `"paused"` too: a switch over its values no longer covers all.',
    },
    {
      find: 'enum: [live, dead]',
      put: 'enum: [live, paused]',
      says: '`data[].state` in the 200 answer of `listCodes` can be `"paused"` too: a switch over its values no longer covers all.',
    },
    {
      find: 'enum: [live, dead]',
      put: 'type: string',
      says: '`data[].state` in the 200 answer of `listCodes` can be any value: a switch over its values no longer covers all.',
    },
  ],
  'request-type-widened': [
    {
      find: 'type: string # text to save',
      put: 'type: [string, number]',
      says: '`text` in the body of `saveCode` takes more than before: its type is now `["number","string"]`, and was `string`.',
    },
  ],
  'request-type-narrowed': [
    {
      find: 'type: number',
      put: 'type: integer',
      says: '`size` in the body of `saveCode` takes less than before: its type is now `integer`, and was `number`.',
    },
    {
      find: 'type: string # text to save',
      put: 'type: integer',
      says: '`text` in the body of `saveCode` takes other values than before: its type is now `integer`, and was `string`.',
    },
  ],
  'answer-type-narrowed': [
    {
      find: "type: [integer, 'null']",
      put: 'type: integer',
      says: '`made` in the 200 answer of `saveCode` is always within narrower limits: its type is now `integer`, and was `["integer","null"]`.',
    },
  ],
  'answer-type-widened': [
    {
      find: 'type: string # text of a code',
      put: 'type: integer',
      says: '`text` in the 200 answer of `saveCode` can be something else than before: its type is now `integer`, and was `string`.',
    },
    {
      find: 'type: integer # code of a failure',
      put: 'type: number',
      says: '`error.code` in the 404 answer of `listCodes` can be more than before: its type is now `number`, and was `integer`.',
    },
  ],
  'request-format-widened': [
    {
      find: 'format: int32',
      put: 'format: int64',
      says: 'The query parameter `limit` of `listCodes` takes more than before: its format is now `int64`, and was `int32`.',
    },
  ],
  'request-format-narrowed': [
    {
      find: 'minLength: 1',
      put: 'minLength: 1\n          format: uri',
      says: '`text` in the body of `saveCode` takes less than before: its format is now `uri`, and was not stated before.',
    },
  ],
  'answer-format-narrowed': [
    {
      find: 'type: string # text of a code',
      put: 'type: string\n          format: uri',
      says: '`text` in the 200 answer of `saveCode` is always within narrower limits: its format is now `uri`, and was not stated before.',
    },
  ],
  'answer-format-widened': [
    {
      find: 'format: uri',
      put: 'format: date',
      says: '`link` in the 200 answer of `saveCode` can be something else than before: its format is now `date`, and was `uri`.',
    },
  ],
  'request-alternative-widened': [
    {
      find: 'type: string # text to save\n          minLength: 1',
      put: 'oneOf:\n            - type: string\n              minLength: 1\n            - type: integer',
      says: '`text(2)` in the body of `saveCode` is an alternative now.',
    },
  ],
  'request-alternative-narrowed': [
    {
      find: 'type: string # text to save\n          minLength: 1',
      put: 'oneOf:\n            - type: string\n              minLength: 1\n            - type: integer',
      back: true,
      says: '`text(2)` in the body of `saveCode` is no longer an alternative.',
    },
  ],
  'answer-alternative-narrowed': [
    {
      find: '            - type: integer # owner\n',
      put: '',
      says: '`data[].owner(2)` in the 200 answer of `listCodes` is no longer an alternative.',
    },
    {
      find: 'anyOf:',
      put: 'oneOf:',
      says: '`owner` in the 200 answer of `saveCode` is always within narrower limits: `oneOf` or `anyOf` is now `oneOf`, and was `anyOf`.',
    },
  ],
  'answer-alternative-widened': [
    {
      find: '            - type: integer # owner\n',
      put: '            - type: integer\n            - type: boolean\n',
      says: '`data[].owner(3)` in the 200 answer of `listCodes` is an alternative now.',
    },
  ],
  'request-limit-widened': [
    {
      find: 'maximum: 25',
      put: 'maximum: 50',
      says: 'The query parameter `limit` of `listCodes` takes more than before: `maximum` is now `50`, and was `25`.',
    },
    {
      find: 'minimum: 1\n',
      put: 'minimum: 0\n',
      says: 'The query parameter `limit` of `listCodes` takes more than before: `minimum` is now `0`, and was `1`.',
    },
    {
      find: '          minLength: 1\n',
      put: '',
      says: '`text` in the body of `saveCode` takes more than before: `minLength` is no longer stated, and was `1`.',
    },
  ],
  'request-limit-narrowed': [
    {
      find: 'maximum: 25',
      put: 'maximum: 5',
      says: 'The query parameter `limit` of `listCodes` takes less than before: `maximum` is now `5`, and was `25`.',
    },
    {
      find: 'minLength: 1\n',
      put: 'minLength: 1\n          pattern: ^a\n',
      says: '`text` in the body of `saveCode` takes less than before: `pattern` is now `^a`, and was not stated before.',
    },
  ],
  'answer-limit-narrowed': [
    {
      find: 'type: integer # code of a failure',
      put: 'type: integer\n              minimum: 1',
      says: '`error.code` in the 404 answer of `listCodes` is always within narrower limits: `minimum` is now `1`, and was not stated before.',
    },
  ],
  'answer-limit-widened': [
    {
      find: 'pattern: ^[A-Z]+$',
      put: 'pattern: ^[A-Z0-9]+$',
      says: '`id` in the 200 answer of `saveCode` can be something else than before: `pattern` is now `^[A-Z0-9]+$`, and was `^[A-Z]+$`.',
    },
  ],
  unknown: [
    {
      find: 'operationId: saveCode',
      put: 'operationId: saveCode\n      callbacks: {}',
      says: '`saveCode` has `callbacks`, which is now `{}`, and was not stated before; no rule knows what this means, so somebody must look.',
    },
  ],
};

describe('the table of rules', () => {
  for (const rule of rules) {
    for (const [index, { find, put, back, against, says }] of (cases[rule.id] ?? []).entries()) {
      it(`${rule.id} ${index + 1} is ${rule.class}: ${says}`, () => {
        const other = edited(find, put);
        const newer = against === undefined ? undefined : edited(find, against);
        const [before, after] =
          newer !== undefined ? [other, newer] : back === true ? [other, smallApi] : [smallApi, other];
        const { changes } = diffDocuments({ file: 'before.yaml', text: before }, { file: 'after.yaml', text: after });
        expect(changes.map((change) => `${change.class} ${change.rule}: ${change.sentence}`)).toContain(
          `${rule.class} ${rule.id}: ${says}`,
        );
        expect(new Set(changes.map((change) => change.rule))).toEqual(new Set([rule.id]));
      });
    }
  }

  it('has a case for every row, and no case without a row', () => {
    expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort());
  });
});
