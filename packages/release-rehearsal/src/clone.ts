import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandOptions, runCommand, runPnpm } from './command.ts';
import { foldersIn, type PackageName, type PerPackage, repository, versionsIn } from './packages.ts';
import type { Registry } from './registry.ts';
import type { RegistryAccess } from './registry-access.ts';

/** A clone of the last commit, in which releases are made. */
export class Clone {
  readonly #options: CommandOptions & { readonly cwd: string };

  private constructor(options: CommandOptions & { readonly cwd: string }) {
    this.#options = options;
  }

  static async create(directory: string, signal: AbortSignal): Promise<Clone> {
    await runCommand('git', ['clone', '--quiet', '--depth=1', `file://${repository}`, directory], { signal });
    const clone = new Clone({ cwd: directory, signal, timeoutMs: 600_000 });
    // Commits and tags of releases need one.
    await runCommand('git', ['config', 'user.name', 'Rehearsal'], clone.#options);
    await runCommand('git', ['config', 'user.email', 'rehearsal@example.com'], clone.#options);
    await runPnpm(['install', '--frozen-lockfile', '--prefer-offline'], clone.#options);
    return clone;
  }

  path(name: string): string {
    return join(this.#options.cwd, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** Changes a file, in which the text to replace has to be. */
  edit(name: string, from: string, to: string): void {
    const text = readFileSync(this.path(name), 'utf8');
    if (!text.includes(from)) throw new Error(`${name}: expected ${JSON.stringify(from)} in it`);
    writeFileSync(this.path(name), text.replace(from, to));
  }

  /** Writes versions and changelogs from the pending changesets. Returns the version of each package. */
  async applyChangesets(): Promise<PerPackage<string>> {
    await runPnpm(['exec', 'changeset', 'version'], this.#options);
    await runPnpm(['install', '--no-frozen-lockfile', '--prefer-offline'], this.#options);
    await runCommand('git', ['add', '--all'], this.#options);
    await runCommand('git', ['commit', '--quiet', '--all', '--message=Release'], this.#options);
    return versionsIn(this.#options.cwd);
  }

  changelog(name: PackageName): string {
    return readFileSync(join(this.#folder(name), 'CHANGELOG.md'), 'utf8');
  }

  async build(): Promise<void> {
    await runPnpm(['run', 'build'], this.#options);
  }

  /** Packs a package as a release does, `prepack` included. Returns the SHA-256 of the tarball. */
  async digest(name: PackageName): Promise<string> {
    mkdirSync(this.path('tarballs'), { recursive: true });
    const tarball = this.path('tarballs/package.tgz');
    await runPnpm(['pack', '--out', tarball], { ...this.#options, cwd: this.#folder(name) });
    return createHash('sha256').update(readFileSync(tarball)).digest('hex');
  }

  /** What the release workflow runs, with another registry. */
  async publish({ url }: Registry, { projectConfig, environment }: RegistryAccess): Promise<void> {
    this.write('.npmrc', projectConfig);
    const env = { ...environment, npm_config_registry: url };
    await runPnpm(['run', 'release'], { ...this.#options, env });
  }

  /** Runs `pnpm check-changesets`. Rejects with what it printed if it fails. */
  async checkChangesets(): Promise<string> {
    return await runPnpm(['check-changesets'], this.#options);
  }

  #folder(name: PackageName): string {
    return foldersIn(this.#options.cwd)[name];
  }
}
