import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const original = path.join(import.meta.dirname, '../../..');
const leftBehind = new Set(['node_modules', '.git', '.turbo', 'dist', 'coverage', 'reports', '.stryker-tmp']);

export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** The repository as it stands, in a folder of its own: installed, but with its own packages linked to the copies. */
export class RepositoryCopy implements Disposable {
  readonly folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'repository-')));

  constructor() {
    cpSync(original, this.folder, {
      recursive: true,
      filter: (source) => source === original || !leftBehind.has(path.basename(source)),
    });
    const packages = readdirSync(path.join(original, 'packages')).map((name) => path.join('packages', name));
    for (const part of ['.', 'spec', 'spec/lint', ...packages]) this.#link(path.join(part, 'node_modules'));
  }

  #link(modules: string): void {
    if (!existsSync(path.join(original, modules))) return;
    mkdirSync(this.path(modules), { recursive: true });
    for (const name of readdirSync(path.join(original, modules))) {
      if (name === '@whatsapp-qr') this.#linkOwnPackages(path.join(modules, name));
      else if (name !== '.vite')
        symlinkSync(realpathSync(path.join(original, modules, name)), this.path(modules, name));
    }
  }

  #linkOwnPackages(scope: string): void {
    mkdirSync(this.path(scope));
    for (const name of readdirSync(path.join(original, scope))) {
      const target = path.relative(realpathSync(original), realpathSync(path.join(original, scope, name)));
      symlinkSync(this.path(target), this.path(scope, name));
    }
  }

  path(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  edit(file: string, change: (text: string) => string): void {
    const before = this.read(file);
    const after = change(before);
    if (after === before) throw new Error(`${file} was not changed: it no longer has what the test edits`);
    this.write(file, after);
  }

  /** Runs a script of the copy, or a command of one of the packages installed, in a folder of the copy. */
  run(folder: string, script: string, ...args: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.path(folder), maxBuffer: 1 << 26, env: { ...process.env, NO_COLOR: '1' } };
      execFile(process.execPath, [script, ...args], options, (error, out, err) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, output: `${out}${err}` });
      });
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The script of a command that the repository has installed. */
export function installed(script: string): string {
  return realpathSync(path.join(original, 'node_modules', script));
}
