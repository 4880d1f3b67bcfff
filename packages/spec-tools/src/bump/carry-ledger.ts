import type { SourceText } from '@whatsapp-qr/openapi-document';
import { explains } from '../audit/audit.ts';
import type { Deviation } from '../audit/deviations.ts';
import { type LedgerPlace, readLedger } from '../audit/ledger.ts';
import { type EntryLines, entryLines } from './ledger-lines.ts';
import { yamlText } from './yaml-text.ts';

export interface CarriedLedger {
  readonly text: string;
  readonly kept: number;
  /** Places that no source of the new version states. */
  readonly dropped: readonly LedgerPlace[];
}

/** An entry to add, in the form of the ledger. */
export interface NewEntry {
  readonly sources: readonly string[];
  readonly why: string;
  readonly evidence: string;
  readonly places: readonly { readonly at: string; readonly ours: string }[];
}

/**
 * The ledger for the sources of a new version: a decision stays one where a source still says what it was about. What
 * stays keeps its words, its comments and its lines.
 */
export function carryLedger(ledger: SourceText, version: string, deviations: readonly Deviation[]): CarriedLedger {
  const lines = ledger.text.split('\n');
  const places = readLedger(ledger, version);
  const start = lines.findIndex((line) => line.startsWith('deviations:')) + 1;
  const text = lines.slice(0, start);
  const dropped: LedgerPlace[] = [];
  let heading: readonly string[] = [];
  let done = start;
  let known = 0;
  for (const entry of entryLines(ledger)) {
    const gap = lines.slice(done, entry.first);
    // A comment is the heading of the entries that follow, and goes with the last of them.
    if (gap.some((line) => line.trim() !== '')) heading = gap;
    done = entry.last + 1;
    const own = places.slice(known, known + entry.places.length);
    known += own.length;
    const by = own.map((place) => statedBy(place, deviations).join(', '));
    dropped.push(...own.filter((_, index) => by[index] === ''));
    // Its sources may no longer agree on all its places: then it becomes one entry for each set of sources.
    for (const sources of new Set(by.filter((names) => names !== ''))) {
      const kept = [...own.keys()].filter((index) => by[index] === sources);
      text.push(...heading, '', ...entryText(lines, entry, sources, kept));
      heading = [];
    }
  }
  text.push(...lines.slice(done));
  return {
    text: tidied(text.join('\n'), places.length > dropped.length),
    kept: places.length - dropped.length,
    dropped,
  };
}

/** The version stands in the values of the ledger and in its words. What was evidence stays as it was seen. */
export function inVersion(ledger: SourceText, rewrite: (text: string) => string): SourceText {
  const evidence = entryLines(ledger).map((entry) => entry.evidence);
  const isEvidence = (line: number): boolean => evidence.some(({ first, last }) => first <= line && line <= last);
  const lines = ledger.text.split('\n').map((line, number) => (isEvidence(number) ? line : rewrite(line)));
  return { ...ledger, text: lines.join('\n') };
}

/** The sources of the new version that say exactly what the place is about, those that said so before in their order. */
function statedBy(place: LedgerPlace, deviations: readonly Deviation[]): string[] {
  const stating = deviations.filter((deviation) => explains({ ...place, sources: [deviation.source] }, deviation));
  const now = new Set(stating.map(({ source }) => source));
  return [...new Set([...place.sources.filter((source) => now.has(source)), ...now])];
}

function entryText(lines: readonly string[], entry: EntryLines, sources: string, kept: readonly number[]): string[] {
  const gone = entry.places.filter((_, index) => !kept.includes(index));
  return lines.slice(entry.first, entry.last + 1).flatMap((line, offset) => {
    const number = entry.first + offset;
    if (gone.some(({ first, last }) => first <= number && number <= last)) return [];
    if (number < entry.sources.first || number > entry.sources.last) return [line];
    return number === entry.sources.last ? [`${sourcesKey(lines[entry.sources.first] ?? '')} [${sources}]`] : [];
  });
}

/** `sources:` with what stands before it in its line; or, if its value has lines of its own, their indentation. */
function sourcesKey(line: string): string {
  return /^.*?sources:/.exec(line)?.[0] ?? /^ */.exec(line)?.[0] ?? '';
}

/** The ledger with entries more, after those that it has. */
export function withEntries(text: string, added: readonly NewEntry[]): string {
  if (added.length === 0) return text;
  const lines = text.split('\n');
  const last =
    entryLines({ file: 'the ledger', text }).at(-1)?.last ?? lines.findIndex((line) => line.startsWith('deviations:'));
  const entries = yamlText(added, ['sources'], 100)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  return tidied([...lines.slice(0, last + 1), '', ...entries, ...lines.slice(last + 1)].join('\n'), true);
}

/** Without the gaps that entries left, and with the list as it is written when it is empty. */
function tidied(text: string, hasEntries: boolean): string {
  const list = hasEntries
    ? text.replace(/^deviations: *\[\] *$/m, 'deviations:')
    : text.replace(/^deviations: *$/m, 'deviations: []');
  const closed = list.replaceAll(/\n{3,}/g, '\n\n').replace(/^deviations:\n\n/m, 'deviations:\n');
  return `${closed.trimEnd()}\n`;
}
