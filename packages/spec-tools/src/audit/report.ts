import { canonical, type Json, sameJson } from '@whatsapp-qr/openapi-document';
import { stringify } from 'yaml';
import type { Spot } from '../model/node.ts';
import { type Audit, isQuiet, type StalePlace } from './audit.ts';
import { type Deviation, noSource } from './deviations.ts';
import { bothAsText, valueAsText } from './values-as-text.ts';

/** One deviation in all the places of use where both sides are written on the same lines, or say the same. */
export interface DeviationGroup {
  readonly first: Deviation;
  readonly all: readonly Deviation[];
  /** One place for all of them: `*` for the steps in which they differ. */
  readonly at: string;
}

/** What the audit found, for the terminal. */
export function auditAsText(audit: Audit): string {
  const lines = sourceLines(audit);
  const groups = groupDeviations(audit.differences);
  for (const [index, group] of groups.entries())
    lines.push('', `${index + 1}. ${group.at}`, ...deviationLines(group, audit));
  for (const place of audit.stale) lines.push('', ...staleLines(place));
  for (const { file, line } of audit.idle)
    lines.push('', `${file}:${line}: about nothing that a source leaves open. Remove the place, or the entry.`);
  lines.push(...acknowledgementLines(audit));
  lines.push('', verdict(audit, groups.length));
  return `${lines.join('\n')}\n`;
}

/** An entry of the ledger that explains the group, with the reasons left to a person. */
export function ledgerEntry({ first, at }: DeviationGroup): string {
  const place = {
    at,
    ...(first.says === undefined ? {} : { says: first.says }),
    ...(first.ours === undefined ? {} : { ours: first.ours }),
  };
  const entry = { sources: [first.source], why: 'WHY THE SPEC IS RIGHT', evidence: 'WHAT SHOWS IT', places: [place] };
  // One line for each value: a line break in a value looks like a line of the report.
  return stringify([entry], { lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true }).trimEnd();
}

export function groupDeviations(deviations: readonly Deviation[]): DeviationGroup[] {
  const groups = Map.groupBy(deviations, ({ source, at, what, says, ours }) =>
    [source, what, sharedSteps(at), canonical(says), canonical(ours)].join('\n'),
  );
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [{ first, all, at: commonPlace(all.map(({ at }) => at)) }];
  });
}

/** Operations and statuses share their schemas; what differs in more than these is an entry of its own. */
function sharedSteps(at: string): string {
  const [operation = '', ...steps] = at.split(' > ').map((step) => (step.startsWith('response ') ? 'response' : step));
  return [steps.length === 0 ? operation : '', ...steps].join(' > ');
}

function commonPlace(places: readonly string[]): string {
  const [first = [], ...others] = places.map((at) => at.split(' > '));
  return first.map((step, index) => (others.every((other) => other[index] === step) ? step : '*')).join(' > ');
}

function deviationLines({ first, all, at }: DeviationGroup, audit: Audit): string[] {
  const [says, ours] = bothAsText(first.says, first.ours);
  const places = all.map((deviation) => deviation.at).join('\n                ');
  const source =
    first.source === noSource
      ? ['   no source has it']
      : [`   ${first.source} says ${says}`, ...positions(all.map(({ saysAt }) => saysAt))];
  const entry = ledgerEntry({ first, all, at }).split('\n');
  return [
    ...(all.length === 1 ? [] : [`   in ${all.length} places: ${places}`]),
    ...source,
    `   the spec says ${ours}`,
    ...positions(all.map(({ oursAt }) => oursAt)),
    `   Correct the spec; or, if it is right, add to ${audit.ledgerFile}:`,
    ...entry.map((line) => `     ${line}`),
  ];
}

function staleLines(place: StalePlace): string[] {
  const { file, line, carried, at, says, ours, instead } = place;
  return [
    `${file}:${line}: ${whyStale(place)}`,
    `   at ${at}`,
    `   the entry has: the source says ${valueAsText(says)}, the spec says ${valueAsText(ours)}`,
    ...(carried !== undefined && instead.some((deviation) => sameSides(deviation, says, ours))
      ? ['   which states the same. Name it under "sources", and remove "carried".']
      : instead.length === 0
        ? ['   but there the two do not differ. Remove the place, or the entry if it is the last one.']
        : instead.map(
            (deviation) =>
              `   but ${deviation.source} says ${valueAsText(deviation.says)}, and the spec says ${valueAsText(deviation.ours)}. Correct the entry.`,
          )),
  ];
}

function whyStale({ carried, sources, heldAgainst }: StalePlace): string {
  const names = sources.join(', ');
  if (heldAgainst !== undefined)
    return `carried from ${heldAgainst}, but the spec differs otherwise from ${names} there`;
  return carried === undefined
    ? `no longer a difference from ${names}`
    : `carried from ${carried}, but ${names} can tell now`;
}

function sameSides(deviation: Deviation, says: Json | undefined, ours: Json | undefined): boolean {
  return sameJson(deviation.says, says) && sameJson(deviation.ours, ours);
}

function sourceLines({ version, sources, unknown, ambiguities, carried }: Audit): string[] {
  return [
    `${version}, against ${sources.length === 1 ? 'one source' : `${sources.length} sources`}:`,
    ...sources.map(({ name, form, address, read }) => `  ${name} (${form}), address ${address}, read ${read}`),
    ...sources.flatMap((source) => {
      const left = Map.groupBy(unknown, ({ ambiguity }) => ambiguity);
      const open = source.ambiguities.filter((ambiguity) => left.has(ambiguity));
      const idle = source.ambiguities.length - open.length;
      return [
        ...open.map((ambiguity) => {
          const differences = (left.get(ambiguity) ?? []).map(({ at }) => at).join('; ');
          return `  ambiguous: ${source.name}, line ${ambiguity.line} of the page: ${ambiguity.note}: ${differences}`;
        }),
        ...(idle === 0
          ? []
          : [`  ${source.name} leaves ${count(idle, 'thing')} open; the spec has each as the page may mean it`]),
        ...ambiguities
          .filter((open) => open.source === source && open.acknowledged && !left.has(open.ambiguity))
          .map(({ ambiguity }) => `    line ${ambiguity.line} of the page, ${ambiguity.pointer}: ${ambiguity.note}`),
      ];
    }),
    ...(ambiguities.length === 0
      ? []
      : [
          `  pages leave ${count(ambiguities.length, 'thing')} open; the ledger acknowledges ${ambiguities.filter(({ acknowledged }) => acknowledged).length}`,
        ]),
    ...(carried === 0
      ? []
      : [
          `  ${count(carried, 'place')} of the ledger carried from older versions, for want of a source that states them`,
        ]),
  ];
}

/** The entries to add for what the ledger does not acknowledge yet. */
export function acknowledgementLines({ ambiguities, unlabelled, ledgerFile }: Audit): string[] {
  const open = ambiguities.filter(({ acknowledged }) => !acknowledged);
  const bySource = Map.groupBy(open, ({ source }) => source.name);
  const forAmbiguities = [...bySource].flatMap(([source, all]) => {
    const places = siblingsTogether(all.map(({ ambiguity }) => ambiguity.pointer));
    const entry = { sources: [source], why: 'HOW IT IS MEANT', evidence: 'WHAT SHOWS IT', places };
    return [
      '',
      `${source} leaves ${count(all.length, 'thing')} open that the ledger does not acknowledge:`,
      ...all.map(({ ambiguity }) => `   line ${ambiguity.line} of the page, ${ambiguity.pointer}: ${ambiguity.note}`),
      `   Look at each, and add to ${ledgerFile} under "ambiguous" (a "*" stands for any one key):`,
      ...indented(stringify([entry], { lineWidth: 0 })),
    ];
  });
  const forUnlabelled = unlabelled.flatMap(({ name, file }) => [
    '',
    `${file} states no version, and has no address that does.`,
    `   Add to ${ledgerFile} under "unlabelled" what shows that it is of this version:`,
    ...indented(stringify([{ source: name, evidence: 'WHAT SHOWS IT' }], { lineWidth: 0 })),
  ]);
  return [...forAmbiguities, ...forUnlabelled];
}

/** Pointers to several members of one object as one, with `*` for the member. */
function siblingsTogether(pointers: readonly string[]): string[] {
  const parents = Map.groupBy(new Set(pointers), (pointer) => pointer.slice(0, pointer.lastIndexOf('/')));
  return [...parents].flatMap(([parent, own]) => (own.length > 1 ? [`${parent}/*`] : own));
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `     ${line}`);
}

function verdict(audit: Audit, groups: number): string {
  if (isQuiet(audit)) {
    return `${audit.version}: the spec says what its sources say, save for ${audit.explained} deviations, each with its reason in the ledger.`;
  }
  const open = audit.ambiguities.filter(({ acknowledged }) => !acknowledged).length;
  const parts = [
    ...(groups === 0 ? [] : [`${count(groups, 'difference')} that the ledger does not explain`]),
    ...(audit.stale.length === 0 ? [] : [`${count(audit.stale.length, 'place')} of the ledger without a difference`]),
    ...(audit.idle.length === 0 ? [] : [`${count(audit.idle.length, 'acknowledgement')} of nothing`]),
    ...(open === 0 ? [] : [`${count(open, 'thing')} that pages leave open and the ledger does not acknowledge`]),
    ...(audit.unlabelled.length === 0 ? [] : [`${count(audit.unlabelled.length, 'page')} without a version`]),
  ];
  return `${audit.version}: ${parts.join(', ')}.`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function positions(spots: readonly (Spot | undefined)[]): string[] {
  const texts = spots.flatMap((spot) =>
    spot === undefined ? [] : [`     ${spot.document.file}:${spot.document.lineOf(spot.pointer)} ${spot.pointer}`],
  );
  return [...new Set(texts)];
}
