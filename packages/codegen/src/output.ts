import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GeneratedFile } from './targets.ts';

/** The difference between a file on disk and the generated one. */
export type Change =
  | { readonly kind: 'missing' | 'stale'; readonly path: string; readonly content: string }
  | { readonly kind: 'surplus'; readonly path: string };

/** Compares generated files with those on disk; other files in `folder` are surplus. */
export async function compare(root: string, folder: string, files: readonly GeneratedFile[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const { path, content } of files) {
    const current = await readIfThere(join(root, path));
    if (current !== content) changes.push({ kind: current === undefined ? 'missing' : 'stale', path, content });
  }
  const generated = new Set(files.map(({ path }) => path));
  for (const path of await filesBelow(root, folder)) {
    if (!generated.has(path)) changes.push({ kind: 'surplus', path });
  }
  return changes;
}

/** Applies the changes. Each file is replaced atomically. */
export async function apply(root: string, changes: readonly Change[]): Promise<void> {
  const written = changes.filter((change) => change.kind !== 'surplus');
  for (const { path, content } of written) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(temporary(root, path), content);
  }
  for (const { path } of written) await rename(temporary(root, path), join(root, path));
  for (const { kind, path } of changes) {
    if (kind !== 'surplus') continue;
    await rm(join(root, path));
    await removeIfEmpty(dirname(join(root, path)));
  }
}

function temporary(root: string, path: string): string {
  return join(root, `${path}.${process.pid}.tmp`);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    const nested = entries.map((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    });
    return (await Promise.all(nested)).flat();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function removeIfEmpty(folder: string): Promise<void> {
  const left = await readdir(folder);
  if (left.length > 0) return;
  await rmdir(folder);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
