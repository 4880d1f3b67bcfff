import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MANIFEST, openApiDocument, TemporaryRoot, versionEntry } from './temporary-root.ts';

const SCHEMA = 'packages/client/src/generated/v23.0/schema.ts';
const VERSIONS = 'packages/client/src/generated/graph-versions.ts';
const SCENARIOS = 'packages/mock/src/generated/scenarios.ts';

describe('generate', () => {
  it('writes the source into the header of each file', async () => {
    const root = await TemporaryRoot.with('v23.0', 'v24.0');
    await root.run();
    const firstLine = async (file: string) => (await root.read(file)).split('\n')[0];
    expect(await firstLine(SCHEMA)).toBe(
      '// Generated from spec/v23.0/openapi.yaml; do not edit. Change the spec and run `pnpm generate`.',
    );
    expect(await firstLine(VERSIONS)).toBe(
      '// Generated from spec/versions.yaml and spec/v23.0/openapi.yaml and spec/v24.0/openapi.yaml; do not edit. Change those and run `pnpm generate`.',
    );
    expect(await firstLine(SCENARIOS)).toBe(
      '// Generated from spec/v23.0/openapi.yaml and spec/v24.0/openapi.yaml; do not edit. Change those and run `pnpm generate`.',
    );
  });

  it('requires only a folder and an entry in versions.yaml for a new version', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.run();
    await root.write('spec/v24.0/openapi.yaml', openApiDocument('v24.0'));
    await root.write('spec/versions.yaml', versionEntry('v23.0') + versionEntry('v24.0'));
    expect(await root.run()).toEqual({
      exitCode: 0,
      output: [
        'wrote packages/client/src/generated/v24.0/entry.ts',
        'wrote packages/client/src/generated/v24.0/facts.ts',
        'wrote packages/client/src/generated/v24.0/schema.ts',
        'wrote packages/client/src/generated/graph-versions.ts',
        'wrote packages/client/package.json',
        'wrote packages/mock/src/generated/scenarios.ts',
      ].join('\n'),
    });
    expect(await root.read('packages/client/src/generated/v24.0/schema.ts')).toContain('Version: "v24.0"');
  });

  it('removes all files of a removed version', async () => {
    const before = await TemporaryRoot.with('v24.0');
    await before.run();
    const root = await TemporaryRoot.with('v23.0', 'v24.0');
    await root.run();
    await root.remove('spec/v23.0');
    await root.write('spec/versions.yaml', versionEntry('v24.0'));
    const { exitCode, output } = await root.run();
    expect(exitCode).toBe(0);
    expect(output).toContain(`removed ${SCHEMA}`);
    const contents = async (of: TemporaryRoot) =>
      Object.entries(await of.packages()).map(([file, { content }]) => [file, content]);
    expect(await contents(root)).toEqual(await contents(before));
    expect(existsSync(join(root.path, 'packages/client/src/generated/v23.0'))).toBe(false);
  });

  it('writes the same bytes for the same spec, whatever files exist', async () => {
    const [one, other] = [await TemporaryRoot.with('v23.0'), await TemporaryRoot.with('v23.0')];
    await one.run('client');
    await one.run('mock');
    await other.write(SCHEMA, 'something else');
    await other.run('mock', 'client');
    for (const file of [SCHEMA, VERSIONS, SCENARIOS]) expect(await one.read(file)).toBe(await other.read(file));
  });

  it('does not write files that are current', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.run();
    const before = await root.packages();
    expect((await root.run()).output).toBe('Generated files are current (client and mock, v23.0).');
    expect(await root.packages()).toEqual(before);
  });

  it('writes only for the named package', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.run('mock');
    expect(Object.keys(await root.packages())).toEqual(['packages/client/package.json', SCENARIOS]);
  });
});

describe('the exports of the client', () => {
  it('have one entry per version in numeric order, before ./package.json, and keep all others', async () => {
    const root = await TemporaryRoot.with('v10.0', 'v9.0', 'v9.1');
    await root.edit(
      'packages/client/package.json',
      '"."',
      '"./v8.0": "./gone.js",\n    "./testing": "./t.js",\n    "."',
    );
    await root.run('client');
    const exports = Object.entries(JSON.parse(await root.read('packages/client/package.json')).exports);
    const entry = (version: string) => ({ types: `./dist/${version}.d.ts`, default: `./dist/${version}.js` });
    expect(exports).toEqual([
      ['./testing', './t.js'],
      ['.', entry('index')],
      ['./v9.0', entry('v9.0')],
      ['./v9.1', entry('v9.1')],
      ['./v10.0', entry('v10.0')],
      ['./package.json', './package.json'],
    ]);
  });

  it('are the only part of package.json that changes', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.run('client');
    const [before, after] = MANIFEST.split('    "./package.json"');
    expect(await root.read('packages/client/package.json')).toBe(
      `${before}    "./v23.0": {
      "types": "./dist/v23.0.d.ts",
      "default": "./dist/v23.0.js"
    },
    "./package.json"${after}`,
    );
  });

  it('are required in the manifest', async () => {
    const root = await TemporaryRoot.with('v23.0');
    await root.write('packages/client/package.json', '{ "name": "x" }\n');
    const { exitCode, output } = await root.run('client');
    expect(exitCode).toBe(1);
    expect(output).toContain('packages/client/package.json:1: expected "exports" with an object');
  });
});
