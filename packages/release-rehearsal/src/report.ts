import { problemsIn, type Subject, subjects } from './environment.ts';
import type { Outcome } from './run-environments.ts';

/** One row for each environment, in Markdown: how many checks of each package passed there. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const cell = ({ environment, results }: Outcome, subject: Subject) => {
    if (!environment.subjects.includes(subject)) return '';
    const checks = results[subject];
    if (checks === undefined) return 'not here';
    return `${checks.length - problemsIn({ [subject]: checks }).length} of ${checks.length}`;
  };
  const rows = outcomes.map((outcome) => [
    outcome.environment.name,
    outcome.environment.version?.() ?? '',
    ...subjects.map((subject) => cell(outcome, subject)),
  ]);
  return markdownTable([['environment', 'version', ...subjects], ...rows]);
}

export function markdownTable([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
