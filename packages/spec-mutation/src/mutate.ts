import { stringify } from 'yaml';
import type { Findings } from './checks/check.ts';
import { lintFindings } from './checks/lint.ts';
import { edited } from './edit.ts';
import { documentIn, type Mutant } from './mutants.ts';
import { findingsOf, type NamedDocument } from './workers.ts';

/** The findings of the checks for a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  readonly findings: Findings;
}

export interface MutateOptions {
  readonly version: string;
  /** The document, as YAML. */
  readonly text: string;
  readonly mutants: readonly Mutant[];
  /** How many processes run at a time. */
  readonly processes: number;
  readonly progress?: (done: number, total: number) => void;
}

/** As many documents as the linter takes in one call. */
const LINTED_TOGETHER = 100;

/** Runs every check on each mutant. Throws if a check fails for the document itself, since it would fail for all. */
export async function mutate(options: MutateOptions): Promise<Verdict[]> {
  const { version, text, mutants, processes, progress } = options;
  const root = documentIn(text);
  // Comments are lost on the way, and so the document itself goes the same way as its mutants.
  const write = (document: object): string => stringify(document, { aliasDuplicateObjects: false });
  const original: NamedDocument = { name: `the document of ${version}`, text: write(root) };
  const documents = [original, ...mutants.map(({ name, edit }) => ({ name, text: write(edited(root, edit)) }))];

  let done = 0;
  const [linted, checked] = await Promise.all([
    lintAll(documents),
    findingsOf(version, documents, processes, () => {
      done += 1;
      progress?.(done, documents.length);
    }),
  ]);
  const findings = documents.map((_, index): Findings => {
    const lint = linted[index];
    return { ...(lint !== undefined && { lint }), ...checked[index] };
  });
  const [ofOriginal = {}, ...ofMutants] = findings;
  const faults = Object.entries(ofOriginal).map(([check, finding]) => `  ${check}: ${finding}`);
  if (faults.length > 0) {
    throw new Error(`expected ${original.name} to pass every check before it is changed, found\n${faults.join('\n')}`);
  }
  return mutants.map((mutant, index) => ({ mutant, findings: ofMutants[index] ?? {} }));
}

async function lintAll(documents: readonly NamedDocument[]): Promise<(string | undefined)[]> {
  const findings: (string | undefined)[] = [];
  for (let start = 0; start < documents.length; start += LINTED_TOGETHER) {
    const batch = documents.slice(start, start + LINTED_TOGETHER);
    findings.push(...(await lintFindings(batch.map(({ text }) => text))));
  }
  return findings;
}

/** Whether any check has a finding, ignoring those in `leftAside`. */
export function isNoticed({ findings }: Verdict, leftAside: readonly string[] = []): boolean {
  return Object.keys(findings).some((check) => !leftAside.includes(check));
}
