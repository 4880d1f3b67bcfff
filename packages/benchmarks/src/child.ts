import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program in a Node of its own and returns what it prints, parsed as JSON. */
export async function runNode<T>(args: readonly string[], cwd?: string): Promise<T> {
  const { stdout } = await execute(process.execPath, args, { cwd });
  return JSON.parse(stdout);
}
