import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { SuiteOptions } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What this machine would need for the test, which is skipped without it. `pnpm test` prints it. */
    lacks?: string;
  }
}

function find(): string | undefined {
  const candidate = process.env.NODE_20_PATH ?? '/usr/bin/node';
  if (!existsSync(candidate)) return undefined;
  const version = execFileSync(candidate, ['--version'], { encoding: 'utf8' });
  return version.startsWith('v20.') ? candidate : undefined;
}

/** The oldest Node that the package supports, if this machine has it. */
export const oldNode: string | undefined = find();

/** For tests that need it. */
export const inOldNode: SuiteOptions = oldNode
  ? {}
  : { skip: true, meta: { lacks: 'Node 20, at /usr/bin/node or NODE_20_PATH' } };
