import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { repository } from '../src/command.ts';
import { runTests } from '../src/tests.ts';
import { totalOf } from '../src/total.ts';

vi.setConfig({ testTimeout: 60_000 });

/** What the total of a repository with one package of these test files is. */
async function totalWith(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'count-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  const folder = join(root, 'packages/some/test');
  mkdirSync(folder, { recursive: true });
  for (const [name, body] of Object.entries(files)) {
    writeFileSync(join(folder, name), `import { expect, test } from 'vitest';\n${body}`);
  }
  return totalOf({ checks: [], ...(await runTests(root, 'pipe')) });
}

const passing = "test('passes', () => expect(1).toBe(1));";

test('passed and failed tests are those that vitest ran', async () => {
  const total = await totalWith({
    'good.test.ts': `${passing}\ntest.skip('skipped', () => {});`,
    'bad.test.ts': `${passing}\ntest('fails', () => expect(1).toBe(2));`,
  });
  expect(total).toMatchObject({ passed: 2, failed: 1 });
  expect(total.explanation).toBe('0 checks (0 failed) + 3 tests in 2 files (1 failed, 1 skipped)');
});

test('a file that cannot be loaded has failed, with its reason', async () => {
  const total = await totalWith({ 'good.test.ts': passing, 'broken.test.ts': "import './nowhere.ts';" });
  expect(total).toMatchObject({ passed: 1, failed: 1 });
  expect(total.explanation).toMatch(/broken\.test\.ts failed outside its tests: .*nowhere\.ts/);
});

test('a file without a test has failed', async () => {
  const total = await totalWith({ 'good.test.ts': passing, 'empty.test.ts': '' });
  expect(total).toMatchObject({ passed: 1, failed: 1 });
});

test('a file whose tests are skipped has failed, unless they say what this machine lacks', async () => {
  const skipped = (options: string) => `import { describe } from 'vitest';
    describe.skip('', ${options}, () => { ${passing} });`;
  const total = await totalWith({
    'idle.test.ts': skipped('{}'),
    'lacking.test.ts': skipped("{ meta: { lacks: 'a browser' } }"),
  });
  expect(total).toMatchObject({ passed: 0, failed: 1 });
  expect(total.explanation).toMatch(
    /idle\.test\.ts ran no test: expected at least one\n1 skipped: .* lacks a browser\n/,
  );
});

test('an error that no test catches has failed', async () => {
  const total = await totalWith({ 'loose.test.ts': `${passing}\nPromise.reject(new Error('nobody waits'));` });
  expect(total).toMatchObject({ passed: 1, failed: 1 });
});
