import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const MOCK: string = join(import.meta.dirname, '..');
const SPEC = join(MOCK, '../../spec');

/** A project that has installed the packed package. */
export class Consumer {
  readonly folder: string;
  readonly tarball: string;

  constructor() {
    for (const built of [join(MOCK, 'dist/index.js'), join(SPEC, 'dist/v23.0/openapi.dereferenced.json')]) {
      if (!existsSync(built)) throw new Error(`Expected ${built}, which is made by pnpm build.`);
    }
    this.folder = mkdtempSync(join(tmpdir(), 'mock-consumer-'));
    this.tarball = this.#install(MOCK, 'mock');
    this.#install(SPEC, 'spec');
    this.link('lean-qr');
    this.write('package.json', '{ "type": "module" }');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  run(node: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
    // A test runner in a test must not take the outer one's settings for its own.
    const { NODE_OPTIONS: _options, VITEST: _vitest, NODE_TEST_CONTEXT: _context, ...inherited } = process.env;
    return execFileSync(node, args, {
      cwd: this.folder,
      encoding: 'utf8',
      timeout: 100_000,
      stdio: 'pipe',
      env: { ...inherited, ...env },
    });
  }

  /** Installs a package that the mock itself has installed. */
  link(name: string, from: string = join(MOCK, 'node_modules', name)): void {
    const target = join(this.folder, 'node_modules', name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(from, target);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #install(from: string, name: string): string {
    const packed = join(this.folder, `${name}.tgz`);
    execFileSync('npx', ['--yes', 'pnpm@12', 'pack', '--config.ignore-scripts=true', '--out', packed], {
      cwd: from,
      stdio: 'pipe',
    });
    const target = join(this.folder, 'node_modules/@whatsapp-qr', name);
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xzf', packed, '--strip-components=1', '-C', target]);
    return packed;
  }
}
