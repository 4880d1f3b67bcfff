import { stringify } from 'yaml';
import { formatProblem } from './reading.ts';
import type { ReadReference } from './reference.ts';

/** The facts as text. Facts that are not whole say so themselves, should their text be kept all the same. */
export function printFacts({ skeleton, problems }: ReadReference, as: 'yaml' | 'json'): string {
  const { 'x-cannot-tell': cannotTell, ...facts } = skeleton;
  const unread = problems.length === 0 ? {} : { 'x-unread': problems.map(formatProblem) };
  const printed = { ...facts, 'x-cannot-tell': cannotTell, ...unread };
  if (as === 'json') return `${JSON.stringify(printed, undefined, 2)}\n`;
  // Long values stay on one line: a diff of two readings then shows what changed, and no more.
  return stringify(printed, { aliasDuplicateObjects: false, lineWidth: 0 });
}
