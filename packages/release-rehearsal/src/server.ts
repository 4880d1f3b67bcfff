import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ServerOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the server. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a server in Node, calls `use` with the first loopback address that it prints, and stops it. Rejects with all that it
 * printed if it or `use` fails.
 */
export async function withServer<T>(
  args: readonly string[],
  { cwd, env, signal }: ServerOptions,
  use: (url: string) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  child.stdin.end();
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = () => child.kill();
  signal?.addEventListener('abort', end);
  let timer: NodeJS.Timeout | undefined;
  let log = '';
  child.stderr.on('data', (text: Buffer) => (log += text));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('it printed no address within 60 s')), 60_000);
      createInterface({ input: child.stdout }).on('line', (line) => {
        log += `${line}\n`;
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
      exited.then(() => reject(new Error('it ended before it listened')), reject);
    });
    return await use(url);
  } catch (error) {
    throw new Error(`${args.join(' ')}: ${error instanceof Error ? error.message : String(error)}\n${log}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    end();
    await exited;
  }
}
