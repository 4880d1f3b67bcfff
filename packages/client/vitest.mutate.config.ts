import { configDefaults, defineConfig } from 'vitest/config';

// Excluded: tests that do not run the mutated sources (packed tarball, bundle, separate processes, editor), and slow tests
// that rarely are the first to fail.
const excluded = [
  'package',
  'browser',
  'hover',
  'process-lifetime',
  'properties',
  'faults/leaks',
  'faults/limits',
  'faults/load',
  'faults/secrets',
  'faults/table',
].map((name) => `test/${name}.test.ts`);

export default defineConfig({ test: { exclude: [...configDefaults.exclude, ...excluded] } });
