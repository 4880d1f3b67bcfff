import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { SourceText } from '@whatsapp-qr/openapi-document';

export const versionForm = /^v\d+\.\d+$/;

/** The folder `spec/` of the repository that the command was called in. */
export function findSpecFolder(from: string = process.cwd()): string {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    const spec = path.join(folder, 'spec');
    if (existsSync(path.join(spec, 'versions.yaml'))) return spec;
    if (folder === path.dirname(folder)) {
      throw new Error(
        `expected a folder spec/ with a versions.yaml in ${from} or above it; run this in the repository`,
      );
    }
  }
}

/** The Graph versions that have a folder, oldest first. */
export function versionsIn(specFolder: string): string[] {
  return readdirSync(specFolder)
    .filter((name) => versionForm.test(name))
    .sort(byVersion);
}

export function byVersion(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.slice(1).split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.slice(1).split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** A file by the name under which messages speak of it: relative to where the reader is. */
export function readSource(file: string): SourceText {
  return { file: path.relative(process.cwd(), file) || file, text: readFileSync(file, 'utf8') };
}

/** What `v23.0`, a version folder or a file means on the command line. */
export function specFile(argument: string): string {
  if (versionForm.test(argument) && !existsSync(argument)) {
    const spec = findSpecFolder();
    const file = path.join(spec, argument, 'openapi.yaml');
    if (existsSync(file)) return file;
    throw new Error(`there is no version ${argument}; spec/ has ${versionsIn(spec).join(', ') || 'none'}`);
  }
  if (!existsSync(argument))
    throw new Error(`expected a version such as v23.0 or an existing file, found ${JSON.stringify(argument)}`);
  const file = statSync(argument).isDirectory() ? path.join(argument, 'openapi.yaml') : argument;
  if (!existsSync(file)) throw new Error(`expected ${argument} to be a version folder, but it has no openapi.yaml`);
  return file;
}
