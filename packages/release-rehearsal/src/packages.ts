import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPnpm } from './command.ts';

export const repository: string = join(import.meta.dirname, '../../..');

export const packageNames = ['@whatsapp-qr/spec', '@whatsapp-qr/client', '@whatsapp-qr/mock'] as const;
export type PackageName = (typeof packageNames)[number];

/** What there is for each package. */
export type PerPackage<T> = Readonly<Record<PackageName, T>>;

/** The folders of the packages in a copy of the repository. */
export function foldersIn(root: string): PerPackage<string> {
  return {
    '@whatsapp-qr/spec': join(root, 'spec'),
    '@whatsapp-qr/client': join(root, 'packages/client'),
    '@whatsapp-qr/mock': join(root, 'packages/mock'),
  };
}

export const packageFolders: PerPackage<string> = foldersIn(repository);

/** The tarball of each package. */
export type Tarballs = PerPackage<string>;

/** Packs what has been built: without the `prepack` script, which would build each package anew. */
export async function packBuilt(directory: string): Promise<Tarballs> {
  const packed = packageNames.map(async (name) => {
    const tarball = join(directory, `${name.replace('@whatsapp-qr/', '')}.tgz`);
    await runPnpm(['pack', '--config.ignore-scripts=true', '--out', tarball], { cwd: packageFolders[name] });
    return [name, tarball] as const;
  });
  return Object.fromEntries(await Promise.all(packed)) as Tarballs;
}

interface Manifest {
  readonly version: string;
  readonly engines?: { readonly node?: string };
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The versions of the packages in a copy of the repository. */
export function versionsIn(root: string): PerPackage<string> {
  const folders = foldersIn(root);
  const versions = packageNames.map((name) => [name, readManifest(folders[name]).version]);
  return Object.fromEntries(versions);
}
