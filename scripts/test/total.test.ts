import { describe, expect, test } from 'vitest';
import { type Outcome, totalOf } from '../src/total.ts';

const file = (name: string, ...statuses: string[]) => ({
  name,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  message: '',
  assertionResults: statuses.map((status) => ({ status })),
});

const good: Outcome = {
  checks: [
    { title: 'Lint', passed: true },
    { title: 'Types', passed: true },
  ],
  testFiles: ['a.test.ts', 'b.test.ts'],
  report: { testResults: [file('a.test.ts', 'passed', 'passed'), file('b.test.ts', 'passed')] },
  exitCode: 0,
};

test('the sum is that of checks and tests, and is explained', () => {
  expect(totalOf(good)).toEqual({
    passed: 5,
    failed: 0,
    explanation: '2 checks (0 failed) + 3 tests in 2 files (0 failed, 0 skipped)',
  });
});

test('a failed check counts as one, by name', () => {
  const checks = [...good.checks, { title: 'Spec audit', passed: false }];
  const { passed, failed, explanation } = totalOf({ ...good, checks });
  expect([passed, failed]).toEqual([5, 1]);
  expect(explanation).toContain('failed check: Spec audit');
});

test('each failed test counts, and its file is not counted again', () => {
  const report = { testResults: [file('a.test.ts', 'passed', 'failed', 'failed'), file('b.test.ts', 'passed')] };
  const { passed, failed } = totalOf({ ...good, report, exitCode: 1 });
  expect([passed, failed]).toEqual([4, 2]);
});

test('a skipped test has neither passed nor failed, but is reported', () => {
  const report = { testResults: [file('a.test.ts', 'passed', 'skipped'), file('b.test.ts', 'passed', 'todo')] };
  const { passed, failed, explanation } = totalOf({ ...good, report });
  expect([passed, failed]).toEqual([4, 0]);
  expect(explanation).toContain('2 tests in 2 files (0 failed, 2 skipped)');
});

test('tests that this machine cannot run are no failure, and what it lacks is reported', () => {
  const lacking = {
    ...file('b.test.ts'),
    assertionResults: Array(2).fill({ status: 'skipped', meta: { lacks: 'X' } }),
  };
  const report = { testResults: [file('a.test.ts', 'passed', 'passed'), lacking] };
  expect(totalOf({ ...good, report })).toEqual({
    passed: 4,
    failed: 0,
    explanation: '2 skipped: this machine lacks X\n2 checks (0 failed) + 2 tests in 2 files (0 failed, 2 skipped)',
  });
});

describe('what should have run and did not has failed', () => {
  test.each<[what: string, change: Partial<Outcome>, message: string]>([
    ['a test file that vitest passed over', { testFiles: [...good.testFiles, 'c.test.ts'] }, 'c.test.ts ran no test'],
    [
      'a file whose tests are all skipped',
      { report: { testResults: [file('a.test.ts', 'passed'), file('b.test.ts', 'skipped')] } },
      'b.test.ts ran no test',
    ],
    ['no report', { report: undefined, testFiles: [] }, 'vitest left no report'],
    ['an error outside the tests', { exitCode: 1 }, 'exit code 1 though no test failed'],
  ])('%s', (_, change, message) => {
    const { failed, explanation } = totalOf({ ...good, ...change });
    expect(failed).toBe(1);
    expect(explanation).toContain(message);
  });
});
