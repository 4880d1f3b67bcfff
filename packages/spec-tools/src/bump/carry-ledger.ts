import type { SourceText } from '@whatsapp-qr/openapi-document';
import { acknowledges, readAcknowledged } from '../audit/acknowledged.ts';
import { explains } from '../audit/audit.ts';
import { type Deviation, noSource } from '../audit/deviations.ts';
import { canState } from '../audit/form-limits.ts';
import { type LedgerPlace, readLedger } from '../audit/ledger.ts';
import type { Source } from '../audit/source.ts';
import { type EntryLines, type SectionLines, sectionLines } from './ledger-lines.ts';
import { yamlText } from './yaml-text.ts';

export interface CarriedLedger {
  readonly text: string;
  /** How many places a source of the version states. */
  readonly kept: number;
  /** Places whose own source is missing, or could not state them: the decisions stay, marked with the version they are from. */
  readonly carried: readonly LedgerPlace[];
  /** Places of which their own source says otherwise now. */
  readonly dropped: readonly LedgerPlace[];
}

/** An entry to add, in the form of the ledger. */
export interface NewEntry {
  readonly sources: readonly string[];
  readonly why: string;
  readonly evidence: string;
  readonly places: readonly { readonly at: string; readonly ours: string }[];
}

/** Whose decision a place is from now on: of these sources, or of the sources that it had in an older version. */
interface Standing {
  readonly sources: string;
  readonly carried: string | undefined;
  /** The version and the sources that its evidence is from, if it no longer names them. */
  readonly from: string | undefined;
}

/**
 * The ledger of the version `from`, for these sources. A decision applies where one of them states what it was about. It is
 * dropped if the page that it was about is among them, and could state it, and does not. Else it is kept for a page that
 * does. What stays keeps its words, its comments and its lines.
 */
export function carryLedger(
  ledger: SourceText,
  version: string,
  from: string,
  sources: readonly Source[],
  deviations: readonly Deviation[],
): CarriedLedger {
  const places = readLedger(ledger, version);
  const standings = places.map((place) => standingOf(place, from, sources, deviations));
  const dropped = places.filter((_, index) => standings[index] === undefined);
  const carried = places.filter((_, index) => standings[index]?.carried !== undefined);
  const ambiguities = readAcknowledged(ledger).ambiguities.map((place): Standing | undefined => {
    const open = sources.filter((source) =>
      source.ambiguities.some((ambiguity) => acknowledges(place, source, ambiguity)),
    );
    if (open.length === 0) return undefined;
    return { sources: open.map(({ name }) => name).join(', '), carried: undefined, from: undefined };
  });
  // From the end, so that the lines before stay where they are.
  const lines = ledger.text.split('\n');
  replaceEntries(lines, sectionLines(ledger, 'ambiguous'), ambiguities);
  replaceEntries(lines, sectionLines(ledger, 'deviations'), standings);
  return {
    text: tidied(lines.join('\n'), places.length > dropped.length),
    kept: places.length - dropped.length - carried.length,
    carried,
    dropped,
  };
}

/** The version stands in the values of the ledger and in its words. What was evidence stays as it was seen. */
export function inVersion(ledger: SourceText, rewrite: (text: string) => string): SourceText {
  const entries = ['deviations', 'ambiguous'].flatMap((name) => sectionLines(ledger, name)?.entries ?? []);
  const fixed = entries.flatMap(({ evidence, carried }) => (carried === undefined ? [evidence] : [evidence, carried]));
  const isFixed = (line: number): boolean => fixed.some(({ first, last }) => first <= line && line <= last);
  const lines = ledger.text.split('\n').map((line, number) => (isFixed(number) ? line : rewrite(line)));
  return { ...ledger, text: lines.join('\n') };
}

/** Without what is evidence for pages of one version alone. */
export function withoutUnlabelled({ file, text }: SourceText): SourceText {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith('unlabelled:'));
  if (start === -1) return { file, text };
  const end = lines.findIndex((line, index) => index > start && /^[^\s-]/.test(line));
  return { file, text: tidied([...lines.slice(0, start), ...(end === -1 ? [] : lines.slice(end))].join('\n')) };
}

function standingOf(
  place: LedgerPlace,
  from: string,
  sources: readonly Source[],
  deviations: readonly Deviation[],
): Standing | undefined {
  const now = statedBy(place, deviations);
  if (now.length > 0) {
    const lost = place.sources.filter((name) => name !== noSource && !now.includes(name));
    const origin = lost.length === 0 ? undefined : `${place.carried ?? from} (${lost.join(', ')})`;
    return { sources: now.join(', '), carried: undefined, from: origin };
  }
  // That another page says what the spec says does not settle what a document of Meta will say again.
  const isSettled =
    place.sources.includes(noSource) ||
    sources.some((source) => place.sources.includes(source.name) && canState(source, place.at));
  if (isSettled) return undefined;
  return { sources: place.sources.join(', '), carried: place.carried ?? from, from: undefined };
}

/** The sources of the new version that say exactly what the place is about, those that said so before in their order. */
function statedBy(place: LedgerPlace, deviations: readonly Deviation[]): string[] {
  const stating = deviations.filter((deviation) =>
    explains({ ...place, carried: undefined, sources: [deviation.source] }, deviation),
  );
  const now = new Set(stating.map(({ source }) => source));
  return [...new Set([...place.sources.filter((source) => now.has(source)), ...now])];
}

/** Writes each entry anew, once for each standing that its places have; without places it goes, and so does its heading. */
function replaceEntries(
  lines: string[],
  section: SectionLines | undefined,
  standings: readonly (Standing | undefined)[],
): void {
  if (section === undefined) return;
  const text: string[] = [];
  let heading: readonly string[] = [];
  let done = section.first + 1;
  let known = 0;
  for (const entry of section.entries) {
    const gap = lines.slice(done, entry.first);
    // A comment is the heading of the entries that follow, and goes with the last of them.
    if (gap.some((line) => line.trim() !== '')) heading = gap;
    done = entry.last + 1;
    const own = standings.slice(known, known + entry.places.length);
    known += own.length;
    for (const standing of new Set(own.flatMap((one) => (one === undefined ? [] : JSON.stringify(one))))) {
      const kept = own.flatMap((one, index) => (JSON.stringify(one) === standing ? [index] : []));
      const first = own[kept[0] ?? 0];
      if (first === undefined) continue;
      text.push(...heading, '', ...entryText(lines, entry, first, kept));
      heading = [];
    }
  }
  // A list without entries is left out, save for the one that every ledger has.
  const isLeftOut = text.length === 0 && lines[section.first]?.startsWith('ambiguous:') === true;
  const keep = isLeftOut ? 0 : 1;
  lines.splice(section.first + keep, section.last - section.first + 1 - keep, ...text);
}

function entryText(lines: readonly string[], entry: EntryLines, standing: Standing, kept: readonly number[]): string[] {
  const gone = entry.places.filter((_, index) => !kept.includes(index));
  const isIn = (number: number, { first, last }: { first: number; last: number }): boolean =>
    first <= number && number <= last;
  return lines.slice(entry.first, entry.last + 1).flatMap((line, offset) => {
    const number = entry.first + offset;
    if (gone.some((place) => isIn(number, place))) return [];
    if (entry.carried !== undefined && isIn(number, entry.carried)) return [];
    if (number === entry.evidence.first && standing.from !== undefined)
      return withOrigin(line, lines[number + 1] ?? '', standing.from);
    if (!isIn(number, entry.sources)) return [line];
    if (number !== entry.sources.last) return [];
    const written = `${sourcesKey(lines[entry.sources.first] ?? '')} [${standing.sources}]`;
    const indent = ' '.repeat(/^[ -]*/.exec(lines[entry.first] ?? '')?.[0].length ?? 0);
    return standing.carried === undefined ? [written] : [written, `${indent}carried: ${standing.carried}`];
  });
}

/** Evidence that is about sources of an older version says so, in a sentence before it. */
function withOrigin(line: string, next: string, from: string): string[] {
  if (line.includes(`Seen in ${from}`) || next.includes(`Seen in ${from}`)) return [line];
  const block = /^\s*(?:- )?evidence: [>|][-+]?\s*$/.test(line);
  if (block) return [line, `${/^ */.exec(next)?.[0] ?? ''}Seen in ${from}.`];
  return [line.replace(/(evidence: ["']?)/, `$1Seen in ${from}. `)];
}

/** `sources:` with what stands before it in its line; or, if its value has lines of its own, their indentation. */
function sourcesKey(line: string): string {
  return /^.*?sources:/.exec(line)?.[0] ?? /^ */.exec(line)?.[0] ?? '';
}

/** The ledger with entries more, after those that it has. */
export function withEntries(text: string, added: readonly NewEntry[]): string {
  if (added.length === 0) return text;
  const lines = text.split('\n');
  const last = sectionLines({ file: 'the ledger', text }, 'deviations')?.last ?? lines.length;
  const entries = yamlText(added, ['sources'], 100)
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`);
  return tidied([...lines.slice(0, last + 1), '', ...entries, ...lines.slice(last + 1)].join('\n'), true);
}

/** Without the gaps that entries left, and with the list as it is written when it is empty. */
function tidied(text: string, hasEntries?: boolean): string {
  const list =
    hasEntries === false
      ? text.replace(/^deviations: *$/m, 'deviations: []')
      : hasEntries
        ? text.replace(/^deviations: *\[\] *$/m, 'deviations:')
        : text;
  const closed = list.replaceAll(/\n{3,}/g, '\n\n').replaceAll(/^(deviations|ambiguous):\n\n/gm, '$1:\n');
  return `${closed.trimEnd()}\n`;
}
