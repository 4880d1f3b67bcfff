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
}

export type Subject = 'client' | 'mock' | 'client and mock';

/** Where a consumer uses a package. */
export interface Environment {
  readonly name: string;
  readonly subject: Subject;
  /** What this machine would need for it. */
  readonly lacks?: string | undefined;
  /** Runs the checks there. Rejects if it did not get as far as results. */
  run(setting: Setting): Promise<readonly CheckResult[]>;
}

/** Runs a program that prints results as JSON. */
export async function runProgram(
  command: string,
  args: readonly string[],
  { project, mockUrl }: Setting,
  env: Readonly<Record<string, string>> = {},
): Promise<readonly CheckResult[]> {
  const output = await runCommand(command, args, { cwd: project.directory, env: { MOCK_URL: mockUrl, ...env } });
  return readResults(output);
}

/** The results in the last line that was printed. */
export function readResults(output: string): readonly CheckResult[] {
  const results: unknown = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  if (!Array.isArray(results) || results.length === 0) throw new Error(`expected results, found ${output}`);
  return results;
}
