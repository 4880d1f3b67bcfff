import { pathToFileURL } from 'node:url';
import { startTests } from 'vitest/internal/browser';
import type { VitestRunner } from 'vitest/runtime';

type TestFile = Awaited<ReturnType<typeof startTests>>[number];
type Task = TestFile | TestFile['tasks'][number];

/**
 * Runs a test file with vitest's runner, in this process: starting vitest for each of so many mutants would take hours.
 * After the first failure the other tests are skipped. Returns that failure; `undefined` if all tests pass.
 */
export async function firstFailure(file: string, testTimeoutMs = 5_000): Promise<string | undefined> {
  let failed = false;
  const hooks: Partial<VitestRunner> = {
    importFile: (path) => import(pathToFileURL(path).href),
    onBeforeRunTask: (test) => {
      if (failed) test.mode = 'skip';
    },
    onAfterRunTask: (test) => {
      failed ||= test.result?.state === 'fail';
    },
  };
  // Of vitest's configuration, what its runner reads.
  const config = {
    root: '/',
    setupFiles: [],
    allowOnly: true,
    sequence: { concurrent: false, shuffle: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
    chaiConfig: {},
    maxConcurrency: 1,
    testTimeout: testTimeoutMs,
    hookTimeout: 10_000,
    retry: 0,
    tags: [],
  };
  const files = await startTests([file], Object.assign(Object.create(null), hooks, { config }));
  return files.flatMap((task) => failuresOf(task, []))[0];
}

function failuresOf(task: Task, titles: readonly string[]): string[] {
  const own = (task.result?.errors ?? []).map(({ message }) => [...titles, message].join(': '));
  const children = 'tasks' in task ? task.tasks : [];
  return [...own, ...children.flatMap((child) => failuresOf(child, child.type === 'test' ? [child.name] : []))];
}
