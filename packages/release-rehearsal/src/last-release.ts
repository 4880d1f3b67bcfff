import { mkdirSync } from 'node:fs';
import { runCommand, runPnpm } from './command.ts';
import { repository } from './packages.ts';

/** The newest of the tags that `changeset publish` gives each package that it publishes; `undefined` before the first release. */
export async function lastRelease(signal: AbortSignal): Promise<string | undefined> {
  const args = ['tag', '--list', '@whatsapp-qr/*@*', '--merged', 'HEAD', '--sort=-creatordate'];
  const tags = await runCommand('git', args, { cwd: repository, signal });
  return tags.split('\n')[0] || undefined;
}

/** Builds the packages as they were at a commit, with its dependencies, in a folder. */
export async function buildCommit(ref: string, folder: string, signal: AbortSignal): Promise<void> {
  const archive = `${folder}.tar`;
  await runCommand('git', ['archive', `--output=${archive}`, ref], { cwd: repository, signal });
  mkdirSync(folder);
  await runCommand('tar', ['-xf', archive, '-C', folder], { signal });
  const options = { cwd: folder, signal, timeoutMs: 600_000 };
  await runPnpm(['install', '--frozen-lockfile', '--prefer-offline'], options);
  await runPnpm(['run', 'build'], options);
}

/** Builds the packages as they are now. */
export async function buildWorkingTree(signal: AbortSignal): Promise<void> {
  await runPnpm(['run', 'build'], { cwd: repository, signal, timeoutMs: 600_000 });
}
