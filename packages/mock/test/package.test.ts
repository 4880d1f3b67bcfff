// The packed package, as a consumer gets it: installed beside nothing but the spec, run and type-checked from there.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// Processes are started, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const MOCK = join(import.meta.dirname, '..');
const SPEC = join(MOCK, '../../spec');
const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const NODE_TYPES = dirname(createRequire(import.meta.url).resolve('@types/node/package.json'));

let consumer: string;
let tarball: string;

beforeAll(() => {
  for (const built of [join(MOCK, 'dist/index.js'), join(SPEC, 'dist/v23.0/openapi.json')]) {
    if (!existsSync(built)) throw new Error(`Expected ${built}, which is made by pnpm build.`);
  }
  consumer = mkdtempSync(join(tmpdir(), 'mock-consumer-'));
  tarball = install(MOCK, 'mock');
  install(SPEC, 'spec');
  mkdirSync(join(consumer, 'node_modules/@types'));
  symlinkSync(NODE_TYPES, join(consumer, 'node_modules/@types/node'));
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
});

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

function install(from: string, name: string): string {
  const packed = join(consumer, `${name}.tgz`);
  // What has been built, as it is: without the `prepack` script, which would build it anew.
  const pack = ['--yes', 'pnpm@12', 'pack', '--config.ignore-scripts=true', '--out', packed];
  execFileSync('npx', pack, { cwd: from, stdio: 'pipe' });
  const target = join(consumer, 'node_modules/@whatsapp-qr', name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', packed, '--strip-components=1', '-C', target]);
  return packed;
}

function run(file: string, text: string): string {
  writeFileSync(join(consumer, file), text);
  return execFileSync(process.execPath, [file], { cwd: consumer, encoding: 'utf8', timeout: 20_000 });
}

test('it answers, refuses and ends, with the spec as its one dependency', () => {
  const manifest = JSON.parse(readFileSync(join(consumer, 'node_modules/@whatsapp-qr/mock/package.json'), 'utf8'));
  expect(Object.keys(manifest.dependencies)).toEqual(['@whatsapp-qr/spec']);
  const printed = run(
    'use.js',
    `import { createMockFetch, startMockServer, step } from '@whatsapp-qr/mock';
    await using mock = await startMockServer({ version: 'v23.0', log: false });
    const mockFetch = await createMockFetch({ version: 'v23.0', log: false });
    mock.script('getQrCode', [step.status(429)]);
    const path = '/v23.0/1/message_qrdls/ANED2T5QRU7HG1';
    const headers = { authorization: 'Bearer any' };
    for (const call of [
      () => fetch(mock.url + path, { headers }),
      () => fetch(mock.url + path, { headers }),
      () => fetch(mock.url + path),
      () => mockFetch('https://graph.facebook.com' + path, { headers }),
      () => mockFetch('https://graph.facebook.com' + path),
      () => mockFetch('https://graph.facebook.com' + path + '0', { headers }),
    ]) {
      const response = await call();
      console.log(response.status, response.headers.get('x-mock-example'), response.headers.get('x-mock-rejected'));
    }`,
  );
  expect(printed.split('\n')).toEqual([
    '429 throttled null',
    '200 default_fields null',
    '401 expired_token Invalid security scheme used, expected Authorization: Bearer <token>',
    '200 default_fields null',
    '401 expired_token Invalid security scheme used, expected Authorization: Bearer <token>',
    '400 invalid_parameter Request path parameter qr-code-id must match pattern "^[A-Z0-9]{14}$"',
    '',
  ]);
});

test('the command is there', () => {
  const cli = join(consumer, 'node_modules/@whatsapp-qr/mock/dist/cli.js');
  expect(execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' })).toMatch(/^Usage: whatsapp-qr-mock/);
  expect(readFileSync(cli, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])(
  'its types hold under module %s and moduleResolution %s, without skipLibCheck',
  (module, moduleResolution) => {
    const compilerOptions = { module, moduleResolution, target: 'es2023', lib: ['es2023'], types: ['node'] };
    const options = { ...compilerOptions, strict: true, noEmit: true, skipLibCheck: false };
    writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['use.ts'] }));
    writeFileSync(
      join(consumer, 'use.ts'),
      `import { startMockServer, step } from '@whatsapp-qr/mock';
    await using mock = await startMockServer({ version: 'v23.0' });
    const url: string = mock.url;
    mock.script('getQrCode', [step.status(429), step.example('with_qr_image_svg')]);
    // @ts-expect-error: not documented, and not any
    mock.script('getQrCode', [step.status(418)]);
    // @ts-expect-error: no such version, and not any
    await startMockServer({ version: 'v1.0' });`,
    );
    execFileSync(process.execPath, [TSC, '-p', '.'], { cwd: consumer, encoding: 'utf8' });
  },
  30_000,
);

test('its types refer to nothing but each other', () => {
  const dist = join(consumer, 'node_modules/@whatsapp-qr/mock/dist');
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.d.ts'),
  );
  expect(declarations).toContain('index.d.ts');
  for (const file of declarations) {
    const imports = [...readFileSync(join(dist, file), 'utf8').matchAll(/from ['"](.*)['"]/g)].map(([, from]) => from);
    expect(imports.filter((from) => !/^\..*\.js$/.test(from ?? ''))).toEqual([]);
  }
});

test('publint and arethetypeswrong find nothing', () => {
  const bin = (name: string) => join(MOCK, 'node_modules/.bin', name);
  execFileSync(bin('publint'), ['run', '--strict', tarball], { stdio: 'pipe' });
  execFileSync(bin('attw'), [tarball, '--profile', 'esm-only'], { stdio: 'pipe' });
});

test('the licences of what is bundled come with it', () => {
  const licences = readFileSync(join(consumer, 'node_modules/@whatsapp-qr/mock/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['@stoplight/prism-http', '@stoplight/http-spec', 'ajv', 'lodash', 'fp-ts']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+`, 'm'));
  }
});
