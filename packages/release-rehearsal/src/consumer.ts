import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, runPnpm } from './command.ts';
import { problemsIn, readResults, subjects } from './environment.ts';
import { type PerPackage, readManifest } from './packages.ts';
import type { Project } from './project.ts';
import type { RegistryAccess } from './registry-access.ts';
import { platformTool, tool } from './tools.ts';

export interface InstallOptions extends Pick<RegistryAccess, 'projectConfig' | 'environment'> {
  /** Version ranges of client and mock. */
  readonly dependencies: Partial<PerPackage<string>>;
  readonly signal: AbortSignal;
}

/** The package managers that a project can be installed with. There is no bun for some platforms. */
export const managers: readonly Manager[] = [
  'npm',
  'pnpm',
  'yarn',
  ...(platformTool('bun', 'bin/bun') ? ['bun' as const] : []),
];
export type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** Installs client and mock as a consumer would who has read "Installing". */
export async function install(manager: Manager, project: Project, options: InstallOptions): Promise<void> {
  const { dependencies, projectConfig, environment, signal } = options;
  project.write('.npmrc', projectConfig);
  project.write('package.json', JSON.stringify({ name: 'consumer', type: 'module', license: 'MIT', dependencies }));
  // Their caches know a package by name and version: a later rehearsal must not get the package of an earlier one.
  const caches = {
    YARN_CACHE_FOLDER: project.path('../yarn'),
    BUN_INSTALL_CACHE_DIR: project.path('../bun'),
  };
  const command = { cwd: project.directory, env: { ...environment, ...caches }, signal };
  switch (manager) {
    case 'npm':
      await runCommand('npm', ['install', '--no-audit', '--no-fund'], command);
      break;
    case 'pnpm':
      project.write('pnpm-workspace.yaml', "packages: []\nminimumReleaseAgeExclude: ['@whatsapp-qr/*']\n");
      await runPnpm(['install', '--no-frozen-lockfile'], command);
      break;
    case 'yarn':
      await runCommand(process.execPath, [tool('yarn/bin/yarn.js'), 'install', '--no-lockfile'], command);
      break;
    case 'bun':
      await runCommand(platformTool('bun', 'bin/bun') ?? 'bun', ['install'], command);
  }
  project.link('@types/node');
}

/** Runs the client against the mock. Returns the number of checks. */
export async function run(project: Project, signal: AbortSignal): Promise<number> {
  const results = readResults(await runCommand(process.execPath, ['run-both.mjs'], { cwd: project.directory, signal }));
  const failed = problemsIn(results);
  if (failed.length > 0) throw new Error(failed.map(({ name, problem }) => `${name}: ${problem}`).join('\n'));
  return subjects.flatMap((subject) => results[subject] ?? []).length;
}

export function expectVersion(project: Project, version: string): void {
  const found = readManifest(project.path('node_modules/@whatsapp-qr/client')).version;
  if (found !== version) throw new Error(`expected client ${version}, found ${found}`);
}

export function expectChangelog(project: Project, version: string): void {
  expectVersion(project, version);
  const file = project.path('node_modules/@whatsapp-qr/client/CHANGELOG.md');
  if (!existsSync(file) || !readFileSync(file, 'utf8').includes(`## ${version}`)) {
    throw new Error(`expected a CHANGELOG.md with a section ${version} in the installed client`);
  }
}

/** Compiles one program of the project. */
export async function compileFile(project: Project, file: string, signal: AbortSignal): Promise<void> {
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true };
  const config = project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
  const args = [tool(join('typescript-5.9', 'bin/tsc')), '-p', config];
  await runCommand(process.execPath, args, { cwd: project.directory, signal });
}
