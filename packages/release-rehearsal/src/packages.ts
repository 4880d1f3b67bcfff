import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPnpm } from './command.ts';

const repository = join(import.meta.dirname, '../../..');

export const packageFolders = {
  '@whatsapp-qr/spec': join(repository, 'spec'),
  '@whatsapp-qr/client': join(repository, 'packages/client'),
  '@whatsapp-qr/mock': join(repository, 'packages/mock'),
} as const;

export type PackageName = keyof typeof packageFolders;

export const packageNames = Object.keys(packageFolders) as PackageName[];

/** The tarball of each package. */
export type Tarballs = Readonly<Record<PackageName, string>>;

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
