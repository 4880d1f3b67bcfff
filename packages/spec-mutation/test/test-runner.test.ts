// Runs test files with vitest's runner in a process of its own, as the mutants do.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const runner = path.join(import.meta.dirname, '../src/checks/test-runner.ts');
let folder: string;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'test-runner-'));
  mkdirSync(path.join(folder, 'node_modules'));
  const vitest = path.dirname(createRequire(import.meta.url).resolve('vitest/package.json'));
  symlinkSync(realpathSync(vitest), path.join(folder, 'node_modules/vitest'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What fails first in a test file with that text, and what its tests and hooks pushed on the way. */
async function run(text: string, timeoutMs?: number): Promise<{ failure?: string; happened: unknown[] }> {
  files += 1;
  const file = path.join(folder, `${files}.test.mjs`);
  writeFileSync(
    file,
    `import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';\n${text}`,
  );
  const program = `
    globalThis.happened = [];
    const { firstFailure } = await import(${JSON.stringify(runner)});
    const failure = await firstFailure(${JSON.stringify(file)}, ${timeoutMs});
    console.log(JSON.stringify({ failure, happened }));
    process.exit();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout);
}

test('tests run in order, within their hooks', async () => {
  expect(
    await run(`
      describe('outer', async () => {
        await null;
        beforeAll(() => happened.push('beforeAll'));
        beforeEach(() => happened.push('beforeEach'));
        afterEach(() => happened.push('afterEach'));
        afterAll(() => happened.push('afterAll'));
        describe('inner', () => {
          test('first', () => {
            onTestFinished(() => happened.push('finished'));
            happened.push('first');
          });
        });
        test('second', async () => happened.push('second'));
      });
    `),
  ).toEqual({
    happened: [
      'beforeAll',
      ...['beforeEach', 'first', 'afterEach', 'finished'],
      ...['beforeEach', 'second', 'afterEach'],
      'afterAll',
    ],
  });
});

test('each and for give the cases as vitest does', async () => {
  expect(
    await run(`
      describe.each([['a', 1], ['b', 2]])('%s', (name, count) => {
        test.each([{ x: 3 }])('$x', ({ x }) => happened.push(name + count + x));
      });
      test.each([[1, 2]])('%s', (...given) => happened.push(given));
      test.for([[1, 2]])('%s', (one, { task }) => happened.push([one, task.meta]));
      test('plain', ({ task }) => happened.push(task.meta));
    `),
  ).toEqual({ happened: ['a13', 'b23', [1, 2], [[1, 2], {}], {}] });
});

describe('a failure ends the run, after what has to be closed is closed', () => {
  const closing = "afterAll(() => happened.push('closed'));";

  test.each([
    ['an expectation', "test('it', () => expect(1).toBe(2));", 'it: expected 1 to be 2'],
    ['a rejection', "test('it', () => expect(Promise.resolve(1)).rejects.toThrow());", 'it: promise resolved'],
    ['an error', "test('it', () => { throw new Error('broken'); });", 'it: broken'],
    ['a hook', "beforeAll(() => { throw new Error('unable'); }); test('it', () => {});", 'unable'],
    ['a hook of each test', "beforeEach(() => { throw new Error('unable'); }); test('it', () => {});", 'it: unable'],
    ['a case', "test.each([{ x: 1 }, { x: 2 }])('$x', ({ x }) => expect(x).toBe(1));", '2: expected 2 to be 1'],
  ])('%s', async (_what, text, message) => {
    const { failure, happened } = await run(`${closing}${text} test('later', () => happened.push('later'));`);
    expect(failure).toContain(message);
    expect(happened).toEqual(['closed']);
  });

  test('a file that does not load', async () => {
    expect((await run("throw new Error('no such spec');")).failure).toBe('no such spec');
  });

  test('a suite that throws while its tests are collected', async () => {
    expect((await run("describe('it', async () => { throw new Error('no cases'); });")).failure).toBe('no cases');
  });
});

test('a test that never ends fails', async () => {
  const { failure } = await run("test('it', () => new Promise(() => {}));", 20);
  expect(failure).toMatch(/^it: Test timed out in 20ms/);
});
