// The packed package in a consumer's project outside of the workspace: type-checked and run.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Consumer, installPacked } from './support/packed.ts';

// Starting processes takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const bin = (name: string) => join(import.meta.dirname, '../node_modules/.bin', name);

let consumer: Consumer;
let installed: string;
beforeAll(() => {
  consumer = installPacked();
  installed = join(consumer.directory, 'node_modules/@whatsapp-qr/client');
});
afterAll(() => consumer[Symbol.dispose]());

/** The versions that the spec has a folder for. */
const versions = readdirSync(join(import.meta.dirname, '../../../spec'))
  .filter((name) => /^v\d+\.\d+$/.test(name))
  .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));

const filesIn = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .toSorted();

test('it contains code, declarations and sources, README and licence, and nothing else', () => {
  const files = filesIn(installed);
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
  const rest = files.filter((file) => !/^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/.test(file));
  expect(rest.filter((file) => !/^(dist\/types|src)\//.test(file))).toEqual([
    'dist/index.d.ts',
    'dist/index.js',
    ...versions.flatMap((version) => [`dist/${version}.d.ts`, `dist/${version}.js`]),
  ]);
  expect(rest.filter((file) => file.startsWith('dist/') && !/\.(js|d\.ts|d\.ts\.map)$/.test(file))).toEqual([]);
  expect(rest.filter((file) => file.startsWith('src/') && !file.endsWith('.ts'))).toEqual([]);
});

test('its only dependency is openapi-fetch, and it has no install script', () => {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  expect(manifest.dependencies).toEqual({ 'openapi-fetch': expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  expect(Object.keys(manifest.exports)).toEqual(['.', ...versions.map((version) => `./${version}`), './package.json']);
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
    expect(manifest.scripts ?? {}).not.toHaveProperty(name);
});

test('its entries are one file each, and import only openapi-fetch', () => {
  const importsOf = (file: string) => {
    const text = readFileSync(join(installed, 'dist', file), 'utf8');
    expect(text).not.toMatch(/\b(process|Buffer|require|__dirname)\b[.(]/);
    return [...text.matchAll(/\b(from|import)\s*(\(?)\s*["']([^"']+)["']/g)].map(
      ([, , call, name]) => `${call}${name}`,
    );
  };
  expect(importsOf('index.js')).toEqual([]);
  expect(importsOf('v23.0.js')).toEqual(['openapi-fetch']);
});

test('publint and arethetypeswrong find nothing', () => {
  for (const [command, ...args] of [
    ['publint', 'run', '--strict', consumer.tarball],
    ['attw', consumer.tarball, '--ignore-rules', 'cjs-resolves-to-esm'],
  ] as const) {
    const { status, stdout, stderr } = spawnSync(bin(command), args, { encoding: 'utf8' });
    expect({ status, found: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, found: '' });
  }
});

const program = `
import { createQrCodeClient, fetchQrImage, isNotFound, qrImage, type QrCode } from '@whatsapp-qr/client/v23.0';
import { GraphApiError, graphVersions, isGraphApiError } from '@whatsapp-qr/client';

const fetch = async (url: string, init: { readonly method: string }): Promise<Response> =>
  init.method === 'DELETE'
    ? Response.json({ error: { message: 'gone', type: 'x', code: 803 } }, { status: 404 })
    : Response.json({ data: [{ code: 'ANED2T5QRU7HG1', prefilled_message: url, deep_link_url: '', qr_image_url: 'i' }] });
const qrCodes = createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA', fetch });
const code: QrCode = await qrCodes.get('ANED2T5QRU7HG1');
const image: string = (await qrCodes.get('ANED2T5QRU7HG1', { fields: [qrImage('SVG')] })).qr_image_url;
for await (const { code } of qrCodes.list()) console.log(code);
try {
  await qrCodes.delete(code.code);
} catch (error) {
  if (!(isNotFound(error) && isGraphApiError(error) && error instanceof GraphApiError)) throw error;
  console.log(error.name, error.category, image, code.prefilled_message, graphVersions['v23.0'].released);
}
const path = { Version: 'v23.0', 'Phone-Number-ID': '1', 'QR-Code-ID': 'raw' } as const;
const raw = await qrCodes.raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', { params: { path } });
console.log(raw.data?.data[0]?.prefilled_message);
// @ts-expect-error not any: a code has no such property
export const nothing = code.name;
// @ts-expect-error nor has an image
export const address: number = fetchQrImage;
`;
const printed = [
  'ANED2T5QRU7HG1',
  'GraphApiError not-found i https://graph.facebook.com/v23.0/1/message_qrdls/ANED2T5QRU7HG1 2025-05-29',
  'https://graph.facebook.com/v23.0/1/message_qrdls/raw',
  '',
].join('\n');

describe('a program of a consumer', () => {
  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])(
    'compiles with module %s and moduleResolution %s, declarations of this package included',
    (module, moduleResolution) => {
      consumer.write('use.ts', program);
      const compilerOptions = {
        ...{ module, moduleResolution, target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'], types: [] },
        ...{
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          skipLibCheck: false,
          skipDefaultLibCheck: true,
        },
      };
      consumer.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['use.ts'] }));
      const { stdout } = spawnSync(process.execPath, [TSC, '-p', '.'], { cwd: consumer.directory, encoding: 'utf8' });
      expect(stdout).toBe('');
    },
  );

  const systemNode = '/usr/bin/node';
  test.each([process.execPath, ...(existsSync(systemNode) ? [systemNode] : [])])('runs on %s', async (node) => {
    const { outputFiles } = await build({ stdin: { contents: program, loader: 'ts' }, write: false, format: 'esm' });
    consumer.write('use.js', outputFiles[0]?.text ?? '');
    expect(execFileSync(node, ['use.js'], { cwd: consumer.directory, encoding: 'utf8' })).toBe(printed);
  });

  test('runs when it is bundled and minified for a browser', async () => {
    consumer.write('use.ts', program);
    const outfile = join(consumer.directory, 'bundle.mjs');
    const entryPoints = [join(consumer.directory, 'use.ts')];
    await build({
      entryPoints,
      outfile,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
    });
    expect(execFileSync(process.execPath, [outfile], { encoding: 'utf8' })).toBe(printed);
  });
});

describe('the entries, which are files of their own', () => {
  const load = (file: string, copy = '') => import(`${pathToFileURL(join(installed, 'dist', file)).href}${copy}`);

  test("recognise each other's errors, and those of a second copy, by class and by guard", async () => {
    const [base, entry, second] = await Promise.all([load('index.js'), load('v23.0.js'), load('v23.0.js', '?copy')]);
    expect(base.GraphApiError).not.toBe(entry.GraphApiError);
    expect(second.GraphApiError).not.toBe(entry.GraphApiError);
    const fetch = async () => Response.json({ error: { message: 'x', type: 'x', code: 803 } }, { status: 404 });
    const error = await entry
      .createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA', fetch })
      .get('ANED2T5QRU7HG1')
      .catch((reason: unknown) => reason);
    for (const copy of [base, entry, second]) {
      expect(error).toBeInstanceOf(copy.GraphApiError);
      expect(error).not.toBeInstanceOf(copy.NetworkError);
      expect([copy.isGraphApiError(error), copy.isNotFound(error), copy.isNetworkError(error)]).toEqual([
        true,
        true,
        false,
      ]);
    }
  });

  test('export everything of the version-free entry, and the client of their version', async () => {
    const [base, entry] = await Promise.all([load('index.js'), load('v23.0.js')]);
    expect(Object.keys(entry).toSorted()).toEqual([...Object.keys(base), 'createQrCodeClient'].toSorted());
    expect(Object.keys(base).toSorted()).toEqual([
      'AccessTokenError',
      'GraphApiError',
      'InvalidArgumentError',
      'NetworkError',
      'TimeoutError',
      'UnexpectedResponseError',
      'VersionMismatchError',
      'creationDate',
      'fetchQrImage',
      'graphVersions',
      'isAccessTokenError',
      'isGraphApiError',
      'isInvalidArgumentError',
      'isNetworkError',
      'isNotFound',
      'isTimeoutError',
      'isUnexpectedResponseError',
      'isVersionMismatchError',
      'qrImage',
      'resolved',
    ]);
  });
});
