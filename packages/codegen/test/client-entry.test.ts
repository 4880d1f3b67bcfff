import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { compile, REPOSITORY } from './compile.ts';
import { TemporaryRoot, versionEntry } from './temporary-root.ts';

// The compiler takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const entryOf = (version: string) => `packages/client/src/generated/${version}/entry.ts`;

const factsOf = async (root: TemporaryRoot, version: string) => {
  const text = await root.read(`packages/client/src/generated/${version}/facts.ts`);
  const start = text.indexOf('= {', text.indexOf('export const facts'));
  return JSON.parse(text.slice(start + 2, text.lastIndexOf(';')));
};

describe('the facts of a version', () => {
  it('have its name and its last day', async () => {
    const root = await TemporaryRoot.with('v23.0', 'v24.0');
    await root.edit('spec/versions.yaml', 'availableUntil: null', 'availableUntil: 2027-10-08');
    await root.run('client');
    expect(await factsOf(root, 'v23.0')).toMatchObject({ name: 'v23.0', availableUntil: '2027-10-08' });
    expect(await factsOf(root, 'v24.0')).toMatchObject({ name: 'v24.0', availableUntil: null });
  });

  it.each([
    ['{ type: integer }', { type: 'integer' }],
    ['{ type: [integer, string] }', { type: ['integer', 'string'] }],
    [
      '{ type: array, items: { type: string, maxLength: 3 } }',
      { type: 'array', items: { type: 'string', maxLength: 3 } },
    ],
    [
      "{ $ref: '#/components/schemas/CreateQrCodeRequest/properties/format' }",
      { type: 'string', enum: ['PNG', 'SVG'] },
    ],
    ['{ const: 7, description: Seven }', { enum: [7] }],
    [
      '{ oneOf: [{ type: string, pattern: x }, { type: "null" }] }',
      { anyOf: [{ type: 'string', pattern: 'x' }, { type: 'null' }] },
    ],
    ["{ $ref: '#/components/schemas/QrCodeDetails' }", {}],
  ])('have a property with its JSON type and limits, and no prose: %s', async (schema, expected) => {
    const root = await TemporaryRoot.with('v23.0');
    await root.edit('spec/v23.0/openapi.yaml', 'creation_time: { type: integer }', `creation_time: ${schema}`);
    await root.run('client');
    const { creation_time } = (await factsOf(root, 'v23.0')).qrCode.properties.data.items.properties;
    expect(creation_time).toEqual(expected);
  });

  it('have the query parameters of an operation, those of its path included, and the path parameters', async () => {
    const root = await TemporaryRoot.with('v23.0');
    const document = 'spec/v23.0/openapi.yaml';
    const ofPath = `parameters:
      - { name: shared, in: query, schema: { type: boolean } }
      - { name: Phone-Number-ID, in: path, required: true, schema: { type: string, pattern: '^[0-9]+' } }`;
    await root.edit(
      document,
      'get:\n      operationId: listCodes',
      `${ofPath}\n    get:\n      operationId: listQrCodes`,
    );
    await root.edit(document, '/{Version}/codes', '/{Version}/codes/{Phone-Number-ID}');
    expect(await root.run('client')).toEqual({ exitCode: 0, output: expect.any(String) });
    expect(await factsOf(root, 'v23.0')).toMatchObject({
      list: { shared: { type: 'boolean' }, limit: { type: 'integer' } },
      get: {},
      phoneNumberId: { type: 'string', pattern: '^[0-9]+' },
    });
  });

  it('omit properties that the document forbids', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.edit('spec/v23.0/openapi.yaml', 'creation_time: { type: integer }', 'creation_time: false');
    await root.run('client');
    expect((await factsOf(root, 'v23.0')).qrCode.properties.data.items.properties).not.toHaveProperty('creation_time');
  });
});

describe('the entry of a version', () => {
  it('differs from that of another only in its name, and has at most 40 lines', async () => {
    const root = await TemporaryRoot.with('v23.0', 'v24.0');
    await root.run('client');
    const [older, newer] = [await root.read(entryOf('v23.0')), await root.read(entryOf('v24.0'))];
    expect(newer).not.toContain('v23.0');
    expect(newer).toBe(older.replaceAll('v23.0', 'v24.0'));
    expect(newer.split('\n').length).toBeLessThan(40);
  });

  it('requires the schemas of its types', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.edit('spec/v23.0/openapi.yaml', '    SavedQrCode:', '    QrCodeSaved:');
    const { exitCode, output } = await root.run('client');
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^spec\/v23\.0\/openapi\.yaml:56: the client needs a schema SavedQrCode, which is missing/);
  });

  it('compiles with the unchanged client for a new version with the document of the latest one', async () => {
    const root = await TemporaryRoot.with('v23.0');
    const client = join(REPOSITORY, 'packages/client');
    await cp(join(client, 'src'), join(root.path, 'packages/client/src'), { recursive: true });
    await symlink(join(client, 'node_modules'), join(root.path, 'packages/client/node_modules'));
    await root.remove('spec/v23.0');
    await cp(join(REPOSITORY, 'spec/v23.0'), join(root.path, 'spec/v99.0'), { recursive: true });
    await root.edit('spec/v99.0/openapi.yaml', 'enum: [v23.0]', 'enum: [v99.0]');
    await root.write('spec/versions.yaml', versionEntry('v99.0'));

    expect(await root.run('client')).toMatchObject({ exitCode: 0 });
    expect(compile(join(root.path, entryOf('v99.0')))).toEqual([]);
  });
});
