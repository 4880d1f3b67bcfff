import { parseArgs } from 'node:util';
import { versionTable } from '../changes/version-table.ts';
import { findSpecFolder } from '../find-versions.ts';
import { command } from './command.ts';

export const help = `pnpm spec versions

Prints the README's table of Graph versions in use: those of spec/versions.yaml, which have an entry, and those of
spec/undescribed-versions.yaml, which have none yet.

Example: pnpm spec versions
`;

export const run = command('versions', help, async (args) => {
  parseArgs({ args, options: {} });
  process.stdout.write(`${versionTable(findSpecFolder())}\n`);
  return 0;
});
