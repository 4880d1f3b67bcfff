import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readYaml } from '@whatsapp-qr/spec-lint';
import { describe, expect, test } from 'vitest';
import { buildJson } from '../build.ts';
import { specFolder, TempSpec } from './temp-spec.ts';

describe('check', () => {
  test('reports file, line, pointer and reason, and fails', () => {
    using spec = new TempSpec();
    spec.set('v23.0/openapi.yaml', '/components/parameters/PhoneNumberId/example', '12ab');
    const { status, stderr } = check(spec.folder);
    expect(stderr).toMatch(
      /\/v23\.0\/openapi\.yaml:\d+ #\/components\/parameters\/PhoneNumberId\/example\n {2}does not fit its schema/,
    );
    expect(stderr).toMatch(/\n1 problem in .*\n$/);
    expect(status).toBe(1);
  });

  test('reports a folder that does not exist', () => {
    const { status, stderr } = check(join(specFolder, 'v0.0'));
    expect(stderr).toMatch(/v0\.0 does not exist: expected a folder with versions\.yaml/);
    expect(status).toBe(1);
  });

  function check(folder: string): { status: number | null; stderr: string } {
    return spawnSync(process.execPath, [join(specFolder, 'lint/main.ts'), folder], { encoding: 'utf8' });
  }
});

describe('lint', () => {
  test('accepts the documents as they are', () => {
    using spec = new TempSpec();
    const { status, output } = lint(spec);
    expect(status, output).toBe(0);
  });

  test.each([
    ['a misspelled key', '/components/schemas/QrCodeId/descripton', 'x', /Property `descripton` is not expected here/],
    ['a component that nothing uses', '/components/schemas/Unused', { type: 'string' }, /is never used/],
    [
      'an operationId that stands twice',
      '/paths/~1{Version}~1{Phone-Number-ID}~1message_qrdls/get/operationId',
      'getQrCode',
      /operationId.*unique/i,
    ],
    [
      'an operation of a tag that the document does not describe',
      '/paths/~1{Version}~1{Phone-Number-ID}~1message_qrdls/get/tags',
      ['Codes'],
      /operation-tag-defined/,
    ],
  ])('refuses %s', (_what, pointer, value, message) => {
    using spec = new TempSpec();
    const { status, output } = lint(spec.set('v23.0/openapi.yaml', pointer, value));
    expect(output).toMatch(message);
    expect(status).toBe(1);
  });

  test('refuses an operation without a tag, which reference pages would not group', () => {
    using spec = new TempSpec();
    spec.remove('v23.0/openapi.yaml', '/paths/~1{Version}~1{Phone-Number-ID}~1message_qrdls/get/tags');
    const { status, output } = lint(spec);
    expect(output).toMatch(/operation-tag-defined/);
    expect(status).toBe(1);
  });

  function lint(spec: TempSpec): { status: number | null; output: string } {
    const { scripts } = JSON.parse(readFileSync(join(specFolder, 'package.json'), 'utf8'));
    const bin = join(specFolder, 'node_modules/.bin');
    const { status, stdout, stderr } = spawnSync('sh', ['-c', scripts.lint], {
      cwd: spec.folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
    return { status, output: stdout + stderr };
  }
});

describe('build', () => {
  test('writes each document as JSON that says the same', () => {
    using spec = new TempSpec();
    const file = spec.path('dist/v23.0/openapi.json');
    expect(buildJson(spec.folder, spec.path('dist'))).toContain(file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(readYaml(spec.path('v23.0/openapi.yaml')).root);
  });

  test('writes each document a second time, without references', () => {
    using spec = new TempSpec();
    const file = spec.path('dist/v23.0/openapi.dereferenced.json');
    expect(buildJson(spec.folder, spec.path('dist'))).toContain(file);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('"$ref"');
    const { get } = JSON.parse(text).paths['/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}'];
    // A description beside the $ref overrides that of its target; the rest of the target stays.
    const schema = get.responses['200'].content['application/json'].schema;
    expect(schema.properties.data.items.properties.code).toMatchObject({
      description: "The code's id, needed to read, update or delete it.",
      pattern: '^[A-Z0-9]{14}$',
    });
  });

  test.each([
    ['to nothing', '#/components/schemas/Nothing', 'the document has nothing there'],
    ['to itself', '#/components/schemas/QrCodeId', 'the reference contains itself'],
  ])('rejects a reference %s', (_what, $ref, reason) => {
    using spec = new TempSpec();
    spec.set('v23.0/openapi.yaml', '/components/schemas/QrCodeId', { $ref });
    expect(() => buildJson(spec.folder, spec.path('dist'))).toThrow(`$ref "${$ref}": ${reason}`);
  });

  test('puts the JSON where package.json says it is', () => {
    using spec = new TempSpec();
    const files = buildJson(spec.folder, spec.path('dist'));
    const { exports } = JSON.parse(spec.read('package.json'));
    const exported = Object.values<string>(exports).filter((target) => target.startsWith('./dist/'));
    expect(files).toEqual(exported.map((target) => spec.path(target)));
  });

  test('refuses a reference to another file, and leaves the old JSON alone', () => {
    using spec = new TempSpec();
    const file = spec.path('dist/v23.0/openapi.json');
    buildJson(spec.folder, spec.path('dist'));
    const before = readFileSync(file, 'utf8');
    spec.set('v23.0/openapi.yaml', '/components/schemas/QrCodeId', { $ref: './codes.yaml#/QrCodeId' });
    expect(() => buildJson(spec.folder, spec.path('dist'))).toThrow(/refers to \.\/codes\.yaml#\/QrCodeId/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('the package gives its documents under the names that it exports', () => {
    const require = createRequire(join(specFolder, 'package.json'));
    const path = require.resolve('@whatsapp-qr/spec/v23.0/openapi.yaml');
    expect(path).toBe(join(specFolder, 'v23.0/openapi.yaml'));
    expect(() => require.resolve('@whatsapp-qr/spec/lint/main.ts')).toThrow(/not defined by "exports"/);
  });
});
