import { parseArgs } from 'node:util';

const sectionNames = ['calls', 'cost', 'generate', 'mock'] as const;
export type SectionName = (typeof sectionNames)[number];

export interface Options {
  readonly rounds: number;
  /** Whether to write the documentation. */
  readonly write: boolean;
  readonly sections: readonly SectionName[];
}

export const help = `Measures the client, the generator and the mock beside their peers, in about nine minutes. Prints Markdown, and
writes JSON to packages/benchmarks/reports/. Exits with 1 if a target is missed.

Usage: pnpm bench [--quick] [--write] [${sectionNames.join('] [')}]

  --quick   two rounds instead of five
  --write   write docs/benchmarks.md and docs/benchmarks.json; only for a whole run
  --help    this text
`;

/** Throws an error about arguments that are not valid. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { quick: flag, write: flag, help: flag },
  });
  if (values.help) return 'help';
  const unknown = positionals.find((name) => !sectionNames.some((section) => section === name));
  if (unknown !== undefined) throw new Error(`Expected one of ${sectionNames.join(', ')}; received '${unknown}'.`);
  const isWhole = positionals.length === 0;
  if (values.write && (values.quick || !isWhole)) {
    throw new Error('--write requires a whole run: neither --quick nor names of sections.');
  }
  return {
    rounds: values.quick ? 2 : 5,
    write: values.write,
    sections: sectionNames.filter((name) => isWhole || positionals.includes(name)),
  };
}
