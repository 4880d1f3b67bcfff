import { tableOf } from './report.ts';
import type { Outcome } from './run-environments.ts';

/** The page of the documentation that says where the packages have been tried. */
export function supportedTable(outcomes: readonly Outcome[]): string {
  return `<!-- Written by \`pnpm test:runtimes --write\`; do not edit. -->

# Supported environments

What was packed is installed and run in each of these, by \`pnpm test:runtimes\`. The numbers are checks that passed. The mock
is for Node and its test runners.

${tableOf(outcomes)}
`;
}
