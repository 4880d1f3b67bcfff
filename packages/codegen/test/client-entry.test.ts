import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compile, REPOSITORY } from './compile.ts';
import { TemporaryRoot, versionEntry } from './temporary-root.ts';

const entryOf = (version: string) => `packages/client/src/generated/${version}/entry.ts`;

describe('the entry of a version', () => {
  it('differs from that of another in name and dates alone', async () => {
    const root = await TemporaryRoot.with('v23.0', 'v24.0');
    await root.edit('spec/versions.yaml', 'availableUntil: null', 'availableUntil: 2027-10-08');
    await root.run('client');
    const [older, newer] = [await root.read(entryOf('v23.0')), await root.read(entryOf('v24.0'))];
    expect(newer).not.toContain('v23.0');
    expect(older).toContain("availableUntil: '2027-10-08',");
    expect(newer).toBe(older.replaceAll('v23.0', 'v24.0').replace("'2027-10-08'", 'null'));
  });

  it.each([
    ['creation_time: { type: integer }', "{ creation_time: 'number' }"],
    ['creation_time: { type: string }', "{ creation_time: 'string' }"],
    ['creation_time: { type: [integer, string] }', "{ creation_time: '' }"],
    ['created: { type: string }\n        scans: { type: array }', "{ created: 'string', scans: 'object' }"],
    ['', '{}'],
  ])('knows the fields that are optional, and their types: %j', async (properties, facts) => {
    const root = await TemporaryRoot.with('v23.0');
    await root.edit('spec/v23.0/openapi.yaml', 'creation_time: { type: integer }', properties);
    await root.run('client');
    expect(await root.read(entryOf('v23.0'))).toContain(`optionalFields: ${facts},\n`);
  });

  it('asks for the schemas that its types are made of', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.edit('spec/v23.0/openapi.yaml', '    SavedQrCode:', '    QrCodeSaved:');
    const { exitCode, output } = await root.run('client');
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /^spec\/v23\.0\/openapi\.yaml:56: the client is typed by a schema SavedQrCode, which is not/,
    );
  });

  it('compiles with the client as it is, for a version that is the latest one under another name', async () => {
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
