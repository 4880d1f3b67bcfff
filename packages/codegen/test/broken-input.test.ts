import { describe, expect, it } from 'vitest';
import { TemporaryRoot } from './temporary-root.ts';

const DOCUMENT = 'spec/v24.0/openapi.yaml';

/** Breaks the second of two versions after both were generated, and returns the output of the next run. */
async function afterBreaking(breakSpec: (root: TemporaryRoot) => Promise<void>) {
  const root = await TemporaryRoot.with('v23.0', 'v24.0');
  await root.run();
  await breakSpec(root);
  const before = await root.packages();
  const run = await root.run();
  const problems = run.output.split('\n\n')[0]?.split('\n');
  return { problems, exitCode: run.exitCode, untouched: { before, after: await root.packages() }, output: run.output };
}

const cases: { what: string; from: string; to: string; problems: string[] }[] = [
  {
    what: 'YAML that cannot be read',
    from: 'info: { title',
    to: 'info: { { title',
    problems: [
      `${DOCUMENT}:3: not valid YAML: Flow map in block collection must be sufficiently indented and end with a }`,
    ],
  },
  {
    what: 'a duplicate key',
    from: "        '204': { description: Created }",
    to: "        '204': { description: Created }\n        '204': { description: Created }",
    problems: [`${DOCUMENT}:39: not valid YAML: Map keys must be unique: "204" stands twice`],
  },
  {
    what: 'another version of OpenAPI',
    from: 'openapi: 3.1.0',
    to: 'openapi: 3.0.3',
    problems: [`${DOCUMENT}:1: expected an OpenAPI 3.1 document (openapi: 3.1.0), found openapi: "3.0.3"`],
  },
  {
    what: 'a document that is not OpenAPI',
    from: 'openapi: 3.1.0',
    to: 'asyncapi: 2.6.0',
    problems: [`${DOCUMENT}:1: expected an OpenAPI 3.1 document (openapi: 3.1.0), found no such key`],
  },
  {
    what: 'a misspelt key',
    from: '      parameters:\n        - $ref',
    to: '      parameter:\n        - $ref',
    problems: [`${DOCUMENT}:14: Property \`parameter\` is not expected here. Did you mean parameters?`],
  },
  {
    what: 'a value of the wrong type',
    from: 'required: [code]',
    to: 'required: code',
    problems: [`${DOCUMENT}:60: Expected type \`array\` but got \`string\`.`],
  },
  {
    what: 'a reference to nothing',
    from: "'#/components/schemas/QrCodeDetails'",
    to: "'#/components/schemas/Kode'",
    problems: [`${DOCUMENT}:22: $ref #/components/schemas/Kode leads to nothing`],
  },
  {
    what: 'a reference to another file',
    from: "'#/components/schemas/QrCodeDetails'",
    to: "'../shared.yaml#/Code'",
    problems: [
      `${DOCUMENT}:22: $ref ../shared.yaml#/Code is not of this document; expected one like '#/components/schemas/Name'`,
    ],
  },
  {
    what: 'references in a circle',
    from: '    GraphAPIError:',
    to: "    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n    GraphAPIError:",
    problems: [
      `${DOCUMENT}:93: $ref #/components/schemas/B leads back to itself`,
      `${DOCUMENT}:94: $ref #/components/schemas/A leads back to itself`,
    ],
  },
  {
    what: 'an operation without operationId',
    from: '      operationId: create-code\n',
    to: '',
    problems: [`${DOCUMENT}:28: POST /{Version}/codes has no operationId, which the types and the mock require`],
  },
  {
    what: 'an operationId that is taken',
    from: 'create-code',
    to: 'listCodes',
    problems: [
      `${DOCUMENT}:29: operationId listCodes of POST /{Version}/codes is that of GET /{Version}/codes already`,
    ],
  },
  {
    what: 'a Version parameter that is not the folder',
    from: 'enum: [v24.0]',
    to: 'enum: [v23.0]',
    problems: [`${DOCUMENT}:47: the path parameter Version allows v23.0; expected only v24.0, the name of the folder`],
  },
  {
    what: 'a Version parameter that allows more than the folder',
    from: 'type: string, enum: [v24.0]',
    to: 'type: string',
    problems: [
      `${DOCUMENT}:47: the path parameter Version allows any value; expected only v24.0, the name of the folder`,
    ],
  },
  {
    what: 'an operation without Version parameter',
    from: "      parameters:\n        - $ref: '#/components/parameters/Version'\n      requestBody",
    to: '      requestBody',
    problems: [`${DOCUMENT}:28: POST /{Version}/codes needs a path parameter Version whose only value is v24.0`],
  },
  {
    what: 'an example name under two statuses',
    from: 'empty_response',
    to: '"it\'s_too_much"',
    problems: [
      `${DOCUMENT}:55: example it's_too_much of GET /{Version}/codes occurs under 200 and under 429: rename one`,
    ],
  },
];

describe('a broken document', () => {
  it.each(cases)('is refused with file, line and reason, and the old output is kept: $what', async (broken) => {
    const { exitCode, problems, untouched, output } = await afterBreaking((root) =>
      root.edit(DOCUMENT, broken.from, broken.to),
    );
    expect(problems).toEqual(broken.problems);
    expect(exitCode).toBe(1);
    expect(output).toContain('Nothing was written');
    expect(untouched.after).toEqual(untouched.before);
  });

  it('does not hide the problems of another', async () => {
    const { problems } = await afterBreaking(async (root) => {
      await root.edit('spec/v23.0/openapi.yaml', 'openapi: 3.1.0', 'openapi: 3.0.3');
      await root.edit(DOCUMENT, 'create-code', 'listCodes');
    });
    expect(problems).toEqual([
      expect.stringMatching(/^spec\/v23\.0\/openapi\.yaml:1: expected an OpenAPI 3\.1/),
      expect.stringMatching(/^spec\/v24\.0\/openapi\.yaml:29: operationId listCodes/),
    ]);
  });

  it('is refused by --check', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.run();
    await root.edit('spec/v23.0/openapi.yaml', 'openapi: 3.1.0', 'openapi: 3.0.3');
    expect(await root.run('--check')).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('openapi.yaml:1: '),
    });
  });
});

describe('versions.yaml and the folders', () => {
  it('must match: a folder without entry', async () => {
    const { problems, exitCode } = await afterBreaking((root) => root.write('spec/v25.0/openapi.yaml', ''));
    expect(problems).toEqual(['spec/versions.yaml:1: no entry for the folder spec/v25.0']);
    expect(exitCode).toBe(1);
  });

  it('must match: an entry without folder', async () => {
    const { problems, untouched } = await afterBreaking((root) => root.remove('spec/v24.0'));
    expect(problems).toEqual(['spec/versions.yaml:4: v24.0 has no folder spec/v24.0']);
    expect(untouched.after).toEqual(untouched.before);
  });

  it('must match: a folder without document', async () => {
    const { problems } = await afterBreaking((root) => root.remove(DOCUMENT));
    expect(problems).toEqual([`${DOCUMENT}:1: expected a readable file, got ENOENT`]);
  });

  it('must have days, or null for a day that is not announced', async () => {
    const { problems } = await afterBreaking(async (root) => {
      await root.edit('spec/versions.yaml', 'released: 2025-05-29', 'released: null');
      await root.edit('spec/versions.yaml', 'availableUntil: null', 'availableUntil: soon');
    });
    expect(problems).toEqual([
      'spec/versions.yaml:2: v23.0: expected released to be a day like 2025-05-29',
      'spec/versions.yaml:3: v23.0: expected availableUntil to be a day like 2027-10-08, or null while it is not announced',
    ]);
  });

  it('must name versions', async () => {
    const { problems } = await afterBreaking((root) => root.edit('spec/versions.yaml', 'v24.0:', 'v24:'));
    expect(problems).toEqual([
      'spec/versions.yaml:1: no entry for the folder spec/v24.0',
      'spec/versions.yaml:4: expected a version like v23.0, got v24',
      'spec/versions.yaml:4: v24 has no folder spec/v24',
    ]);
  });
});
