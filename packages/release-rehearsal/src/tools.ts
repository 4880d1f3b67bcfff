import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPnpm } from './command.ts';

/** The project of its own in which runtimes, compilers, bundlers, test runners and other tools are installed. */
export const toolsFolder: string = join(import.meta.dirname, '../tools/node_modules');

/**
 * Installs them; a second or two if they are there. The development dependencies, such as Next.js with its 300 MB, are for
 * `pnpm test:runtimes` alone.
 */
export async function installTools({
  withSlow = false,
  signal,
}: {
  withSlow?: boolean;
  signal?: AbortSignal;
} = {}): Promise<void> {
  // What is there already stays.
  const scope = withSlow || toolVersion('next') !== undefined ? [] : ['--prod'];
  await runPnpm(['install', '--frozen-lockfile', '--prefer-offline', ...scope], {
    cwd: join(toolsFolder, '..'),
    timeoutMs: 600_000,
    signal,
  });
}

/** The path of a file of a tool. */
export function tool(path: string): string {
  return join(toolsFolder, path);
}

/** The version of a tool, if it is installed. */
export function toolVersion(name: string): string | undefined {
  const file = tool(join(name, 'package.json'));
  if (!existsSync(file)) return undefined;
  const { version }: { version?: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}

const ofPlatform = (name: string) => `${name}-${process.platform}-${process.arch}`;

/** The path of a program that exists once for each platform, or `undefined` where this platform has none. */
export function platformTool(name: string, path: string): string | undefined {
  const file = tool(join(ofPlatform(name), path));
  return existsSync(file) ? file : undefined;
}

/** The version of a program that exists once for each platform. */
export function platformToolVersion(name: string): string | undefined {
  return toolVersion(ofPlatform(name));
}
