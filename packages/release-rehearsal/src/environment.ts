import { runCommand } from './command.ts';
import type { Project } from './project.ts';

export interface CheckResult {
  readonly name: string;
  /** Why it failed. */
  readonly problem?: string;
}

/** What the checks are run with. */
export interface Setting {
  readonly project: Project;
  /** Address of a mock of Graph v25.0. */
  readonly mockUrl: string;
  /** Leaves out what `pnpm test` has no time for. */
  readonly short?: boolean;
  /** Ends what runs. */
  readonly signal?: AbortSignal;
}

export const subjects = ['client', 'mock', 'spec'] as const;

/** A package of ours, without its scope. */
export type Subject = (typeof subjects)[number];

/** The checks of each package. */
export type Results = { readonly [subject in Subject]?: readonly CheckResult[] };

export const kinds = ['runtimes', 'test runners', 'bundlers', 'compilers', 'OpenAPI tools'] as const;

/** Where consumers use the packages: a row of the table. */
export interface Environment {
  readonly name: string;
  readonly kind: (typeof kinds)[number];
  /** The packages that are used there. */
  readonly subjects: readonly Subject[];
  /** The version that is used, if it is known. */
  version?(): string | undefined;
  /** What this machine would need for it. Called after the tools were installed. */
  lacks?(): string | undefined;
  /** Runs the checks there. Rejects if it did not get as far as results. */
  run(setting: Setting): Promise<Results>;
}

/** Runs a program that prints results as JSON. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { project, mockUrl, signal }: Setting,
): Promise<Results> {
  const env = { MOCK_URL: mockUrl };
  return readResults(await runCommand(command, args, { cwd: project.directory, env, signal }));
}

/** The results in the last line that was printed. */
export function readResults(output: string): Results {
  const results: Results = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  if (!results.client?.length) throw new Error(`expected results of the client, found ${output}`);
  return results;
}

/** The checks that failed, of all packages. */
export function problemsIn(results: Results): readonly CheckResult[] {
  return subjects.flatMap((subject) => results[subject] ?? []).filter(({ problem }) => problem !== undefined);
}
