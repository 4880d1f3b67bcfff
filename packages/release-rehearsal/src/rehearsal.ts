import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Clone } from './clone.ts';
import { runCommand, runPnpm } from './command.ts';
import { compile, compilerVersions } from './compilers.ts';
import { problemsIn, readResults, subjects } from './environment.ts';
import { packageNames, readManifest } from './packages.ts';
import { Project } from './project.ts';
import { type Registry, startRegistry } from './registry.ts';
import { installTools, tool } from './tools.ts';

/** The change of the second version: `creationDate` is no longer exported. */
const breaking = {
  file: 'packages/client/src/index.ts',
  from: "export { creationDate } from './creation-date.ts';\n",
  changeset: "---\n'@whatsapp-qr/client': major\n---\n\n`creationDate` is removed.\n",
  program: "import { creationDate } from '@whatsapp-qr/client/v25.0';\nexport const read = creationDate;\n",
};

/** Makes and uses two releases. Rejects at the first step that fails. */
export async function rehearse(folder: string, signal: AbortSignal, report: (line: string) => void): Promise<void> {
  const step = async <T>(title: string, run: () => Promise<T>, detail?: (result: T) => string): Promise<T> => {
    signal.throwIfAborted();
    const start = performance.now();
    const result = await run().catch((error: unknown) => {
      throw new Error(`${title}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    report(`${title}: ${detail?.(result) ?? 'ok'}, ${seconds} s`);
    return result;
  };

  await step('Install compilers and the registry', installTools);
  const clone = await step('Clone the last commit and install it', () => Clone.create(join(folder, 'clone'), signal));
  const first = await step('Apply the changesets', () => clone.applyChangesets(), listVersions);
  await step('Build', () => clone.build());
  for (const name of packageNames) {
    await step(
      `Pack ${name} twice`,
      async () => expectSame(await clone.digest(name), await clone.digest(name)),
      (digest) => `the same bytes, sha256 ${digest.slice(0, 16)}…`,
    );
  }
  await using registry = await step(
    'Start a registry',
    () => startRegistry(join(folder, 'registry'), signal),
    ({ url }) => url,
  );
  await step('Publish', () => clone.publish(registry.npmrc));

  using npm = await Project.empty();
  using pnpm = await Project.empty();
  for (const [manager, project] of [
    ['npm', npm],
    ['pnpm', pnpm],
  ] as const) {
    await step(`Install with ${manager}`, () => install(manager, project, registry, '^1.0.0', signal));
    await step(
      '  client against mock',
      () => run(project, signal),
      (count) => `${count} checks`,
    );
    expectChangelog(project, first['@whatsapp-qr/client']);
  }
  for (const version of compilerVersions) {
    for (const resolution of ['nodenext', 'bundler'] as const) {
      await step(`  TypeScript ${version}, ${resolution}`, async () => {
        await Promise.all([
          compile({ project: npm }, { version, resolution, lib: 'node' }),
          compile({ project: pnpm }, { version, resolution, lib: 'dom' }),
        ]);
      });
    }
  }

  await step('Break the client', async () => {
    clone.edit(breaking.file, breaking.from, '');
    clone.write('.changeset/break.md', breaking.changeset);
  });
  const second = await step('Apply its changeset', () => clone.applyChangesets(), listVersions);
  if (second['@whatsapp-qr/client'] !== '2.0.0')
    throw new Error(`expected client 2.0.0, found ${second['@whatsapp-qr/client']}`);
  await step('Publish the second version', () => clone.publish(registry.npmrc));

  for (const project of [npm, pnpm]) project.write('uses-removed.ts', breaking.program);
  await step(
    'A consumer that stays with ^1.0.0 updates',
    async () => {
      await runCommand('npm', ['update', '--no-audit', '--no-fund'], { cwd: npm.directory, signal });
      expectVersion(npm, first['@whatsapp-qr/client']);
      npm.link('@types/node');
      await compileFile(npm, 'uses-removed.ts');
      return run(npm, signal);
    },
    () => 'the same version, compiles and runs',
  );
  await step(
    'A consumer that upgrades',
    async () => {
      await install('pnpm', pnpm, registry, '^2.0.0', signal);
      const [, section = ''] = clone.changelog('@whatsapp-qr/client').split(/^## /m);
      if (!section.includes('`creationDate` is removed')) throw new Error(`the changelog does not say so: ${section}`);
      const problem = await compileFile(pnpm, 'uses-removed.ts').then(
        () => 'it compiles',
        (error: Error) => error.message,
      );
      if (!/TS2305: .*'creationDate'/.test(problem))
        throw new Error(`expected an error about creationDate: ${problem}`);
      return await run(pnpm, signal);
    },
    () => 'gets the error that the changelog announces',
  );
}

const listVersions = (versions: Readonly<Record<string, string>>) =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');

function expectSame(first: string, second: string): string {
  if (first !== second) throw new Error(`the tarballs differ: ${first} and ${second}`);
  return first;
}

async function install(
  manager: 'npm' | 'pnpm',
  project: Project,
  registry: Registry,
  range: string,
  signal: AbortSignal,
): Promise<void> {
  // The scope alone goes to the registry of the rehearsal, as to one of a company.
  project.write('.npmrc', registry.npmrc);
  const dependencies = { '@whatsapp-qr/client': range, '@whatsapp-qr/mock': '^1.0.0' };
  project.write('package.json', JSON.stringify({ name: 'consumer', type: 'module', dependencies }));
  const options = { cwd: project.directory, signal };
  if (manager === 'npm') await runCommand('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], options);
  else {
    project.write('pnpm-workspace.yaml', "packages: []\nminimumReleaseAgeExclude: ['@whatsapp-qr/*']\n");
    await runPnpm(['install', '--no-frozen-lockfile'], options);
  }
  project.link('@types/node');
}

async function run(project: Project, signal: AbortSignal): Promise<number> {
  const results = readResults(await runCommand(process.execPath, ['run-both.mjs'], { cwd: project.directory, signal }));
  const failed = problemsIn(results);
  if (failed.length > 0) throw new Error(failed.map(({ name, problem }) => `${name}: ${problem}`).join('\n'));
  return subjects.flatMap((subject) => results[subject] ?? []).length;
}

function expectVersion(project: Project, version: string): void {
  const found = readManifest(project.path('node_modules/@whatsapp-qr/client')).version;
  if (found !== version) throw new Error(`expected client ${version}, found ${found}`);
}

function expectChangelog(project: Project, version: string): void {
  expectVersion(project, version);
  const file = project.path('node_modules/@whatsapp-qr/client/CHANGELOG.md');
  if (!existsSync(file) || !readFileSync(file, 'utf8').includes(`## ${version}`)) {
    throw new Error(`expected a CHANGELOG.md with a section ${version} in the installed client`);
  }
}

async function compileFile(project: Project, file: string): Promise<void> {
  const compilerOptions = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true };
  const config = project.write('tsconfig.json', JSON.stringify({ compilerOptions, files: [file] }));
  await runCommand(process.execPath, [tool('typescript-5.9/bin/tsc'), '-p', config], { cwd: project.directory });
}
