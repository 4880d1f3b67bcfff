import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The repository that is checked. */
export const original: string = realpathSync(path.join(import.meta.dirname, '../../../..'));

/** What of it no mutant changes is linked, or not needed. */
const leftBehind = new Set(['node_modules', 'dist', 'lint', '.turbo']);

/**
 * As much of a repository as the checks read, in a folder of its own, with a mutant in the place of the document. Spec,
 * mock and contract tests are copies: Node keeps what it has loaded from a file, so each mutant needs files of its own.
 */
export class MutatedRepository {
  readonly folder: string = realpathSync(mkdtempSync(path.join(tmpdir(), 'mutant-')));

  readonly #removeAtExit = (): void => rmSync(this.folder, { recursive: true, force: true });

  constructor(version: string, document: string) {
    process.on('exit', this.#removeAtExit);
    this.#copy('spec');
    this.#copy('packages/client/package.json');
    this.#copy('packages/mock/src');
    this.#copy('packages/contract-tests');
    this.write(`spec/${version}/openapi.yaml`, document);
    // The sources stand in for what would be built of them.
    this.write('packages/mock/package.json', JSON.stringify({ type: 'module', exports: './src/index.ts' }));
    this.#linkModules('packages/mock');
    this.#linkModules('packages/contract-tests');
  }

  path(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** Installs a package in a folder: the one whose package.json is given. */
  link(folder: string, name: string, manifest: string): void {
    symlinkSync(path.dirname(realpathSync(manifest)), this.path(folder, 'node_modules', name));
  }

  async remove(): Promise<void> {
    process.off('exit', this.#removeAtExit);
    await rm(this.folder, { recursive: true, force: true });
  }

  #copy(part: string): void {
    const filter = (source: string) => !leftBehind.has(path.basename(source));
    cpSync(path.join(original, part), this.path(part), { recursive: true, filter });
  }

  /** What a package has installed; of our own packages the copies, where there are any. */
  #linkModules(folder: string): void {
    const modules = path.join(folder, 'node_modules');
    for (const name of packagesIn(path.join(original, modules))) {
      const real = realpathSync(path.join(original, modules, name));
      const copy = this.path(path.relative(original, real));
      const link = this.path(modules, name);
      mkdirSync(path.dirname(link), { recursive: true });
      symlinkSync(name.startsWith('@whatsapp-qr/') && name !== '@whatsapp-qr/client' ? copy : real, link);
    }
  }
}

/** The names of the packages in a `node_modules`, with their scopes. */
function packagesIn(modules: string): string[] {
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(path.join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    );
}
