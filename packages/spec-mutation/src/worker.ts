// Holds documents against the checks that run in process, one after the other, for the process that started this one.
import { inspect } from 'node:util';
import type { Findings } from './checks/check.ts';
import { Checks } from './checks/in-process.ts';

/** Sent to a worker: a document to check. */
export interface Question {
  readonly document: string;
}

/** What the worker answers: what the checks say, or which error one of them ended with. */
export type Answer = { readonly findings: Findings } | { readonly error: string };

const [version = ''] = process.argv.slice(2);
const checks = new Checks(version);

process.on('message', async ({ document }: Question) => {
  const answer: Answer = await checks.findings(document).then(
    (findings) => ({ findings }),
    (error: unknown) => ({ error: inspect(error) }),
  );
  process.send?.(answer);
});
process.on('disconnect', async () => {
  await checks[Symbol.asyncDispose]();
  process.exit();
});
// Ctrl-C ends the process that started this one; then this one tidies up.
process.on('SIGINT', () => {});
