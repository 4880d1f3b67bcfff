import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Clone } from './clone.ts';
import { runCommand } from './command.ts';
import { compile, compilerVersions } from './compilers.ts';
import { compileFile, expectChangelog, expectVersion, install, managers, run } from './consumer.ts';
import { type PackageName, packageNames } from './packages.ts';
import { Project } from './project.ts';
import { type Registry, startRegistry } from './registry.ts';
import { registryAccess } from './registry-access.ts';
import { installTools } from './tools.ts';

/** The change of the second version: `creationDate` is no longer exported. */
const breaking = {
  file: 'packages/client/src/index.ts',
  from: "export { creationDate } from './creation-date.ts';\n",
  changeset: (level: 'minor' | 'major') =>
    `---\n'@whatsapp-qr/client': ${level}\n---\n\n\`creationDate\` is removed.\n`,
  problem: /@whatsapp-qr\/client: expected a changeset of level major, found minor\. .*`creationDate` is removed$/m,
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

  await step('Install compilers and the registry', () => installTools({ signal }));
  const clone = await step('Clone the last commit and install it', () => Clone.create(join(folder, 'clone'), signal));
  const first = await step('Apply the changesets', () => clone.applyChangesets(), listVersions);
  await step('Build', () => clone.build());
  const digests = new Map<PackageName, string>();
  for (const name of packageNames) {
    const digest = await step(
      `Pack ${name} twice`,
      async () => expectSame(await clone.digest(name), await clone.digest(name)),
      (sha256) => `the same bytes, sha256 ${sha256.slice(0, 16)}…`,
    );
    digests.set(name, digest);
  }
  await using registry = await step(
    'Start a registry',
    () => startRegistry(join(folder, 'registry'), signal),
    ({ url }) => url,
  );
  const access = registryAccess(registry, folder);
  await step('Publish', () => clone.publish(registry, access));
  await step(
    'Download what is published',
    async () => {
      for (const name of packageNames)
        expectSame(await publishedDigest(registry, name, first[name]), digests.get(name));
    },
    () => 'the same bytes as packed',
  );
  await step(
    'npx @whatsapp-qr/mock --version, outside of any project',
    async () => {
      const outside = join(folder, 'outside');
      mkdirSync(outside);
      // npx would keep the package, for whoever types the same name later.
      const env = { ...access.environmentWithScope, npm_config_cache: join(outside, 'cache') };
      const args = ['--yes', '@whatsapp-qr/mock', '--version'];
      return expectSame(
        (await runCommand('npx', args, { cwd: outside, env, signal })).trim(),
        first['@whatsapp-qr/mock'],
      );
    },
    (version) => version,
  );

  using npm = await Project.empty();
  using pnpm = await Project.empty();
  using yarn = await Project.empty();
  using bun = await Project.empty();
  const projects = { npm, pnpm, yarn, bun };
  for (const manager of managers) {
    const project = projects[manager];
    const dependencies = { '@whatsapp-qr/client': '^1.0.0', '@whatsapp-qr/mock': '^1.0.0' };
    await step(`Install with ${manager}`, () => install(manager, project, { ...access, dependencies, signal }));
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
          compile({ project: npm, signal }, { version, resolution, lib: 'node' }),
          compile({ project: pnpm, signal }, { version, resolution, lib: 'dom' }),
        ]);
      });
    }
  }

  await step('Break the client', async () => {
    clone.edit(breaking.file, breaking.from, '');
    clone.write('.changeset/break.md', breaking.changeset('minor'));
  });
  await step(
    'Check a changeset of too low a level',
    async () => {
      const problem = await clone.checkChangesets().then(
        () => 'it passes',
        (error: Error) => error.message,
      );
      if (!breaking.problem.test(problem)) throw new Error(`expected an error about creationDate: ${problem}`);
    },
    () => 'refused, and the change is named',
  );
  clone.write('.changeset/break.md', breaking.changeset('major'));
  await step(
    'Check one of the right level',
    () => clone.checkChangesets(),
    () => 'accepted',
  );
  const second = await step('Apply its changeset', () => clone.applyChangesets(), listVersions);
  if (second['@whatsapp-qr/client'] !== '2.0.0')
    throw new Error(`expected client 2.0.0, found ${second['@whatsapp-qr/client']}`);
  await step('Publish the second version', () => clone.publish(registry, access));

  for (const project of [npm, pnpm]) project.write('uses-removed.ts', breaking.program);
  await step(
    'A consumer that stays with ^1.0.0 updates',
    async () => {
      const command = { cwd: npm.directory, env: access.environment, signal };
      await runCommand('npm', ['update', '--no-audit', '--no-fund'], command);
      expectVersion(npm, first['@whatsapp-qr/client']);
      npm.link('@types/node');
      await compileFile(npm, 'uses-removed.ts', signal);
      return run(npm, signal);
    },
    () => 'the same version, compiles and runs',
  );
  await step(
    'A consumer that upgrades',
    async () => {
      const dependencies = { '@whatsapp-qr/client': '^2.0.0', '@whatsapp-qr/mock': '^1.0.0' };
      await install('pnpm', pnpm, { ...access, dependencies, signal });
      const [, section = ''] = clone.changelog('@whatsapp-qr/client').split(/^## /m);
      if (!section.includes('`creationDate` is removed')) throw new Error(`the changelog does not say so: ${section}`);
      const problem = await compileFile(pnpm, 'uses-removed.ts', signal).then(
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

function expectSame(found: string, expected: string | undefined): string {
  if (found !== expected) throw new Error(`expected ${expected}, found ${found}`);
  return found;
}

async function publishedDigest({ url, token }: Registry, name: PackageName, version: string): Promise<string> {
  const tarball = `${url}${name}/-/${name.replace('@whatsapp-qr/', '')}-${version}.tgz`;
  const response = await fetch(tarball, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`${tarball}: status ${response.status}`);
  return createHash('sha256')
    .update(new Uint8Array(await response.arrayBuffer()))
    .digest('hex');
}
