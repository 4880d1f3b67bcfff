import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Diff, diffDocuments } from '../src/diff/diff.ts';
import { diffAsMarkdown, diffAsText } from '../src/diff/print.ts';
import { edited, smallApi } from './small-api.ts';

function diff(before: string, after: string): Diff {
  return diffDocuments({ file: 'before.yaml', text: before }, { file: 'after.yaml', text: after });
}

const post = smallApi.slice(smallApi.indexOf('    post:'), smallApi.indexOf('components:'));
const limit = smallApi.slice(smallApi.indexOf('        - name: limit'), smallApi.indexOf('        - name: order'));

const sameContract: Readonly<Record<string, string>> = {
  'written as JSON': JSON.stringify(parse(smallApi), null, 2),
  'with an enumeration in another order': edited('enum: [newest, oldest]', 'enum: [oldest, newest]'),
  'with a list of required properties in another order': edited('required: [id, text]', 'required: [text, id]'),
  'with a limit without effect': edited('pattern: ^[A-Z]+$', 'pattern: ^[A-Z]+$\n          minLength: 0'),
  'with a default written out': edited('summary: List', 'summary: List\n      deprecated: false'),
  'with its own serialisation written out': edited('style: form', 'style: form\n          explode: true'),
  'with the type of an enumeration left to its values': edited(
    'enum: [live, dead]',
    'type: string\n          enum: [live, dead]',
  ),
  'with the type of an object left to its properties': edited('    Save:\n      type: object\n', '    Save:\n'),
  'with a schema in one part of an allOf': edited(
    '          type: string # text of a code',
    '          allOf: [{ type: string }]',
  ),
  'with a schema split over an allOf': edited(
    '          type: string # text to save\n          minLength: 1',
    '          allOf: [{ type: string }, { minLength: 1 }]',
  ),
  'with a union of one': edited('type: string # text of a code', 'oneOf: [{ type: string }]'),
  'with `example` as a list': edited('example: ABC', 'examples: [ABC]'),
  'with the security of the document repeated at an operation': edited(
    'summary: List',
    'summary: List\n      security: [{ key: [] }, { token: [] }]',
  ),
  'with an alias for a repeated part': edited(
    '          type: string # text of a code',
    '          *text',
    edited('schema: { type: string }', 'schema: &text { type: string }'),
  ),
};

describe('two documents that say the same', () => {
  for (const [how, text] of Object.entries(sameContract)) {
    it(`are the same ${how}`, () => {
      expect(diff(smallApi, text).changes).toEqual([]);
      expect(diff(text, smallApi).changes).toEqual([]);
    });
  }

  it('are the same with a parameter at the path in place of the operation', () => {
    const before = edited(post, '');
    const moved = edited(
      '  /codes:\n',
      `  /codes:\n    parameters:\n${limit.replaceAll(/^ {4}/gm, '')}`,
      edited(limit, '', before),
    );
    expect(diff(before, moved).changes).toEqual([]);
  });

  it('are the same with a schema written in place of its reference', () => {
    const inline = edited(
      "                $ref: '#/components/schemas/Failure'\n",
      '                { type: object, properties: { error: { type: object, properties: { code: { type: integer } } } } }\n',
    );
    expect(diff(smallApi, inline).changes).toEqual([]);
  });

  it('are the same in the spec itself', () => {
    const spec = readFileSync(new URL('../../../spec/v23.0/openapi.yaml', import.meta.url), 'utf8');
    expect(diff(spec, spec)).toEqual({ from: 'v23.0', to: 'v23.0', level: 'none', changes: [] });
  });

  it('are the same when nothing but the Graph version itself differs, in each of the places that name it', () => {
    const spec = readFileSync(new URL('../../../spec/v23.0/openapi.yaml', import.meta.url), 'utf8');
    expect(spec.match(/v23\.0/g)?.length).toBeGreaterThan(3);
    expect(diff(spec, spec.replaceAll('v23.0', 'v24.0'))).toEqual({
      from: 'v23.0',
      to: 'v24.0',
      level: 'none',
      changes: [],
    });
  });
});

describe('a change', () => {
  it('is reported once with all its uses, and with the lines of both documents', () => {
    const after = edited('          type: string # text of a code', '\n\n          type: integer');
    const { changes } = diff(smallApi, after);
    expect(changes.map(({ uses }) => uses.map(({ at }) => at))).toEqual([
      ['GET /codes > response 200 > application/json > .data[].text > type'],
      ['POST /codes > response 200 > application/json > .text > type'],
    ]);
    const line = smallApi.split('\n').findIndex((text) => text.includes('# text of a code')) + 1;
    const pointer = '#/components/schemas/Code/properties/text/type';
    expect(changes[0]?.uses[0]?.before).toEqual({ file: 'before.yaml', line, pointer });
    expect(changes[0]?.uses[0]?.after).toEqual({ file: 'after.yaml', line: line + 2, pointer });
  });

  it('of an error that all operations share is reported once, by operations and statuses', () => {
    const twice = edited(
      "        '200':\n          description: Saved",
      "        '400': { $ref: '#/components/responses/Bad' }\n        '200':\n          description: Saved",
    );
    const withBad = edited(
      'components:\n',
      "components:\n  responses:\n    Bad: { description: Bad, content: { application/json: { schema: { $ref: '#/components/schemas/Failure' } } } }\n",
      twice,
    );
    const after = edited('type: integer # code of a failure', 'type: string', withBad);
    expect(diff(withBad, after).changes.map(({ sentence }) => sentence)).toEqual([
      '`error.code` in the 404 response of `listCodes`, and in the 400 response of `saveCode` is a `string` now, and was an `integer`.',
    ]);
  });

  it('in requests and responses is reported and classed for each', () => {
    const shared = edited(
      '          type: string # text to save\n          minLength: 1',
      "          $ref: '#/components/schemas/Text'",
    );
    const both = edited(
      '          type: string # text of a code',
      "          $ref: '#/components/schemas/Text'",
      shared,
    );
    const before = edited('    Failure:\n', '    Text: { type: string, maxLength: 10 }\n    Failure:\n', both);
    const after = edited('maxLength: 10', 'maxLength: 20', before);
    expect(diff(before, after).changes.map((change) => [change.class, change.side, change.uses[0]?.at])).toEqual([
      ['breaking', 'response', 'GET /codes > response 200 > application/json > .data[].text > maxLength'],
      ['breaking', 'response', 'POST /codes > response 200 > application/json > .text > maxLength'],
      ['additive', 'request', 'POST /codes > body > application/json > .text > maxLength'],
    ]);
  });

  it('within an alternative of a union is found in that alternative, in whatever order they stand', () => {
    const union =
      '            - { type: object, properties: { a: { type: string } } }\n            - { type: object, properties: { b: { type: string } } }\n';
    const turned =
      '            - { type: object, properties: { b: { type: integer } } }\n            - { type: object, properties: { a: { type: string } } }\n';
    const owner = '            - type: string # owner\n            - type: integer # owner\n';
    const { changes } = diff(edited(owner, union), edited(owner, turned));
    expect(changes.map((change) => [change.rule, change.before, change.after])).toEqual([
      ['response type other', 'string', 'integer'],
      ['response type other', 'string', 'integer'],
    ]);
  });

  it('from one type to a union with that type is one alternative more', () => {
    const owner = '          anyOf:\n            - type: string # owner\n            - type: integer # owner\n';
    const { changes } = diff(edited(owner, '          type: integer\n'), smallApi);
    expect(changes.map(({ rule, side }) => [rule, side])).toEqual([
      ['response branch wider', 'response'],
      ['response branch wider', 'response'],
    ]);
  });

  it('in a second union at one place is found, and counts as breaking', () => {
    const anyOf = '          anyOf:\n            - type: string # owner\n';
    const twice = (limit: number): string =>
      edited(
        anyOf,
        `          oneOf: [{ minLength: 1 }, { minimum: 1 }]\n          anyOf:\n            - maxLength: ${limit}\n`,
      );
    const { changes } = diff(twice(1), twice(2));
    expect(changes.map(({ rule, class: level }) => [rule, level])).toEqual([
      ['response union 2 undecided', 'breaking'],
      ['response union 2 undecided', 'breaking'],
    ]);
  });

  it('in a schema that two parts of an allOf refer to is reported once', () => {
    const both = "          allOf: [{ $ref: '#/components/schemas/Text' }, { $ref: '#/components/schemas/Text' }]\n";
    const split = edited('          type: string # text to save\n          minLength: 1\n', both);
    const text = (limit: number): string =>
      edited('    Failure:\n', `    Text: { type: string, minLength: ${limit} }\n    Failure:\n`, split);
    expect(diff(text(1), text(2)).changes.map(({ rule, before, after }) => [rule, before, after])).toEqual([
      ['request minLength narrower', 1, 2],
    ]);
  });

  it('in a schema that contains itself is found without end', () => {
    const before = edited(
      '            code:\n',
      "            cause: { $ref: '#/components/schemas/Failure' }\n            code:\n",
    );
    const after = edited('type: integer # code of a failure', 'type: string', before);
    expect(diff(before, after).changes.map(({ rule }) => rule)).toEqual(['response type other']);
  });

  it('is major, minor or patch by its worst class', () => {
    expect(diff(smallApi, edited('summary: List', 'summary: All')).level).toBe('patch');
    expect(diff(smallApi, edited('maximum: 25', 'maximum: 26', edited('summary: List', 'summary: All'))).level).toBe(
      'minor',
    );
    expect(diff(smallApi, edited('maximum: 25', 'maximum: 24', edited('summary: List', 'summary: All'))).level).toBe(
      'major',
    );
  });
});

describe('what is printed', () => {
  const after = edited(
    'version: v1.0',
    'version: v2.0',
    edited('maximum: 25', 'maximum: 24', edited('summary: List', 'summary: All')),
  );

  it('has the level, then the changes with their lines', () => {
    expect(diffAsText(diff(smallApi, after))).toBe(`v1.0 -> v2.0: 1 breaking, 1 documentation
Changing the import is a major change. Programs may no longer compile or work as they are.

Breaking
  The query parameter \`limit\` of \`listCodes\` takes less than before: \`maximum\` is now \`24\`, and was \`25\`.
      before.yaml:23 -> after.yaml:23

Documentation
  \`listCodes\` has another summary.
      before.yaml:15 -> after.yaml:15
`);
  });

  it('has only the sentences in a changelog', () => {
    expect(diffAsMarkdown(diff(smallApi, after))).toBe(`## From \`v1.0\` to \`v2.0\`

Changing the import is a major change. Programs may no longer compile or work as they are.

### \`listCodes\`

- **Breaking:** The query parameter \`limit\` of \`listCodes\` takes less than before: \`maximum\` is now \`24\`, and was \`25\`.
- **Documentation:** \`listCodes\` has another summary.
`);
  });

  it('states that nothing changed', () => {
    expect(diffAsText(diff(smallApi, smallApi))).toBe('v1.0 -> v1.0: no change\nNothing changes for programs.\n');
  });
});

describe('a document that cannot be compared', () => {
  const refused: readonly [string, string, string][] = [
    ['broken YAML', edited('  title: Codes', '  title: [Codes'), 'before.yaml:4: '],
    [
      'a key that stands twice',
      edited('summary: List', 'summary: List\n      summary: List'),
      'before.yaml:16: Map keys must be unique',
    ],
    [
      'a reference to nothing',
      edited('    Failure:\n', '    Other:\n'),
      'before.yaml:50: refers to #/components/schemas/Failure, but there is no such place in before.yaml',
    ],
    [
      'a reference to itself',
      edited('    Failure:\n', "    Failure:\n      $ref: '#/components/schemas/Failure'\n"),
      'the reference leads back to itself',
    ],
    [
      'a reference to another file',
      edited("$ref: '#/components/schemas/Page'", '$ref: other.yaml'),
      'expected a reference within the document ("#/components/…"), found "other.yaml"',
    ],
    [
      'another OpenAPI version',
      edited('openapi: 3.1.0', 'openapi: 3.0.3'),
      'before.yaml:1: expected an OpenAPI 3.1 document ("openapi: 3.1.0"), found "3.0.3"',
    ],
    ['no OpenAPI document', 'hello', 'before.yaml:1: expected an OpenAPI document, an object, and found "hello"'],
    [
      'a parameter without a name',
      edited('- name: limit\n          in: query', '- in: query'),
      'expected a parameter with "name" and "in"',
    ],
    [
      'a security scheme that is not defined',
      edited('  - key: []\n', '  - other: []\n'),
      'requires the security scheme "other", which is not defined',
    ],
    [
      'an example without a value',
      edited('value: { data: [] }', 'summary: none'),
      'expected the example empty to have a "value"',
    ],
  ];
  for (const [what, text, message] of refused) {
    it(`is refused with its place: ${what}`, () => {
      expect(() => diff(text, smallApi)).toThrow(message);
    });
  }
});
