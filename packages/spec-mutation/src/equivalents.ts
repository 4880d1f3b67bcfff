import { existsSync, readFileSync } from 'node:fs';
import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import { parse } from 'yaml';
import { isNoticed, type Verdict } from './mutate.ts';

/** Mutants that mean the same as the document does, with the reason. */
export interface Equivalents {
  readonly why: string;
  /** By name. */
  readonly mutants: readonly string[];
}

export interface Judged {
  /** Noticed by no check and explained by nobody: a hole in the checks, or an equivalent to be explained. */
  readonly unexplained: readonly Verdict[];
  readonly explained: readonly Verdict[];
  /** What stands among the explained and should not, each with what is wrong with it. */
  readonly stale: readonly string[];
}

/** Reads the explained mutants of a version: none, if there is no such file. */
export function readEquivalents(file: string): Equivalents[] {
  if (!existsSync(file)) return [];
  const entries: Json = parse(readFileSync(file, 'utf8')) ?? [];
  if (!isArray(entries)) throw new Error(`${file}: expected a list of { why, mutants }`);
  return entries.map((entry, index) => {
    const { why, mutants } = isObject(entry) ? entry : {};
    const names = isArray(mutants) ? mutants.filter((name) => typeof name === 'string') : [];
    if (typeof why !== 'string' || why.trim() === '' || names.length === 0) {
      throw new Error(
        `${file}: entry ${index + 1}: expected { why: a reason, mutants: their names }, found ${JSON.stringify(entry)}`,
      );
    }
    return { why, mutants: names };
  });
}

/**
 * Compares the survivors with the explanations. An explanation no longer applies if its mutant is noticed, or is none of
 * `all` mutants of the document; mutants that did not run are not judged.
 */
export function judge(
  verdicts: readonly Verdict[],
  all: readonly string[],
  explanations: readonly Equivalents[],
): Judged {
  const explained = new Set(explanations.flatMap(({ mutants }) => mutants));
  const survivors = verdicts.filter((verdict) => !isNoticed(verdict));
  const byName = new Map(verdicts.map((verdict) => [verdict.mutant.name, verdict]));
  const known = new Set(all);
  return {
    unexplained: survivors.filter(({ mutant }) => !explained.has(mutant.name)),
    explained: survivors.filter(({ mutant }) => explained.has(mutant.name)),
    stale: [...explained].flatMap((name) => {
      const verdict = byName.get(name);
      if (!known.has(name)) return [`${name}: is no mutant of the document any more`];
      if (verdict === undefined || !isNoticed(verdict)) return [];
      return [`${name}: is noticed now, by ${Object.keys(verdict.findings).join(' and ')}`];
    }),
  };
}
