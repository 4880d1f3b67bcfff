import type { Figure } from './figure.ts';
import type { Row, Target } from './row.ts';

/** A part of the table. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Everything that `pnpm bench` measured, as it is written to `docs/benchmarks.json`. */
export interface Report {
  /** The day, as YYYY-MM-DD. */
  readonly date: string;
  readonly rounds: number;
  /** `load` is the number of processes that were running on average in the minute before. */
  readonly machine: { readonly platform: string; readonly cpus: number; readonly load: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
}

export const missed = ({ sections }: Report): readonly Row[] =>
  sections.flatMap(({ rows }) => rows.filter(({ isMet }) => isMet === false));

/** The file `docs/benchmarks.json`; six digits of a figure are more than it is worth. */
export function toJson(report: Report): string {
  const rounded = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
  return `${JSON.stringify(report, rounded, 2)}\n`;
}

/** The page `docs/benchmarks.md`. */
export function toMarkdown(report: Report): string {
  const { date, rounds, machine, versions, sections } = report;
  const { node, ...packages } = versions;
  const withTarget = sections.flatMap(({ rows }) => rows.filter(({ target }) => target !== undefined));
  const missedRows = missed(report);
  const busy = machine.load > machine.cpus / 2 ? ` **The machine was busy (load ${number(machine.load, 1)}).**` : '';
  const parts = [
    '<!-- Written by `pnpm bench --write`; do not edit. -->\n\n# Benchmarks',
    `Measured on ${date} with Node ${node} on ${machine.platform}, ${machine.cpus} CPUs, by \`pnpm bench\`.${busy}`,
    `**${withTarget.length - missedRows.length} of ${withTarget.length} targets are met.**`,
    missedRows.map((row) => `- Missed: ${row.what}: ${comparedValue(row)} instead of ${limitText(row)}`).join('\n'),
    HOW_MEASURED.replace('{rounds}', String(rounds)),
    ...sections.map(({ title, rows }) => `## ${title}\n\n${table(rows)}`),
    `## Versions\n\n${markdown([['package', 'version'], ...Object.entries(packages)])}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const HOW_MEASURED = `Each figure is the median of {rounds} rounds with their range in brackets; figures without a range do not vary. In a round
every contender runs in turn, in processes of its own. Ratios count more than figures, which depend on the machine.
The client has everything on: checks of arguments and responses, retries, time limits, removal of secrets. Peers have their
defaults, and none of them does all of that.

- Calls with a stub: bursts of the contender and of openapi-fetch alternate in one process. Calls per second of CPU time of the
  main thread, which other programs on the machine change little. openapi-fetch is used bare: its \`createClient\` with base
  address and token. It requests no \`fields\`.
- Calls over loopback: the same in elapsed time, against a server in a process of its own. whatsapp-api-js cannot take part: its
  base address is fixed.
- Import: CPU time of the main thread until the program ends, over that of an empty program.
- Mock in process: CPU time of the main thread. Its server, generating: elapsed time.
- Memory: growth of the heap after garbage collection. \`pnpm soak\` measures it under faults and concurrent calls.
- Files: those with a function that runs during a call, by V8's coverage. Files of dependencies do not count.`;

function table(rows: readonly Row[]): string {
  return markdown([
    ['measured', 'ours', 'peers', 'target', 'result'],
    ...rows.map((row) => [
      row.unit === '' ? row.what : `${row.what} (${row.unit})`,
      withRange(row.ours, row.digits),
      Object.entries(row.peers)
        .map(([name, figure]) => `${name} ${number(figure.median, row.digits)}`)
        .join('; '),
      row.target ? limitText(row) : '',
      resultOf(row),
    ]),
  ]);
}

function resultOf({ isMet, ratio }: Row): string {
  if (isMet === undefined) return '';
  const verdict = isMet ? 'met' : '**missed**';
  return ratio ? `${withRange(ratio, 2)}: ${verdict}` : verdict;
}

const comparedValue = ({ ratio, ours, digits, unit }: Row) =>
  ratio ? number(ratio.median, 2) : `${number(ours.median, digits)} ${unit}`.trim();

function limitText({ target }: Pick<Row, 'target'>): string {
  const { is, limit, of } = target as Target;
  return of === undefined ? `${is} ${number(limit)}` : `${is} ${limit} × ${of}`;
}

function withRange({ median, min, max }: Figure, digits: number): string {
  const text = number(median, digits);
  return min === max ? text : `${text} (${number(min, digits)} to ${number(max, digits)})`;
}

function number(value: number, digits?: number): string {
  return value.toLocaleString(
    'en-US',
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
}

function markdown(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
