// What the contract tests import as "vitest" while they are held against mutants: they run as they stand, but in this
// process, since starting vitest for each of so many mutants would take hours. Expectations and spies are vitest's own.
import { expect, vi } from 'vitest';

export { expect, vi };

type Run = () => unknown;
type Given<Rest extends unknown[]> = (...given: Rest) => unknown;

interface Suite {
  readonly title: string;
  /** Says what is in it, by calling what stands below. */
  readonly collect: Run;
  readonly children: (Suite | Test)[];
  readonly hooks: Readonly<Record<'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach', Run[]>>;
}

interface Test {
  readonly title: string;
  readonly body: Run;
}

let current: Suite = suite('', () => {});
let finishers: Run[] = [];

/**
 * Runs a test file up to the first test that fails, and gives what is wrong with it: nothing, if all pass. A test may take
 * as long as vitest lets it.
 */
export async function firstFailure(file: URL, patienceMs = 5_000): Promise<string | undefined> {
  const root = suite('', () => import(file.href));
  try {
    await collected(root);
    await run(root, { beforeEach: [], afterEach: [], patienceMs });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function describe(title: string, collect: Run): void {
  current.children.push(suite(title, collect));
}
describe.each = eachOf(describe);

export function test(title: string, body: Given<[context: object]>): void {
  current.children.push({ title, body: () => body(contextOf()) });
}
test.each = eachOf((title, body) => current.children.push({ title, body }));
test.for =
  <T>(cases: readonly T[]) =>
  (title: string, body: Given<[one: T, context: object]>): void => {
    for (const one of cases)
      current.children.push({ title: `${title} ${told(one)}`, body: () => body(one, contextOf()) });
  };

export const beforeAll = (hook: Run) => current.hooks.beforeAll.push(hook);
export const afterAll = (hook: Run) => current.hooks.afterAll.push(hook);
export const beforeEach = (hook: Run) => current.hooks.beforeEach.push(hook);
export const afterEach = (hook: Run) => current.hooks.afterEach.push(hook);
export const onTestFinished = (finisher: Run) => finishers.push(finisher);

function suite(title: string, collect: Run): Suite {
  return { title, collect, children: [], hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] } };
}

/** A case that is a list is given as several arguments. */
function eachOf(add: (title: string, body: Run) => void) {
  return (cases: readonly unknown[]) =>
    (title: string, body: Given<unknown[]>): void => {
      for (const one of cases) add(`${title} ${told(one)}`, () => body(...(Array.isArray(one) ? one : [one])));
    };
}

async function collected(parent: Suite): Promise<void> {
  current = parent;
  await parent.collect();
  for (const child of parent.children) if ('collect' in child) await collected(child);
}

/** What a test gets from the suites around it. */
interface Surroundings {
  readonly beforeEach: readonly Run[];
  readonly afterEach: readonly Run[];
  readonly patienceMs: number;
}

async function run({ children, hooks }: Suite, around: Surroundings): Promise<void> {
  const surroundings = {
    ...around,
    beforeEach: [...around.beforeEach, ...hooks.beforeEach],
    afterEach: [...hooks.afterEach, ...around.afterEach],
  };
  try {
    for (const hook of hooks.beforeAll) await hook();
    for (const child of children) await ('collect' in child ? run(child, surroundings) : runTest(child, surroundings));
  } finally {
    for (const hook of hooks.afterAll) await hook();
  }
}

async function runTest({ title, body }: Test, { beforeEach, afterEach, patienceMs }: Surroundings): Promise<void> {
  finishers = [];
  try {
    for (const hook of beforeEach) await hook();
    await inTime(body, patienceMs);
  } catch (error) {
    throw new Error(`${title}: ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    for (const hook of [...finishers, ...afterEach]) await hook();
  }
}

async function inTime(body: Run, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`expected it to end within ${patienceMs} ms`)), patienceMs);
  });
  try {
    await Promise.race([body(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Where the contract tests put what they cover. */
function contextOf(): object {
  return { task: { meta: {} } };
}

/** A case, in a few words. */
function told(one: unknown): string {
  const values = typeof one === 'object' && one !== null ? Object.values(one) : [one];
  return values
    .filter((value) => ['string', 'number'].includes(typeof value))
    .slice(0, 5)
    .join(' ');
}
