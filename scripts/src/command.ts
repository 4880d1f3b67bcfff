import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { styleText } from 'node:util';

export const repository = join(import.meta.dirname, '../..');

export type Command = readonly [program: string, ...args: string[]];

export interface Step {
  readonly title: string;
  readonly command: Command;
}

/** Runs a command and prints one line with its result. The command's output is printed only if it failed. */
export async function runStep({ title, command }: Step): Promise<boolean> {
  process.stdout.write(`${title} … `);
  const start = performance.now();
  const { code, output } = await run(command, repository, 'pipe');
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  if (code === 0) {
    console.log(`${styleText('green', 'ok')}, ${seconds}`);
    return true;
  }
  console.log(`${styleText('red', 'FAILED')}, ${seconds}\n\n${output.trimEnd()}\n`);
  const [program, ...args] = command;
  console.log(`To repeat it: npx --yes pnpm@12 ${(program === 'pnpm' ? args : ['exec', ...command]).join(' ')}\n`);
  return false;
}

/** Runs a command to its end, its output inherited or collected. An interrupt ends it, and with it this process. */
export async function run(
  [program, ...args]: Command,
  cwd: string,
  stdio: 'inherit' | 'pipe',
): Promise<{ code: number; output: string }> {
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const env = { ...process.env, ...color, TURBO_TELEMETRY_DISABLED: '1' };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', stdio, stdio] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }

  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    child.kill();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const code = await new Promise<number>((resolve) => {
    child.once('close', (status) => resolve(status ?? 1));
    child.once('error', ({ message }) => {
      output.push(
        `${program} could not be started: ${message}. Scripts are started by pnpm, which finds their programs.`,
      );
      resolve(127);
    });
  });
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  if (interrupted) {
    console.log(`\nInterrupted in the middle of ${[program, ...args].join(' ')}; nothing after it was run.`);
    process.exit(130);
  }
  return { code, output: output.join('') };
}
