import { describe, expect, it } from 'vitest';
import { type Audit, auditVersion } from '../src/audit/audit.ts';
import { auditAsText, groupDeviations, ledgerEntry } from '../src/audit/report.ts';
import { edited, smallApi } from './small-api.ts';

const everything = `[servers, security, parameters, types, formats, bounds, enums, named-enums, required, request-bodies, statuses, media-types, schema-names, additional-properties, success-examples, named-examples, error-examples, request-examples, parameter-examples, schema-examples, patterns, lengths, defaults, operation-ids, compositions, deprecations, headers]`;

interface Facts {
  readonly form?: string;
  readonly states?: string;
  readonly about?: string;
  readonly ambiguities?: string;
}

function facts(
  text: string,
  { form = 'openapi', states = everything, about = '', ambiguities = '[]' }: Facts = {},
): string {
  return `${text}x-source:
  form: ${form}
  graphVersion: v1.0
  sha256: '0'
${about}  states: ${states}
x-ambiguous: ${ambiguities}
`;
}

function audit(
  spec: string,
  sources: Readonly<Record<string, string>>,
  ledger = 'version: v1.0\ndeviations: []\n',
): Audit {
  return auditVersion({
    version: 'v1.0',
    spec: { file: 'openapi.yaml', text: spec },
    ledger: { file: 'deviations.yaml', text: ledger },
    sources: Object.entries(sources).map(([name, text]) => ({ file: `reference/${name}.yaml`, text })),
  });
}

function ledgerOf(audited: Audit): string {
  const entries = groupDeviations(audited.differences).map(ledgerEntry);
  return entries.length === 0
    ? 'version: v1.0\ndeviations: []\n'
    : `version: v1.0\ndeviations:\n${entries.join('\n')}\n`;
}

const page =
  '[servers, security, parameters, types, formats, bounds, enums, required, request-bodies, statuses, media-types, schema-names, success-examples, named-examples]';

/** What is done to the source, and what the audit must then say of the spec. Undefined: says nothing. */
const kinds: readonly [kind: string, find: string, put: string, at: string, says: unknown, ours: unknown][] = [
  ['a version', 'version: v1.0', 'version: v2.0', 'version', 'v2.0', 'v1.0'],
  [
    'a server',
    'https://two.example',
    'https://three.example',
    'servers',
    ['https://one.example', 'https://three.example'],
    ['https://one.example', 'https://two.example'],
  ],
  [
    'the security of an operation',
    '      security:\n        - token: []\n',
    '      security:\n        - key: []\n',
    'POST /codes > security',
    ['apiKey query key'],
    ['http bearer'],
  ],
  [
    'the format of tokens',
    'bearerFormat: JWT',
    'bearerFormat: opaque',
    'security http bearer > bearerFormat',
    'opaque',
    'JWT',
  ],
  [
    'an operation id',
    'operationId: saveCode',
    'operationId: putCode',
    'POST /codes > operationId',
    'putCode',
    'saveCode',
  ],
  [
    'a deprecation',
    'summary: List',
    'summary: List\n      deprecated: true',
    'GET /codes > deprecated',
    true,
    undefined,
  ],
  [
    'a parameter that the spec lacks',
    'name: order',
    'name: sort',
    'GET /codes > query sort',
    'one of "newest", "oldest"',
    undefined,
  ],
  [
    'a parameter that no source has',
    'name: order',
    'name: sort',
    'GET /codes > query order',
    undefined,
    'one of "newest", "oldest"',
  ],
  [
    'where a parameter stands',
    'name: order\n          in: query',
    'name: order\n          in: header',
    'GET /codes > header order',
    'one of "newest", "oldest"',
    undefined,
  ],
  [
    'whether a parameter is required',
    'required: false # order',
    'required: true',
    'GET /codes > query order > required',
    true,
    false,
  ],
  [
    'the type of a parameter',
    'type: integer\n            format: int32',
    'type: number\n            format: int32',
    'GET /codes > query limit > type',
    'number',
    'integer',
  ],
  ['a format', 'format: int32', 'format: int64', 'GET /codes > query limit > format', 'int64', 'int32'],
  ['a lower bound', 'minimum: 1', 'minimum: 0', 'GET /codes > query limit > minimum', 0, 1],
  ['an upper bound', '            maximum: 25\n', '', 'GET /codes > query limit > maximum', undefined, 25],
  ['a default', 'default: 10\n', 'default: 20\n', 'GET /codes > query limit > default', 20, 10],
  ['an example of a parameter', 'example: 5', 'example: 6', 'GET /codes > query limit > example', [6], [5]],
  [
    'an enumeration',
    'enum: [newest, oldest]',
    'enum: [newest, longest]',
    'GET /codes > query order > enum',
    ['longest', 'newest'],
    ['newest', 'oldest'],
  ],
  [
    'whether the body is required',
    'required: true # body',
    'required: false',
    'POST /codes > body > required',
    false,
    true,
  ],
  [
    'the schema of the body',
    "$ref: '#/components/schemas/Save'",
    "$ref: '#/components/schemas/Failure'",
    'POST /codes > body > application/json > name',
    'Failure',
    'Save',
  ],
  [
    'a property that the spec lacks',
    '        size:\n',
    '        sise:\n',
    'POST /codes > body > application/json > .sise',
    'number',
    undefined,
  ],
  [
    'a property that no source has',
    '        size:\n',
    '        sise:\n',
    'POST /codes > body > application/json > .size',
    undefined,
    'number',
  ],
  ['a length', 'minLength: 1', 'minLength: 2', 'POST /codes > body > application/json > .text > minLength', 2, 1],
  [
    'what is forbidden',
    '        secret: false\n',
    '',
    'POST /codes > body > application/json > .secret',
    undefined,
    'no value at all',
  ],
  [
    'an example of a body',
    'value: { text: hello }',
    'value: { text: hi }',
    'POST /codes > body > application/json > example create > value',
    { text: 'hi' },
    { text: 'hello' },
  ],
  [
    'a status that the spec lacks',
    "'404':",
    "'410':",
    'GET /codes > response 410',
    'application/json Failure',
    undefined,
  ],
  [
    'a status that no source has',
    "'404':",
    "'410':",
    'GET /codes > response 404',
    undefined,
    'application/json Failure',
  ],
  ['a header', 'X-Usage', 'X-Use', 'GET /codes > response 200 > header X-Use', 'string, required', undefined],
  [
    'a media type',
    "application/json:\n              schema:\n                $ref: '#/components/schemas/Page'",
    "text/json:\n              schema:\n                $ref: '#/components/schemas/Page'",
    'GET /codes > response 200 > text/json',
    'Page',
    undefined,
  ],
  [
    'the name of a schema',
    "$ref: '#/components/schemas/Page'",
    "$ref: '#/components/schemas/Code'",
    'GET /codes > response 200 > application/json > name',
    'Code',
    'Page',
  ],
  [
    'the name of an example',
    'empty:',
    'none:',
    'GET /codes > response 200 > application/json > example none',
    { data: [] },
    undefined,
  ],
  [
    'the value of an example',
    'value: { data: [] }',
    'value: { data: [{ id: A, text: B }] }',
    'GET /codes > response 200 > application/json > example empty > value',
    { data: [{ id: 'A', text: 'B' }] },
    { data: [] },
  ],
  [
    'the code of an error without a name',
    'code: 803',
    'code: 100',
    'GET /codes > response 404 > application/json > example (code 100)',
    'code 100',
    undefined,
  ],
  [
    'a required property',
    'required: [id, text]',
    'required: [id]',
    'POST /codes > response 200 > application/json > .text > required',
    false,
    true,
  ],
  [
    'the type of a property',
    'type: string # text of a code',
    'type: integer',
    'GET /codes > response 200 > application/json > .data[].text > type',
    'integer',
    'string',
  ],
  [
    'several types of a property',
    "type: [integer, 'null']",
    'type: integer',
    'POST /codes > response 200 > application/json > .made > type',
    'integer',
    ['integer', 'null'],
  ],
  [
    'a pattern',
    'pattern: ^[A-Z]+$',
    'pattern: ^[A-Z2-7]+$',
    'POST /codes > response 200 > application/json > .id > pattern',
    '^[A-Z2-7]+$',
    '^[A-Z]+$',
  ],
  [
    'an example of a property',
    'example: ABC',
    'example: DEF',
    'POST /codes > response 200 > application/json > .id > example',
    ['DEF'],
    ['ABC'],
  ],
  [
    'whether a property is a list',
    "type: array\n          items:\n            $ref: '#/components/schemas/Code'",
    "$ref: '#/components/schemas/Code'",
    'GET /codes > response 200 > application/json > .data > type',
    'object',
    'array',
  ],
  [
    'an alternative',
    '            - type: integer # owner\n',
    '            - type: integer\n            - type: boolean\n',
    'POST /codes > response 200 > application/json > .owner(3)',
    'boolean',
    undefined,
  ],
  [
    'the kind of a union',
    'anyOf:',
    'oneOf:',
    'POST /codes > response 200 > application/json > .owner > union',
    'oneOf',
    'anyOf',
  ],
  [
    'a keyword of which nobody thought',
    'minLength: 1',
    'minLength: 1\n          contentMediaType: text/plain',
    'POST /codes > body > application/json > .text > contentMediaType',
    'text/plain',
    undefined,
  ],
];

describe('the audit', () => {
  it('is quiet about a spec that says what its source says', () => {
    const audited = audit(smallApi, { page: facts(smallApi) });
    expect(audited).toMatchObject({ differences: [], stale: [], explained: 0 });
    expect(auditAsText(audited)).toContain('v1.0: the spec says what its sources say, save for 0 deviations');
  });

  for (const [kind, find, put, at, says, ours] of kinds) {
    it(`finds a difference in ${kind}`, () => {
      const audited = audit(smallApi, { page: facts(edited(find, put)) });
      const found = audited.differences.map((difference) => [
        difference.source,
        difference.at,
        difference.says,
        difference.ours,
      ]);
      expect(found).toContainEqual(['page', at, says, ours]);
    });

    it(`takes a difference in ${kind} that stands in the ledger, and reports when it no longer exists`, () => {
      const source = { page: facts(edited(find, put)) };
      const ledger = ledgerOf(audit(smallApi, source));
      const explained = audit(smallApi, source, ledger);
      expect(explained).toMatchObject({ differences: [], stale: [] });
      expect(explained.explained).toBeGreaterThan(0);
      const mended = audit(smallApi, { page: facts(smallApi) }, ledger);
      expect(mended.differences).toEqual([]);
      expect(mended.stale.map((place) => place.at)).toContain(at);
    });
  }

  it('reports the line on each side, and the entry to add', () => {
    const find = 'maximum: 25';
    const line = smallApi.slice(0, smallApi.indexOf(find)).split('\n').length;
    const report = auditAsText(audit(smallApi, { page: facts(edited(find, '\n            maximum: 30')) }));
    expect(report).toContain(`
1. GET /codes > query limit > maximum
   page says 30
     reference/page.yaml:${line + 1} #/paths/~1codes/get/parameters/0/schema/maximum
   the spec says 25
     openapi.yaml:${line} #/paths/~1codes/get/parameters/0/schema/maximum
   Correct the spec; or, if it is right, add to deviations.yaml:
     - sources:
         - page
       why: WHY THE SPEC IS RIGHT
       evidence: WHAT SHOWS IT
       places:
         - at: GET /codes > query limit > maximum
           says: 30
           ours: 25

v1.0: 1 difference that the ledger does not explain.
`);
  });

  it('reports where something would stand that the spec lacks', () => {
    const lacking = edited('        state:\n          enum: [live, dead]\n', '');
    const { differences } = audit(lacking, { page: facts(smallApi) });
    expect(differences.map(({ at, oursAt }) => [at, oursAt.pointer])).toEqual([
      ['GET /codes > response 200 > application/json > .data[].state', '#/components/schemas/Code'],
      ['POST /codes > response 200 > application/json > .state', '#/components/schemas/Code'],
    ]);
  });
});

describe('wording and notation', () => {
  const same: Readonly<Record<string, string>> = {
    'another description': edited('description: When', 'description: The time'),
    'another title': edited('title: Codes', 'title: Pages'),
    'tags and a summary': edited('summary: List', 'summary: All\n      tags: [codes]'),
    'an extension': edited('summary: List', 'summary: List\n      x-stable: true'),
    'an enumeration in another order': edited('enum: [live, dead]', 'enum: [dead, live]'),
    'a constant for an enumeration of one': edited('enum: [live, dead]', 'enum: [dead, live]'),
    'no name for a schema': edited(
      "                $ref: '#/components/schemas/Failure'\n",
      '                { type: object, properties: { error: { type: object, properties: { code: { type: integer } } } } }\n',
    ),
    'no name for an example': edited(
      '                empty:\n                  value: { data: [] }\n',
      '                {}\n',
    ).replace('examples:\n                {}', 'example: { data: [] }'),
    'another message for the same error': edited('code: 803 }', 'code: 803, message: other }'),
  };
  for (const [what, text] of Object.entries(same)) {
    it(`is no difference: ${what}`, () => {
      expect(audit(smallApi, { page: facts(text) }).differences).toEqual([]);
    });
  }

  it('is no difference: a component that the spec has for itself', () => {
    const named = edited('          type: string # text of a code', "          $ref: '#/components/schemas/Text'");
    const spec = edited('    Failure:\n', '    Text: { type: string }\n    Failure:\n', named);
    expect(audit(spec, { page: facts(smallApi) }).differences).toEqual([]);
  });

  it('is no difference: a type that the source leaves to its reader', () => {
    expect(
      audit(smallApi, { page: facts(edited('    Save:\n      type: object\n', '    Save:\n')) }).differences,
    ).toEqual([]);
  });

  it('does not go as far as a type that the spec leaves to its reader', () => {
    const { differences } = audit(edited('    Save:\n      type: object\n', '    Save:\n'), { page: facts(smallApi) });
    expect(differences.map(({ at, says, ours }) => [at, says, ours])).toEqual([
      ['POST /codes > body > application/json > type', 'object', undefined],
    ]);
  });

  it('distinguishes errors by subcode', () => {
    const spec = edited(
      'example: { error: { code: 803 } }',
      'examples: { gone: { value: { error: { code: 803, error_subcode: 1 } } } }',
    );
    expect(audit(spec, { page: facts(smallApi) }).differences.map(({ at, says, ours }) => [at, says, ours])).toEqual([
      ['GET /codes > response 404 > application/json > example (code 803)', 'code 803', undefined],
      ['GET /codes > response 404 > application/json > example gone', undefined, 'code 803, subcode 1'],
    ]);
  });
});

describe('what a form does not tell', () => {
  const silent: readonly [string, string, string][] = [
    ['a pattern', '          pattern: ^[A-Z]+$\n', ''],
    ['a length', '          minLength: 1\n', ''],
    ['a default', '            default: 10\n', ''],
    ['an operation id', '      operationId: saveCode\n', ''],
    [
      'an example of a body',
      '            examples:\n              create:\n                value: { text: hello }\n',
      '',
    ],
    ['an example of an error', '              example: { error: { code: 803 } }\n', ''],
    ['an example of a parameter', '          example: 5\n', ''],
    ['the format of tokens', ', bearerFormat: JWT', ''],
  ];
  for (const [what, find, put] of silent) {
    it(`is no difference if it does not say it: ${what}`, () => {
      expect(
        audit(smallApi, { page: facts(edited(find, put), { form: 'page-text', states: page }) }).differences,
      ).toEqual([]);
    });
  }

  it('counts where it does say it', () => {
    const source = facts(edited('pattern: ^[A-Z]+$', 'pattern: ^B'), { form: 'page-text', states: page });
    expect(audit(smallApi, { page: source }).differences.map(({ says }) => says)).toEqual(['^B', '^B']);
  });

  it('does not excuse what it states: a status, an example of a success, a required flag', () => {
    const text = edited(
      'value: { data: [] }',
      'value: { data: [] }\n                more:\n                  value: { data: [] }',
    );
    const { differences } = audit(text, { page: facts(smallApi, { form: 'page-text', states: page }) });
    expect(differences.map(({ at }) => at)).toEqual(['GET /codes > response 200 > application/json > example more']);
  });
});

describe('several sources', () => {
  const list = smallApi.slice(0, smallApi.indexOf('    post:')) + smallApi.slice(smallApi.indexOf('components:'));
  const save = edited(smallApi.slice(smallApi.indexOf('    get:'), smallApi.indexOf('    post:')), '');

  it('each tell of their own operations', () => {
    expect(audit(smallApi, { list: facts(list), save: facts(save) }).differences).toEqual([]);
  });

  it('are each held against the spec: who says otherwise needs an entry of its own', () => {
    const other = facts(edited('maximum: 25', 'maximum: 30'));
    const sources = { one: other, two: other, three: facts(smallApi) };
    expect(audit(smallApi, sources).differences.map(({ source, says }) => [source, says])).toEqual([
      ['one', 30],
      ['two', 30],
    ]);
    const entryFor = (names: string): string => `version: v1.0
deviations:
  - sources: [${names}]
    why: because
    evidence: seen
    places: [{ at: GET /codes > query limit > maximum, says: 30, ours: 25 }]
`;
    expect(audit(smallApi, sources, entryFor('one')).differences).toMatchObject([{ source: 'two' }]);
    expect(audit(smallApi, sources, entryFor('one, two'))).toMatchObject({ differences: [], stale: [], explained: 2 });
  });

  it('must between them have every operation of the spec', () => {
    const { differences } = audit(smallApi, { list: facts(list) });
    expect(differences).toMatchObject([
      { source: 'none', at: 'POST /codes', says: undefined, ours: 'operation', saysAt: undefined },
    ]);
    expect(auditAsText(audit(smallApi, { list: facts(list) }))).toContain(
      '1. POST /codes\n   no source has it\n   the spec says "operation"',
    );
  });

  it('must between them have every header, though the forms of none of them tell headers', () => {
    const text = facts(
      edited(
        '          headers:\n            X-Usage:\n              required: true # header\n              schema: { type: string }\n',
        '',
      ),
      { form: 'page-text', states: page },
    );
    expect(audit(smallApi, { one: text, two: text }).differences).toMatchObject([
      { source: 'none', at: 'GET /codes > response 200 > header X-Usage' },
    ]);
    expect(audit(smallApi, { one: text, two: facts(smallApi) }).differences).toEqual([]);
  });

  it('must be there: a version without facts is not in order', () => {
    expect(() => audit(smallApi, {})).toThrow('there are no facts to hold it against');
  });
});

describe('what a form leaves open', () => {
  const missing = edited('        size:\n          type: number\n          default: 100\n', '');

  it('is no difference, and is reported', () => {
    const ambiguities = '[{ line: 40, pointer: "#/components/schemas/Save", note: "where the properties end" }]';
    const audited = audit(missing, { page: facts(smallApi, { ambiguities }) });
    expect(audited.differences).toEqual([]);
    expect(audited.unknown.map(({ at }) => at)).toEqual(['POST /codes > body > application/json > .size']);
    expect(auditAsText(audited)).toContain(
      'ambiguous: page, line 40 of the page: where the properties end: POST /codes > body > application/json > .size',
    );
  });

  it('covers its place and what is under it, by every way that leads there, and nothing else', () => {
    const ambiguityAt = (pointer: string): number => {
      const ambiguities = `[{ line: 1, pointer: "${pointer}", note: open }]`;
      return audit(missing, { page: facts(smallApi, { ambiguities }) }).differences.length;
    };
    expect(ambiguityAt('#/components/schemas/Save/properties/size')).toBe(0);
    expect(ambiguityAt('#/paths/~1codes/post/requestBody')).toBe(0);
    expect(ambiguityAt('#/components/schemas/Save/properties/siz')).toBe(1);
    expect(ambiguityAt('#/paths/~1codes/get')).toBe(1);
    expect(ambiguityAt('#/components/schemas/Save/properties/size/default')).toBe(1);
  });

  it('covers what the page may lack', () => {
    const ambiguities = '[{ line: 1, pointer: "#/components/schemas/Save/properties/size/default", note: open }]';
    const page = facts(edited('          default: 100\n', ''), { ambiguities });
    expect(audit(smallApi, { page }).differences).toEqual([]);
  });

  it('covers nothing when it is a remark on the whole page', () => {
    const ambiguities = '[{ line: 1, pointer: "#", note: a heading is taken for prose }]';
    expect(audit(missing, { page: facts(smallApi, { ambiguities }) }).differences).toHaveLength(1);
  });

  describe('about the place of something that is there', () => {
    const inner = (type: string): string =>
      edited('            code:\n', `            hint: { type: ${type} }\n            code:\n`);
    const outer = (type: string, text: string = smallApi): string => {
      const start = '    Failure:\n      type: object\n      properties:\n';
      return edited(start, `${start}        hint: { type: ${type} }\n`, text);
    };
    const ambiguities = `[{ line: 9, pointer: "#/components/schemas/Failure/properties/error/properties/hint", note: level,
      alternatives: ["#/components/schemas/Failure/properties/hint"] }]`;
    const source = { page: facts(inner('string'), { ambiguities }) };
    const at = 'GET /codes > response 404 > application/json';

    it('lets it stand at any of the places', () => {
      expect(audit(inner('string'), source)).toMatchObject({ differences: [], unknown: [] });
      expect(audit(outer('string'), source)).toMatchObject({
        differences: [],
        unknown: [{ at: `${at} > .error.hint` }, { at: `${at} > .hint` }],
      });
    });

    it('does not let it be missing', () => {
      expect(audit(smallApi, source).differences).toMatchObject([
        { at: `${at} > .error.hint`, says: 'string', ours: undefined },
      ]);
    });

    it('does not let it be something else, at whichever place', () => {
      expect(audit(inner('integer'), source).differences).toMatchObject([
        { at: `${at} > .error.hint > type`, says: 'string', ours: 'integer' },
      ]);
      expect(audit(outer('integer'), source).differences).toMatchObject([
        { at: `${at} > .hint > type`, says: 'string', ours: 'integer' },
      ]);
    });

    it('does not let it stand twice', () => {
      expect(audit(outer('string', inner('string')), source).differences).toMatchObject([
        { at: `${at} > .hint`, ours: 'string' },
      ]);
    });
  });
});

describe('the ledger', () => {
  const other = facts(edited('type: integer # code of a failure', 'type: string'));
  const entry = (places: string, sources = '[page]'): string =>
    `version: v1.0\ndeviations:\n  - { sources: ${sources}, why: because, evidence: seen, places: ${places} }\n`;

  it('names places by steps, of which * means any one', () => {
    const ledger = entry('[{ at: "* > response 404 > * > .error.code > type", says: string, ours: integer }]');
    expect(audit(smallApi, { page: other }, ledger)).toMatchObject({ differences: [], stale: [], explained: 1 });
  });

  it('explains exactly what it says', () => {
    for (const place of [
      '{ at: "* > response 404 > * > .error.code > type", says: string }',
      '{ at: "* > response 404 > * > .error.code > type", says: string, ours: number }',
      '{ at: "* > response 404 > * > .error.code > type", says: boolean, ours: integer }',
      '{ at: "* > response 404 > * > .error.code", says: string, ours: integer }',
      '{ at: "* > * > .error.code > type", says: string, ours: integer }',
    ]) {
      const audited = audit(smallApi, { page: other }, entry(`[${place}]`));
      expect(audited.differences).toHaveLength(1);
      expect(audited.stale).toHaveLength(1);
    }
  });

  it('fails with what is true now, if an entry no longer fits', () => {
    const ledger = entry('[{ at: "* > response 404 > * > .error.code > type", says: boolean, ours: integer }]');
    expect(auditAsText(audit(smallApi, { page: other }, ledger))).toContain(
      `deviations.yaml:3: no longer a difference from page
   at * > response 404 > * > .error.code > type
   the entry has: the source says "boolean", the spec says "integer"
   but page says "string", and the spec says "integer". Correct the entry.`,
    );
  });

  it('fails where nothing differs any more', () => {
    const ledger = entry('[{ at: "* > response 404 > * > .error.code > type", says: string, ours: integer }]');
    expect(auditAsText(audit(smallApi, { page: facts(smallApi) }, ledger))).toContain(
      'but there the two do not differ. Remove the place, or the entry if it is the last one.',
    );
  });

  it('fails for each source on its own that does not differ', () => {
    const ledger = entry(
      '[{ at: "* > response 404 > * > .error.code > type", says: string, ours: integer }]',
      '[page, two]',
    );
    expect(audit(smallApi, { page: other, two: facts(smallApi) }, ledger).stale).toMatchObject([{ sources: ['two'] }]);
  });

  const refused: readonly [string, string, string][] = [
    [
      'of another version',
      'version: v2.0\ndeviations: []\n',
      'deviations.yaml:1: expected "version: v1.0", found "v2.0"',
    ],
    ['without a list', 'version: v1.0\n', 'expected "deviations", a list'],
    [
      'with a source that is not there',
      entry('[{ at: version, says: a }]', '[hearsay]'),
      'deviations.yaml:3: no source is called "hearsay"; there are page, none',
    ],
    ['without sources', entry('[{ at: version, says: a }]', '[]'), 'deviations.yaml:3: expected "sources"'],
    [
      'without a reason',
      entry('[{ at: version, says: a }]').replace('because', "''"),
      'deviations.yaml:3: expected "why", a sentence, found ""',
    ],
    [
      'without evidence',
      entry('[{ at: version, says: a }]').replace('evidence: seen, ', ''),
      'deviations.yaml:3: "evidence" is missing',
    ],
    ['without places', entry('[]'), 'deviations.yaml:3: expected "places"'],
    [
      'with a misspelt key',
      entry('[{ at: version, say: a, ours: b }]'),
      'deviations.yaml:3: the ledger knows no "say" here, but at, says, ours',
    ],
    [
      'with a place that says nothing',
      entry('[{ at: version }]'),
      'deviations.yaml:3: expected "says" (what the source has), "ours" (what the spec has), or both',
    ],
  ];
  for (const [what, ledger, message] of refused) {
    it(`is refused ${what}`, () => {
      expect(() => audit(smallApi, { page: facts(smallApi) }, ledger)).toThrow(message);
    });
  }
});

describe('the sources', () => {
  it('are printed with their form, address and day of reading, and `unknown` where that is not known', () => {
    const about = '  address: https://one.example/v1.0.md/\n  read: 2025-11-20\n';
    const report = auditAsText(audit(smallApi, { known: facts(smallApi, { about }), other: facts(smallApi) }));
    expect(report).toContain(`v1.0, against 2 sources:
  known (openapi), address https://one.example/v1.0.md/, read 2025-11-20
  other (openapi), address unknown, read unknown
`);
  });

  it('are refused if they are facts of another version', () => {
    const other = facts(smallApi).replace('graphVersion: v1.0', 'graphVersion: v2.0');
    expect(() => audit(smallApi, { page: other })).toThrow(
      /reference\/page\.yaml:\d+: these are facts of v2\.0, but they stand in the folder of v1\.0/,
    );
  });

  it('are refused without a word on where they are from', () => {
    expect(() => audit(smallApi, { page: smallApi })).toThrow('reference/page.yaml: expected "x-source"');
  });

  it('cannot be held against a spec of another version', () => {
    expect(() => audit(edited('version: v1.0', 'version: v2.0'), { page: facts(smallApi) })).toThrow(
      'openapi.yaml:4: expected "info.version: v1.0", the name of the folder, found "v2.0"',
    );
  });
});
