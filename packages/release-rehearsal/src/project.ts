import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transform } from 'esbuild';
import { runPnpm } from './command.ts';
import { packageNames, packBuilt } from './packages.ts';
import { toolsFolder } from './tools.ts';

const programs = join(import.meta.dirname, '../programs');

/** A project outside of the workspace that has installed the packages as they are packed. */
export class Project implements Disposable {
  readonly directory: string;
  readonly #root: string;

  private constructor() {
    this.#root = realpathSync(mkdtempSync(join(tmpdir(), 'whatsapp-qr-consumer-')));
    this.directory = join(this.#root, 'project');
    mkdirSync(this.directory);
  }

  /** A project with the programs, and nothing installed. */
  static async empty(): Promise<Project> {
    const project = new Project();
    try {
      for (const name of ['client-checks', 'run-client', 'mock-checks', 'run-both']) {
        await project.writeJavaScript(`${name}.ts`, `${name}.mjs`);
      }
      for (const name of ['client-checks', 'mock-checks']) {
        await project.writeJavaScript(`${name}.ts`, `${name}.cjs`, 'cjs');
      }
      return project;
    } catch (error) {
      project[Symbol.dispose]();
      throw error;
    }
  }

  /** Packs and installs client, mock and spec, by pnpm and in its layout. */
  static async create(): Promise<Project> {
    const project = await Project.empty();
    try {
      const tarballs = await packBuilt(project.directory);
      const overrides = Object.fromEntries(packageNames.map((name) => [name, `file:${tarballs[name]}`]));
      // A version, as after a release: Deno knows no other specifiers.
      const dependencies = Object.fromEntries(packageNames.map((name) => [name, '*']));
      project.write('package.json', JSON.stringify({ name: 'consumer', type: 'module', dependencies }));
      project.write('pnpm-workspace.yaml', `packages: []\noverrides: ${JSON.stringify(overrides)}\n`);
      await runPnpm(['install', '--prefer-offline', '--ignore-scripts'], { cwd: project.directory });
      for (const name of ['vitest', '@types/node']) project.link(name);
      return project;
    } catch (error) {
      project[Symbol.dispose]();
      throw error;
    }
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** Writes a file of the project and returns its path. */
  write(name: string, text: string): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Copies a program into the project as it is written. */
  writeTypeScript(program: string, as: string = program): string {
    return this.write(as, readFileSync(join(programs, program), 'utf8'));
  }

  /** Copies a program into the project as JavaScript that every supported runtime reads. */
  async writeJavaScript(program: string, as: string, format: 'esm' | 'cjs' = 'esm'): Promise<string> {
    const text = readFileSync(join(programs, program), 'utf8').replaceAll(/(from '\.\/.+)\.ts'/g, "$1.mjs'");
    return this.write(as, (await transform(text, { loader: 'ts', format, target: 'es2022' })).code);
  }

  /** Makes one of the tools importable. */
  link(name: string): void {
    const target = this.path(join('node_modules', name));
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target)) symlinkSync(join(toolsFolder, name), target);
  }

  /** A folder beside the project, from where none of its packages is found: bundles must have everything in them. */
  bundleFolder(name: string): string {
    const folder = join(this.#root, 'bundles', name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  [Symbol.dispose](): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
