// pnpm check-changesets [--since REF]: whether the pending changesets say enough about what changed since the last release, in
// the documents and in the types of the packages.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { levelProblems, pendingLevels, specDemands } from './changeset-levels.ts';
import { runPnpm } from './command.ts';
import { buildCommit, buildWorkingTree, lastRelease } from './last-release.ts';
import { packageDemands } from './package-changes.ts';
import { foldersIn, packageFolders, packageNames, repository, versionsIn } from './packages.ts';
import { typeTestDemands } from './released-type-tests.ts';
import { runInTemporaryFolder } from './temporary-folder.ts';

const { values } = parseArgs({ options: { since: { type: 'string' } } });

await runInTemporaryFolder('check-changesets', async (folder, signal) => {
  const since = values.since ?? (await lastRelease(signal));
  if (since === undefined) {
    console.log('Nothing has been released: every level will do.');
    return;
  }
  console.log(`Building ${since} and the working tree.`);
  const release = join(folder, 'release');
  await buildCommit(since, release, signal);
  await buildWorkingTree(signal);

  const released = foldersIn(release);
  const typeTests = join(folder, 'type-tests');
  mkdirSync(typeTests);
  const demands = [
    ...(await specDemands(released['@whatsapp-qr/spec'], packageFolders['@whatsapp-qr/spec'], async (from, to) =>
      JSON.parse(await runPnpm(['--silent', 'spec', 'diff', from, to, '--json'], { cwd: repository, signal })),
    )),
    ...packageNames.flatMap((name) => packageDemands(name, released[name], packageFolders[name])),
    ...typeTestDemands(released, packageFolders, typeTests),
  ];
  for (const level of ['major', 'minor', 'patch']) {
    for (const { reason } of demands.filter((demand) => demand.level === level)) console.log(`${level}: ${reason}`);
  }
  const problems = levelProblems(demands, {
    before: versionsIn(release),
    now: versionsIn(repository),
    pending: pendingLevels(join(repository, '.changeset')),
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  console.log(`The changesets say enough about what changed since ${since}.`);
});
