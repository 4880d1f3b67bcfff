import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { compile } from './compile.ts';
import { TemporaryRoot } from './temporary-root.ts';

// The compiler takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** The errors of a program in the client's folder. */
async function errorsOf(root: TemporaryRoot, program: string): Promise<string[]> {
  await root.write('packages/client/src/program.ts', program);
  return compile(join(root.path, 'packages/client/src/program.ts'));
}

async function load(root: TemporaryRoot, file: string): Promise<object> {
  return { ...(await import(join(root.path, file))) };
}

async function generatedRoot(): Promise<TemporaryRoot> {
  const root = await TemporaryRoot.with('v23.0', 'v24.0');
  expect(await root.run()).toMatchObject({ exitCode: 0 });
  return root;
}

describe('the types of a document', () => {
  const imports = `import type * as schema from './generated/v23.0/schema.ts';\n`;

  it('compile with strict flags, and accept documented values', async () => {
    const root = await generatedRoot();
    const program = `${imports}
export const code: schema.components['schemas']['QrCodeDetails'] = { code: 'A', qr_image_url: 'B' };
export const codes: schema.operations['listCodes']['responses'][200]['content']['application/json'] = [code];
export const throttled: schema.components['responses']['Throttled']['content']['application/json'] = { code: 4 };
export const version: schema.paths['/{Version}/codes']['get']['parameters']['path']['Version'] = 'v23.0';
export const withoutDefaults: schema.operations['create-code']['requestBody']['content']['application/json'] = {};
export const unknownContent: schema.components['schemas']['GraphAPIError'] = { code: 4, details: { anything: true } };
`;
    expect(await errorsOf(root, program)).toEqual([]);
  });

  it('reject undocumented values', async () => {
    const root = await generatedRoot();
    const program = `${imports}
export const unknownProperty: schema.components['schemas']['QrCodeDetails'] = { code: 'A', colour: 'red' };
export const incomplete: schema.components['schemas']['QrCodeDetails'] = {};
export const givenUndefined: schema.components['schemas']['QrCodeDetails'] = { code: 'A', qr_image_url: undefined };
export const outsideOfEnum: schema.components['schemas']['CreateQrCodeRequest'] = { format: 'GIF' };
export const otherVersion: schema.components['parameters']['Version'] = 'v24.0';
export const undocumented: schema.operations['listCodes']['responses'][418] = {};
`;
    expect(await errorsOf(root, program)).toEqual([
      expect.stringContaining(`'colour' does not exist in type`),
      expect.stringContaining(`Property 'code' is missing`),
      expect.stringContaining(`'exactOptionalPropertyTypes: true'`),
      expect.stringContaining(`Type '"GIF"' is not assignable`),
      expect.stringContaining(`Type '"v24.0"' is not assignable`),
      expect.stringContaining(`Property '418' does not exist`),
    ]);
  });

  it('are unions, never enums, without unused parts', async () => {
    const root = await generatedRoot();
    const schema = await root.read('packages/client/src/generated/v23.0/schema.ts');
    const declared = [...schema.matchAll(/^export (\w+ \w+)/gm)].map(([, declaration]) => declaration);
    expect(declared).toEqual(['interface paths', 'interface components', 'interface operations']);
    expect(schema).toContain('format?: "PNG" | "SVG";');
  });

  it('have the descriptions as plain text, without lines that editors show as code', async () => {
    const root = await generatedRoot();
    const schema = await root.read('packages/client/src/generated/v23.0/schema.ts');
    expect(schema).toContain(`    /**
     * List the codes
     *
     * Newest first.
     *
     * | name | gives |
     * | --- | --- |
     * | \`code\` | the code |
     */
    get: operations["listCodes"];
`);
    expect(schema).toContain(`    /** One code. */
    QrCodeDetails: {
      /**
       * Names the code
       * for good.
       * Format: uri
       * @example A
       */
      code: string;
`);
    expect(schema).not.toMatch(/@description|@enum| $/m);
  });
});

describe('the versions', () => {
  it('are a union of names, with days that may be unknown', async () => {
    const root = await TemporaryRoot.with('v23.0', 'v24.0');
    await root.edit('spec/versions.yaml', 'availableUntil: null', 'availableUntil: 2027-10-08');
    await root.run();
    const imports = `import { type GraphVersion, graphVersions } from './generated/graph-versions.ts';\n`;
    const program = `${imports}
export const known: GraphVersion[] = ['v23.0', 'v24.0'];
export const until: string | null = graphVersions['v23.0'].availableUntil;
// @ts-expect-error unknown version
graphVersions['v22.0'];
// @ts-expect-error the day can be null
export const day: string = graphVersions['v24.0'].availableUntil;
`;
    expect(await errorsOf(root, program)).toEqual([]);
    expect(await load(root, 'packages/client/src/generated/graph-versions.ts')).toEqual({
      graphVersions: {
        'v23.0': { released: '2025-05-29', availableUntil: '2027-10-08' },
        'v24.0': { released: '2025-05-29', availableUntil: null },
      },
    });
  });
});

describe('the scenarios', () => {
  it('are the documented statuses and example names, at run time', async () => {
    const root = await generatedRoot();
    const operations = {
      listCodes: { 200: ['default_fields', 'empty_response'], 429: ["it's_too_much"] },
      'create-code': { 204: [], 429: ["it's_too_much"] },
    };
    expect(await load(root, 'packages/mock/src/generated/scenarios.ts')).toEqual({
      scenarios: { 'v23.0': operations, 'v24.0': operations },
    });
  });

  it('have a name once, though several media types of a status have it', async () => {
    const root = await TemporaryRoot.with('v23.0');
    const text = 'text/plain: { examples: { default_fields: { value: A }, as_text: { value: A } } }';
    const json = '            application/json:\n              schema: { type: array';
    await root.edit('spec/v23.0/openapi.yaml', json, `            ${text}\n${json}`);
    await root.run('mock');
    expect(await root.read('packages/mock/src/generated/scenarios.ts')).toContain(
      "200: ['default_fields', 'as_text', 'empty_response'],\n",
    );
  });

  it('are the documented statuses and example names of each operation, at compile time', async () => {
    const root = await generatedRoot();
    const program = `
import type { Scenarios, SupportedVersion } from '../../mock/src/generated/scenarios.ts';
type List = Scenarios['v23.0']['listCodes'];
type Create = Scenarios['v24.0']['create-code'];

export const versions: SupportedVersion[] = ['v23.0', 'v24.0'];
export const status: keyof List = 200;
export const example: List[keyof List][number] = 'empty_response';
export const other: Create[keyof Create][number] = "it's_too_much";
// @ts-expect-error unknown version
export const noVersion: SupportedVersion = 'v22.0';
// @ts-expect-error a status of the other operation
export const noStatus: keyof List = 204;
// @ts-expect-error an example of the other operation
export const noExample: Create[keyof Create][number] = 'empty_response';
`;
    expect(await errorsOf(root, program)).toEqual([]);
  });
});
