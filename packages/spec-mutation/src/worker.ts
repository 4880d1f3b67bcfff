// Runs the checks on one document after the other, for the process that started this one.
import { inspect } from 'node:util';
import type { Findings } from './checks/check.ts';
import { Checks } from './checks/in-process.ts';

/** Sent to a worker: a document to check. */
export interface CheckRequest {
  readonly document: string;
}

/** Sent back: the findings of the checks, or the error that one of them threw. */
export type CheckResponse = { readonly findings: Findings } | { readonly error: string };

const [version = ''] = process.argv.slice(2);
const checks = new Checks(version);

process.on('message', async ({ document }: CheckRequest) => {
  const response: CheckResponse = await checks.findings(document).then(
    (findings) => ({ findings }),
    (error: unknown) => ({ error: inspect(error) }),
  );
  process.send?.(response);
});
process.on('disconnect', async () => {
  await checks[Symbol.asyncDispose]();
  process.exit();
});
// Ctrl-C ends the process that started this one; then this one removes its files.
process.on('SIGINT', () => {});
