import path from 'node:path';
import { parseArgs } from 'node:util';
import { changesetProblems } from '../bump/changeset.ts';
import { writeFiles } from '../bump/create-version-folder.ts';
import { changesFiles, staleChanges } from '../changes/changes.ts';
import { findSpecFolder } from '../find-versions.ts';
import { command, UsageError } from './command.ts';

export const help = `pnpm spec changes [--check]

Writes what "pnpm spec diff" says between neighbouring versions into the spec package: changes.md and changes.json in the
folder of the later version. Changesets of Graph versions that are pending are written again from the same sentences.
"pnpm generate" runs it.

  --check  writes nothing, and fails if a file is not current

Example: pnpm spec changes
`;

export const run = command('changes', help, async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false } },
  });
  if (positionals.length > 0) throw new UsageError(`expected no version, found ${positionals.join(' ')}`);
  const spec = findSpecFolder();
  const stale = staleChanges(spec);
  const name = (file: string): string => path.relative(process.cwd(), file);
  if (values.check) {
    for (const file of stale) process.stderr.write(`${name(file)} is not current: run pnpm generate\n`);
    for (const problem of changesetProblems(spec)) process.stderr.write(`${problem}\n`);
    return stale.length > 0 || changesetProblems(spec).length > 0 ? 1 : 0;
  }
  const files = new Map([...changesFiles(spec)].filter(([file]) => stale.includes(file)));
  writeFiles(files);
  for (const file of files.keys()) process.stdout.write(`wrote ${name(file)}\n`);
  return 0;
});
