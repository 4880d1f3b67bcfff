import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runPnpm } from './command.ts';

/** The project of its own in which runtimes, compilers, bundlers and test runners are installed. */
export const toolsFolder: string = join(import.meta.dirname, '../tools/node_modules');

/** Installs them; a second or two if they are there. */
export async function installTools(signal?: AbortSignal): Promise<void> {
  await runPnpm(['install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: join(toolsFolder, '..'),
    timeoutMs: 600_000,
    signal,
  });
}

/** The path of a file of a tool. */
export function tool(path: string): string {
  return join(toolsFolder, path);
}

/** The path of a program that exists once for each platform, or `undefined` where this platform has none. */
export function platformTool(name: string, path: string): string | undefined {
  const file = tool(join(`${name}-${process.platform}-${process.arch}`, path));
  return existsSync(file) ? file : undefined;
}
