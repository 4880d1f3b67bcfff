import { globSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from './command.ts';
import type { Outcome, TestReport } from './total.ts';

/** Runs the tests of every package, never from a cache. `stdio: 'pipe'` suppresses vitest's own output. */
export async function runTests(root: string, stdio: 'inherit' | 'pipe' = 'inherit'): Promise<Omit<Outcome, 'checks'>> {
  const reportFile = join(root, 'reports/tests.json');
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  // A busy machine must not make a test fail.
  const timeouts = ['--testTimeout=60000', '--hookTimeout=60000'];
  // By default vitest leaves a core to its main process, which on two cores means one test file at a time.
  const workers = `--maxWorkers=${availableParallelism()}`;
  const { code } = await run(['vitest', 'run', ...reporters, ...timeouts, workers], root, stdio);
  const testFiles = globSync('{spec,examples,scripts,packages/*}/test/**/*.test.ts', { cwd: root });
  return { exitCode: code, testFiles: testFiles.map((file) => join(root, file)), report: read(reportFile) };
}

function read(reportFile: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return undefined;
  }
}
