import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const cli = path.join(import.meta.dirname, '../src/cli.ts');
const page = path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.page.txt');
const exported = path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.export.txt');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'spec-read-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  code: number;
  out: string;
  err: string;
}

function spec(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { cwd: folder }, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
  });
}

async function file(name: string, contents: string | Uint8Array): Promise<string> {
  await writeFile(path.join(folder, name), contents);
  return name;
}

describe('spec read', { timeout: 60_000 }, () => {
  test('prints the facts as YAML, with where they are from', async () => {
    const address = 'https://developers.facebook.com/documentation/qr-code-api';
    const { code, out, err } = await spec('read', page, '--graph-version', 'v23.0', '--address', address);
    expect(code).toBe(0);
    expect(err).toBe(`${page}: 7 things that this form leaves open are listed under x-ambiguous\n`);
    const facts = parse(out);
    expect(Object.keys(facts)).toEqual([
      'openapi',
      'info',
      'x-source',
      'servers',
      'security',
      'paths',
      'components',
      'x-ambiguous',
    ]);
    const sha256 = createHash('sha256')
      .update(await readFile(page))
      .digest('hex');
    const today = new Date().toISOString().slice(0, 10);
    expect(facts['x-source']).toMatchObject({ form: 'page-text', graphVersion: 'v23.0', address, sha256, read: today });
  });

  test('prints the same facts as JSON', async () => {
    const [yaml, json] = await Promise.all([
      spec('read', exported, '--graph-version', 'v23.0'),
      spec('read', exported, '--graph-version', 'v23.0', '--json'),
    ]);
    expect(json).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(json.out)).toEqual(parse(yaml.out));
    expect(parse(yaml.out)['x-source'].address).toBe('unknown');
  });

  test('lists all that it could not read, ends with 1, and marks the facts as not whole', async () => {
    const text = await readFile(exported, 'utf8');
    const broken = await file(
      'broken.md',
      text
        .replace('| code | integer |', '| code | int |')
        .replace('| ✓ | Whether it is gone', '| yes | Whether it is gone'),
    );
    const { code, out, err } = await spec('read', broken, '--graph-version', 'v23.0');
    expect(code).toBe(1);
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^broken\.md: line \d+: found "yes" in the column Required, expected "✓" or nothing$/),
      expect.stringMatching(/^broken\.md: line \d+: found "int" in the type "int", expected a type such as /),
      'broken.md: the facts are not whole (2 problems)',
      '',
    ]);
    expect(parse(out)['x-unread']).toEqual([
      expect.stringContaining('found "yes"'),
      expect.stringContaining('found "int"'),
    ]);
  });

  test('takes the sum of the bytes as they are, byte order mark and line ends included', async () => {
    const bytes = `\ufeff${(await readFile(exported, 'utf8')).replaceAll('\n', '\r\n')}`;
    const { code, out } = await spec('read', await file('windows.md', bytes), '--graph-version', 'v23.0', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)['x-source'].sha256).toBe(createHash('sha256').update(bytes, 'utf8').digest('hex'));
  });

  test('explains itself', async () => {
    const { code, out, err } = await spec('read', '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const word of [
      '--graph-version',
      '--address',
      '--json',
      'x-ambiguous',
      'x-unread',
      'Example: pnpm spec read',
    ]) {
      expect(out).toContain(word);
    }
  });

  test.each<[string, string[], string]>([
    ['no file', [], 'Expected a FILE: the reference page to read. Found none.'],
    ['two files', ['a', 'b'], 'Expected one FILE, found 2: a b'],
    ['a file that is not there', ['nowhere.md', '--graph-version', 'v23.0'], 'Expected a readable FILE: ENOENT'],
    ['a folder', ['.', '--graph-version', 'v23.0'], 'Expected a readable FILE: EISDIR'],
    [
      'a version that is none',
      [page, '--graph-version', '23'],
      '--graph-version: expected a version such as v23.0, found "23"',
    ],
    [
      'no version for an export',
      [exported],
      'does not tell its version. Expected --graph-version, such as --graph-version v23.0.',
    ],
    [
      'an address that is none',
      [page, '--address', 'here'],
      '--address: expected a URL such as https://developers.facebook.com/…, found "here"',
    ],
    ['an address of another kind', [page, '--address', 'file:///etc/passwd'], '--address: expected a URL'],
    ['an unknown option', [page, '--graph'], "Unknown option '--graph'"],
    ['an option without its value', [page, '--graph-version'], "--graph-version <value>' argument missing"],
  ])('refuses %s, and says how it is used', async (_what, args, message) => {
    const { code, out, err } = await spec('read', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).toContain('See: pnpm spec read --help');
  });

  test('refuses bytes that are no text', async () => {
    const { code, err } = await spec(
      'read',
      await file('latin1.md', Uint8Array.of(0x23, 0x20, 0xe9)),
      '--graph-version',
      'v23.0',
    );
    expect(code).toBe(2);
    expect(err).toContain('latin1.md: expected text in UTF-8');
  });

  test('prints nothing of a file whose form it does not know', async () => {
    const { code, out, err } = await spec('read', await file('other.md', '# Shopping\n'), '--graph-version', 'v23.0');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(
      'other.md: line 1: found a file that begins with "# Shopping", expected page text, a Markdown export or an OpenAPI document',
    );
  });

  test('is one of the commands, and an unknown one is reported', async () => {
    expect((await spec('--help')).out).toContain('read');
    const unknown = await spec('raed');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('Unknown command "raed".');
  });
});
