import type { CheckResult, Environment, Subject } from './environment.ts';

export interface Outcome {
  readonly environment: Environment;
  /** Empty where the environment is missing on this machine. */
  readonly results: readonly CheckResult[];
  readonly seconds: number;
}

export const failuresOf = ({ results }: Outcome): readonly CheckResult[] =>
  results.filter(({ problem }) => problem !== undefined);

/** One row for each environment, in Markdown: how many checks passed there. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const cell = (outcome: Outcome | undefined) => {
    if (outcome === undefined) return '';
    const { environment, results } = outcome;
    if (environment.lacks !== undefined) return 'not here';
    return `${results.length - failuresOf(outcome).length} of ${results.length}`;
  };
  const rows = [...new Set(outcomes.map(({ environment }) => environment.name))].map((name) => {
    const ofName = outcomes.filter(({ environment }) => environment.name === name);
    const of = (subject: Subject) => ofName.find(({ environment }) => environment.subject === subject);
    const both = of('client and mock');
    return [name, cell(both ?? of('client')), cell(both ?? of('mock'))];
  });
  return markdown([['environment', 'client', 'mock'], ...rows]);
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
