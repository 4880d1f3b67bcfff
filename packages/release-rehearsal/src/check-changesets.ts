// pnpm check-changesets [--since REF]: whether the pending changesets say enough about what changed in the spec.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demandsOf, levelProblems, pendingLevels } from './changeset-levels.ts';
import { runCommand, runPnpm } from './command.ts';
import { packageFolders, packageNames } from './packages.ts';

const { values } = parseArgs({ options: { since: { type: 'string' } } });
const specFolder = packageFolders['@whatsapp-qr/spec'];
const root = { cwd: join(specFolder, '..') };

/** The tag that `changeset publish` gave the last release of the spec. */
async function lastRelease(): Promise<string | undefined> {
  const tags = await runCommand('git', ['tag', '--list', '@whatsapp-qr/spec@*', '--sort=-version:refname'], root);
  return tags.split('\n')[0] || undefined;
}

const since = values.since ?? (await lastRelease());
if (since === undefined) {
  console.log('Nothing has been released: every level will do.');
} else {
  const folder = mkdtempSync(join(tmpdir(), 'last-release-'));
  try {
    const archive = join(folder, 'spec.tar');
    await runCommand('git', ['archive', `--output=${archive}`, since, 'spec'], root);
    await runCommand('tar', ['-xf', archive, '-C', folder]);
    const demands = await demandsOf(join(folder, 'spec'), specFolder, async (from, to) =>
      JSON.parse(await runPnpm(['--silent', 'spec', 'diff', from, to, '--json'], root)),
    );
    const problems = levelProblems(demands, pendingLevels(join(root.cwd, '.changeset')), packageNames);
    for (const { level, reason } of demands) console.log(`${level}: ${reason}`);
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exitCode = 1;
    else console.log(`The changesets say enough about what changed in the spec since ${since}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
