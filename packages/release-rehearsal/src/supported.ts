import { type Environment, kinds, type Subject, subjects } from './environment.ts';
import { markdownTable, tableOf } from './report.ts';
import type { Outcome } from './run-environments.ts';

/** The page of the documentation that lists where the packages were tested. */
export function supportedPage(outcomes: readonly Outcome[]): string {
  return `<!-- Written by \`pnpm test:runtimes --write\`; do not edit. -->

# Supported environments

What was packed is installed and run in each of these, by \`pnpm test:runtimes\`. The numbers are checks that passed. The mock
is for Node and its test runners.

${tableOf(outcomes)}
`;
}

/** Cells of the rows of the page's table. */
export function rowsOf(page: string): readonly (readonly string[])[] {
  const lines = page.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
}

/** The short form of the page for the README of a package: a row for each kind, with where every check passed. */
export function supportedBlock(page: string, subject: Subject, environments: readonly Environment[]): string {
  const column = 2 + subjects.indexOf(subject);
  const passed = rowsOf(page).filter((row) => /^(\d+) of \1$/.test(row[column] ?? ''));
  const rows = kinds.flatMap((kind) => {
    const names = passed.flatMap(([name = '', version = '']) => {
      const isOfKind = environments.some((environment) => environment.name === name && environment.kind === kind);
      // Major and minor, where the name has no number of its own.
      const [number = ''] = /\d/.test(name) ? [] : (/^\d+\.\d+/.exec(version) ?? []);
      return isOfKind ? [`${name} ${number}`.trim()] : [];
    });
    return names.length > 0 ? [[kind, names.join(', ')]] : [];
  });
  return markdownTable([['tested as packed', 'in'], ...rows]);
}
