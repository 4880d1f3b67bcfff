import { configDefaults, defineConfig } from 'vitest/config';

// The tests of the packed tarball, of the built bundle, of processes of their own and of the editor's view do not see what is
// mutated; the rest, most of all the table of faults, takes longer than all others together, and would rarely be the first
// to notice.
const blind = [
  'package',
  'browser',
  'hover',
  'handles',
  'properties',
  'faults/leaks',
  'faults/limits',
  'faults/load',
  'faults/secrets',
  'faults/table',
].map((name) => `test/${name}.test.ts`);

export default defineConfig({ test: { exclude: [...configDefaults.exclude, ...blind] } });
