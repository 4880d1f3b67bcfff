// The packed package, as a consumer gets it: installed with nothing but the spec, run and type-checked there.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type SuiteOptions, test, vi } from 'vitest';
import { Consumer, MOCK } from './consumer.ts';
import { inOldNode, oldNode } from './old-node.ts';

// The tests start processes, possibly on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const TSC = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const NODE_TYPES = dirname(createRequire(import.meta.url).resolve('@types/node/package.json'));

let project: Consumer;
let consumer: string;
beforeAll(() => {
  project = new Consumer();
  consumer = project.folder;
  project.link('@types/node', NODE_TYPES);
});
afterAll(() => project?.remove());

function run(file: string, text: string, node: string = process.execPath): string {
  project.write(file, text);
  return project.run(node, [file]);
}

test('it responds, rejects and ends, with two dependencies that have none', () => {
  const manifest = JSON.parse(readFileSync(join(consumer, 'node_modules/@whatsapp-qr/mock/package.json'), 'utf8'));
  // npm install brings at most four packages, the mock among them.
  expect(Object.keys(manifest.dependencies)).toEqual(['@whatsapp-qr/spec', 'lean-qr']);
  for (const name of Object.keys(manifest.dependencies)) {
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(consumer, 'node_modules', name, 'package.json'), 'utf8'),
    );
    expect(dependencies).toEqual({});
  }
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

const PROGRAM = `
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
  const path = '/v23.0/1/message_qrdls';
  async function main() {
    const mock = await startMockServer({ version: 'v23.0', stateful: true, log: false });
    const mockFetch = await createMockFetch({ version: 'v23.0', stateful: true, log: false });
    mock.script('getQrCode', [step.status(429)]);
    for (const [call, origin] of [[fetch, mock.url], [mockFetch, 'https://graph.facebook.com']]) {
      const body = JSON.stringify({ prefilled_message: 'Hi', generate_qr_image: 'PNG' });
      const created = await (await call(origin + path, { method: 'POST', headers, body })).json();
      const image = await call(created.qr_image_url);
      const read = await call(origin + path + '/' + created.code, { headers });
      console.log(created.code, image.status, image.headers.get('content-type'), read.status);
    }
    await mock.close();
  }
  main();
`;

describe.each<[string, SuiteOptions, string]>([
  ['this Node', {}, process.execPath],
  ['the oldest Node', inOldNode, oldNode ?? ''],
])('in %s', (_name, options, node) => {
  test.each([
    ['import', 'run.mjs', "import { createMockFetch, startMockServer, step } from '@whatsapp-qr/mock';"],
    ['require', 'run.cjs', "const { createMockFetch, startMockServer, step } = require('@whatsapp-qr/mock');"],
  ])('%s: server and fetch function, state and images', options, (_how, file, imports) => {
    const lines = run(file, `${imports}\n${PROGRAM}`, node).trim().split('\n');
    const [first = '', second = ''] = lines.map((line) => line.split(' ').slice(1).join(' '));
    expect([first, second]).toEqual(['200 image/png 429', '200 image/png 200']);
  });

  test('the command prints its usage and its version', options, () => {
    const folder = join(consumer, 'node_modules/@whatsapp-qr/mock');
    const { bin, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const print = (option: string) =>
      execFileSync(node, [join(folder, bin['whatsapp-qr-mock']), option], { encoding: 'utf8' });
    expect(print('--help')).toMatch(/^Usage: whatsapp-qr-mock.*--version/s);
    for (const option of ['--version', '-v']) expect(print(option)).toBe(`${version}\n`);
  });
});

test('import and require load one implementation', () => {
  const printed = run(
    'both.mjs',
    `import { createRequire } from 'node:module';
    import { step } from '@whatsapp-qr/mock';
    console.log(createRequire(import.meta.url)('@whatsapp-qr/mock').step === step);`,
  );
  expect(printed).toBe('true\n');
});

test('the command is there', () => {
  const cli = join(consumer, 'node_modules/@whatsapp-qr/mock/dist/cli.js');
  expect(execFileSync(process.execPath, [cli, '--help'], { encoding: 'utf8' })).toMatch(/^Usage: whatsapp-qr-mock/);
  expect(readFileSync(cli, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test.each([
  ['nodenext', 'nodenext'],
  ['node16', 'node16'],
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
  60_000,
);

test('its types refer to nothing but each other', () => {
  const dist = join(consumer, 'node_modules/@whatsapp-qr/mock/dist');
  const declarations = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.d.ts'),
  );
  expect(declarations).toContain('index.d.ts');
  for (const file of declarations) {
    const imports = [...readFileSync(join(dist, file), 'utf8').matchAll(/from ['"](.*)['"]/g)].map(([, from]) => from);
    // The entry for Mock Service Worker is for those who have installed it.
    expect(imports.filter((from) => !/^\..*\.js$/.test(from ?? '') && from !== 'msw')).toEqual([]);
  }
});

test('publint and arethetypeswrong find nothing', () => {
  const bin = (name: string) => join(MOCK, 'node_modules/.bin', name);
  execFileSync(bin('publint'), ['run', '--strict', project.tarball], { stdio: 'pipe' });
  execFileSync(bin('attw'), [project.tarball], { stdio: 'pipe' });
});

test('it contains the licences of the bundled packages', () => {
  const licences = readFileSync(join(consumer, 'node_modules/@whatsapp-qr/mock/dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['@stoplight/prism-http', '@stoplight/http-spec', 'ajv', 'lodash', 'fp-ts']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+`, 'm'));
  }
});

test('every bundled package has the text of its licence and its copyright holder', () => {
  const dist = join(consumer, 'node_modules/@whatsapp-qr/mock/dist');
  const [, ...packages] = readFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8').split(`${'='.repeat(80)}\n`);
  expect(packages.length).toBeGreaterThan(30);
  for (const text of packages) {
    expect(text).not.toContain('undefined');
    expect(text).toMatch(/copyright/i);
    expect(text).toMatch(/Permission (is hereby granted|to use)|Redistribution and use|TERMS AND CONDITIONS/);
  }
});
