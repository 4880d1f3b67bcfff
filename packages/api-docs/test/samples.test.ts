import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { graphVersions } from '@whatsapp-qr/client';
import { createMockFetch, type GraphVersion } from '@whatsapp-qr/mock';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { addSamples, documentedVersions } from '../src/pages.ts';
import { samplesFor } from '../src/samples.ts';

vi.setConfig({ testTimeout: 60_000 });

const repository = join(import.meta.dirname, '../../..');
const consumer = mkdtempSync(join(tmpdir(), 'samples-'));
afterAll(() => rmSync(consumer, { recursive: true }));

const isGraphVersion = (version: string): version is GraphVersion => version in graphVersions;
const samples = documentedVersions.filter(isGraphVersion).flatMap((version) =>
  samplesFor(version).map((sample) => {
    const file = join(consumer, version, `${sample.operationId}.${sample.label}.ts`);
    return { ...sample, version, file };
  }),
);

symlinkSync(join(import.meta.dirname, '../node_modules'), join(consumer, 'node_modules'));
for (const { file, source } of samples) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, source);
}

test('every version has samples, which import its entry', () => {
  expect(samples.length).toBeGreaterThanOrEqual(4 * documentedVersions.length);
  for (const { source, version } of samples) expect(source).toContain(` from '@whatsapp-qr/client/${version}';\n`);
});

test('the samples of every version compile', () => {
  const types = { typeRoots: [join(repository, 'node_modules/@types')] };
  const config = { extends: join(repository, 'tsconfig.base.json'), compilerOptions: types, include: ['*/*.ts'] };
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify(config));
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc], { cwd: consumer, encoding: 'utf8' });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});

test.each(samples)('the sample $operationId ($label) of $version calls its operation', async (sample) => {
  const mock = await createMockFetch({ version: sample.version });
  vi.stubGlobal('fetch', mock);
  vi.stubEnv('WHATSAPP_TOKEN', 'any');
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    await import(sample.file);
    expect(log.mock.calls.flat()).not.toContain(undefined);
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
  }
  const requests = mock.requests.map(({ operationId, path, rejected }) => ({ operationId, path, rejected }));
  const path = expect.stringMatching(`^/${sample.version}/`);
  expect(requests).toEqual([{ operationId: sample.operationId, path, rejected: undefined }]);
});

describe('a page', () => {
  const document = (...operationIds: string[]) => ({
    paths: { '/codes': Object.fromEntries(operationIds.map((operationId) => [operationId, { operationId }])) },
  });
  const sample = { operationId: 'listCodes', label: 'TypeScript', source: 'await codes.list();' };

  test('has all samples of an operation, by their labels', () => {
    const other = { ...sample, label: 'all', source: 'for await (const code of codes.list());' };
    expect(addSamples(document('listCodes'), [sample, other]).paths['/codes']?.listCodes).toEqual({
      operationId: 'listCodes',
      'x-codeSamples': [
        { lang: 'typescript', label: 'TypeScript', source: sample.source },
        { lang: 'typescript', label: 'all', source: other.source },
      ],
    });
  });

  test('is refused for an operation without a sample', () => {
    expect(() => addSamples(document('listCodes', 'getCode'), [sample])).toThrow(
      'Expected a sample for every operation; add packages/api-docs/samples/getCode.ts.',
    );
  });

  test('is refused for a sample without an operation', () => {
    expect(() => addSamples(document('getCode'), [sample, { ...sample, operationId: 'getCode' }])).toThrow(
      'Expected samples of getCode; found one of listCodes: rename or remove it.',
    );
  });
});
