import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the command. */
  readonly signal?: AbortSignal | undefined;
  /** Default 120 000. */
  readonly timeoutMs?: number;
}

/**
 * Runs a command to its end and returns what it printed on stdout. Rejects with all that it printed if it fails. An abort
 * ends the command with every process that it started, and rejects when they have ended.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, signal, timeoutMs = 120_000 }: CommandOptions = {},
): Promise<string> {
  signal?.throwIfAborted();
  // With a process group of its own, what it starts can be ended with it. Otherwise it belongs to the terminal's.
  const detached = signal !== undefined;
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached });
  child.stdin.end();
  const output = { out: '', all: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
    output.all += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.all += text));

  let ending = '';
  const end = (why: string) => {
    ending ||= why;
    // Gone already, or never started: there is nothing to end.
    if (child.pid === undefined || child.exitCode !== null) return;
    if (detached) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  const abort = () => end('was interrupted');
  signal?.addEventListener('abort', abort);
  const timer = setTimeout(() => end(`did not end within ${timeoutMs} ms`), timeoutMs);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code === 0 && ending === '') return output.out;
    ending ||= `ended with ${code}`;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
  signal?.throwIfAborted();
  const where = cwd === undefined ? '' : ` in ${cwd}`;
  throw new Error(`${[command, ...args].join(' ')}${where} ${ending}:\n${output.all.trim()}`);
}

/** Runs pnpm, in a folder that need not belong to this workspace. */
export function runPnpm(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  // The pnpm that started this process, if one did: npx looks for it anew, which takes longer than to pack.
  const started = process.env.npm_config_user_agent?.startsWith('pnpm/') ? process.env.npm_execpath : undefined;
  return started ? runCommand(started, args, options) : runCommand('npx', ['--yes', 'pnpm@12', ...args], options);
}
