import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { graphVersions } from '@whatsapp-qr/client';
import { afterAll, expect, test, vi } from 'vitest';
import { Consumer, codeBlocksOf, repository } from './code-blocks.ts';

vi.setConfig({ testTimeout: 60_000 });

const blocks = ['README.md', 'packages/client/README.md'].flatMap((file) => codeBlocksOf(file));

test('every README with code is checked', () => {
  expect(blocks.map(({ place }) => place.replace(/:\d+$/, ''))).toEqual([
    'README.md',
    'README.md',
    'packages/client/README.md',
  ]);
});

const consumer = new Consumer(blocks);
afterAll(() => consumer[Symbol.dispose]());

test('their code compiles', async () => {
  expect(await consumer.compile()).toEqual({ ok: true, output: '' });
});

test.each(blocks)('the code at $place runs', async (block) => {
  const { ok, output } = await consumer.run(block, { WHATSAPP_TOKEN: 'any' });
  expect(ok, output).toBe(true);
});

test('code with a wrong type, or that fails, is reported', async () => {
  const blocks = codeBlocksOf('some.md', "# Title\n\n```ts\nconst n: number = 'one';\nthrow new Error(n);\n```\n");
  const [block = { place: '', code: '' }] = blocks;
  expect(block.place).toBe('some.md:4');
  using consumer = new Consumer(blocks);
  expect((await consumer.compile()).output).toContain("some.md-4.test.ts(1,7): error TS2322: Type 'string'");
  expect(await consumer.run(block, {})).toMatchObject({ ok: false, output: expect.stringContaining('Error: one') });
});

test.each(['README.md', 'packages/client/README.md', 'CONTRIBUTING.md', 'docs/recipes.md'])(
  '%s points to files that exist',
  (file) => {
    const text = readFileSync(join(repository, file), 'utf8');
    const links = [...text.matchAll(/\]\((?!https:|#)([^)#]+)/g)].map(([, path = '']) => join(dirname(file), path));
    const named = [...text.matchAll(/`((?:packages|spec|examples|scripts)\/[^`*\s]+)`/g)].map(([, path = '']) => path);
    expect([...links, ...named].filter((path) => !existsSync(join(repository, path)))).toEqual([]);
  },
);

// Versions without an entry stand in it too: packages/spec-tools/test/changes.test.ts compares the whole table.
test('the table of Graph versions in the README has those of the client', () => {
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
  expect(rows.filter(([, entry]) => entry !== 'none yet')).toEqual(expected);
});
