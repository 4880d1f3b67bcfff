import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { graphVersions } from '@whatsapp-qr/client';
import { describe, expect, test } from 'vitest';
import { Consumer, codeBlocksOf, repository } from './code-blocks.ts';

const blocks = ['README.md', 'packages/client/README.md'].flatMap((file) => codeBlocksOf(file));

test('every README with code to copy has been looked at', () => {
  expect(blocks.map(({ place }) => place.replace(/:\d+$/, ''))).toEqual([
    'README.md',
    'README.md',
    'packages/client/README.md',
  ]);
});

describe.each(blocks)('the code at $place', (block) => {
  test('compiles', { timeout: 30_000 }, async () => {
    using consumer = new Consumer(block);
    expect(await consumer.compile()).toEqual({ ok: true, output: '' });
  });

  test('runs', { timeout: 30_000 }, async () => {
    using consumer = new Consumer(block);
    const { ok, output } = await consumer.run({ WHATSAPP_TOKEN: 'any' });
    expect(ok, output).toBe(true);
  });
});

test('code with a wrong type, or that fails, is noticed', { timeout: 30_000 }, async () => {
  const [block] = codeBlocksOf('some.md', "# Title\n\n```ts\nconst n: number = 'one';\nthrow new Error(n);\n```\n");
  if (!block) throw new Error('expected a block');
  expect(block.place).toBe('some.md:4');
  using consumer = new Consumer(block);
  expect((await consumer.compile()).output).toContain("block.test.ts(1,7): error TS2322: Type 'string'");
  expect(await consumer.run({})).toMatchObject({ ok: false, output: expect.stringContaining('Error: one') });
});

test.each(['README.md', 'packages/client/README.md', 'CONTRIBUTING.md'])('%s points to files that exist', (file) => {
  const text = readFileSync(join(repository, file), 'utf8');
  const links = [...text.matchAll(/\]\((?!https:|#)([^)#]+)/g)].map(([, path = '']) => join(dirname(file), path));
  const named = [...text.matchAll(/`((?:packages|spec|examples|scripts)\/[^`*\s]+)`/g)].map(([, path = '']) => path);
  expect([...links, ...named].filter((path) => !existsSync(join(repository, path)))).toEqual([]);
});

test('the table of Graph versions in the README is the one of the client', () => {
  const readme = readFileSync(join(repository, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| (v\d+\.\d+) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, ...cells]) => cells,
  );
  const expected = Object.entries(graphVersions).map(([version, { released, availableUntil }]) => [
    version,
    `\`@whatsapp-qr/client/${version}\``,
    released,
    availableUntil ?? 'not announced',
  ]);
  expect(rows).toEqual(expected);
});
