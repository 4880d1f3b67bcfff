import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the command. */
  readonly signal?: AbortSignal | undefined;
  /** Default 120 000. */
  readonly timeoutMs?: number;
}

/** Runs a command to its end and returns what it printed on stdout. Rejects with all that it printed if it fails. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, signal, timeoutMs = 120_000 }: CommandOptions = {},
): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, signal, timeout: timeoutMs, maxBuffer: 64 << 20 };
  try {
    return (await execute(command, args, options)).stdout;
  } catch (error) {
    if (signal?.aborted || !(error instanceof Error)) throw error;
    const { stdout = '', stderr = '' } = error as Partial<Record<'stdout' | 'stderr', string>>;
    const output = `${stdout}${stderr}`.trim() || error.message;
    throw new Error(`${[command, ...args].join(' ')} failed${cwd ? ` in ${cwd}` : ''}:\n${output}`, { cause: error });
  }
}

/** Runs pnpm, in a folder that need not belong to this workspace. */
export function runPnpm(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  // The pnpm that started this process, if one did: npx looks for it anew, which takes longer than to pack.
  const started = process.env.npm_config_user_agent?.startsWith('pnpm/') ? process.env.npm_execpath : undefined;
  return started ? runCommand(started, args, options) : runCommand('npx', ['--yes', 'pnpm@12', ...args], options);
}
