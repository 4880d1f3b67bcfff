import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { keysOf } from '@whatsapp-qr/openapi-document';
import { checkSpec, type Problem, versionFolders } from '@whatsapp-qr/spec-lint';
import { parseDocument } from 'yaml';

export const specFolder = join(import.meta.dirname, '..');

/** A copy of the real spec folder, to be broken on purpose. */
export class TempSpec implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'spec-'));

  constructor() {
    for (const part of ['versions.yaml', 'package.json', 'redocly.yaml', ...versionFolders(specFolder)]) {
      cpSync(join(specFolder, part), join(this.folder, part), { recursive: true });
    }
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  /** Puts a value where a JSON pointer leads. */
  set(file: string, pointer: string, value: unknown): this {
    const document = parseDocument(this.read(file));
    document.setIn(keysOf(pointer), value);
    return this.write(file, String(document));
  }

  /** Removes what a JSON pointer leads to, which must be there. */
  remove(file: string, pointer: string): this {
    const document = parseDocument(this.read(file));
    if (!document.deleteIn(keysOf(pointer))) throw new Error(`${file} has nothing at ${pointer}`);
    return this.write(file, String(document));
  }

  write(file: string, text: string): this {
    writeFileSync(this.path(file), text);
    return this;
  }

  /** The problems, each file by its name in the folder. */
  problems(): Problem[] {
    const inFolder = `${basename(this.folder)}/`;
    return checkSpec(this.folder).problems.map((problem) => ({ ...problem, file: problem.file.replace(inFolder, '') }));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
