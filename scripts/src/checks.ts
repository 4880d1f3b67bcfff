import type { Step } from './command.ts';

/** The checks beside the tests. Each is reported and counted by itself. */
export const checks: readonly Step[] = [
  // First, since building generates anew.
  {
    title: 'Generated files are current',
    command: ['node', 'packages/codegen/src/bin.ts', '--check'],
  },
  {
    title: 'Every file is formatted and linted',
    command: ['biome', 'check', '--error-on-warnings'],
  },
  {
    title: 'The spec is valid OpenAPI',
    command: ['pnpm', '--filter', '@whatsapp-qr/spec', 'lint'],
  },
  {
    title: "The spec's examples fit their schemas, its ledger and versions are in order",
    command: ['pnpm', '--filter', '@whatsapp-qr/spec', 'check'],
  },
  {
    title: "The spec differs from Meta's reference only where its ledger says so",
    command: ['pnpm', 'spec', 'audit'],
  },
  {
    title: 'Every package builds and type-checks',
    command: ['turbo', 'run', 'build', 'typecheck', '--continue', '--output-logs=errors-only'],
  },
  // After the build, since imports by name lead to what is built.
  {
    title: 'Imports have no cycles, go by declared names, and point one way',
    command: ['node', 'scripts/imports.ts'],
  },
];
