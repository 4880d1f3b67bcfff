import { compare, type Difference } from '../compare/compare.ts';
import type { Json } from '../document/json.ts';
import type { Node, Spot } from '../model/node.ts';
import { type Doubt, doubtAbout, type Source } from './source.ts';
import { isFact, silenceCounts } from './telling.ts';

/** What stands in the spec and in no source at all has this in place of a source. */
export const noSource = 'none';

/** A place where a source and the spec say different things. */
export interface Deviation {
  readonly source: string;
  readonly at: string;
  readonly what: string;
  readonly says: Json | undefined;
  readonly ours: Json | undefined;
  /** Where the source says it, or would; nothing if it is of no source. */
  readonly saysAt: Spot | undefined;
  readonly oursAt: Spot;
}

/** A difference that a source's form leaves open. */
export interface Doubted {
  readonly source: Source;
  readonly doubt: Doubt;
  readonly at: string;
}

export interface Findings {
  readonly deviations: readonly Deviation[];
  readonly doubted: readonly Doubted[];
}

/**
 * Holds the spec against every source. Each source that says otherwise is a deviation of its own; and of what no source
 * could have told, at least the things themselves (operations, parameters, answers, properties) need one that has them.
 */
export function findDeviations(sources: readonly Source[], spec: Node): Findings {
  const deviations: Deviation[] = [];
  const doubted: Doubted[] = [];
  const lacking = new Map<string, { difference: Difference; sources: Set<Source>; settled: boolean }>();
  for (const source of sources) {
    const differences = compare(source.api, spec).filter(isFact);
    const open = (difference: Difference): Doubt | undefined => openQuestion(source, difference, differences);
    for (const difference of differences) {
      const doubt = open(difference);
      const counts = difference.before.value !== undefined || silenceCounts(source, difference);
      if (difference.wholeNode && difference.before.value === undefined) {
        const entry = lacking.get(difference.at) ?? { difference, sources: new Set(), settled: false };
        entry.sources.add(source);
        entry.settled ||= counts || doubt !== undefined;
        lacking.set(difference.at, entry);
      }
      if (doubt !== undefined) doubted.push({ source, doubt, at: difference.at });
      else if (counts) deviations.push(deviation(source.name, difference));
    }
  }
  for (const { difference, sources: without, settled } of lacking.values()) {
    const about = sources.filter((source) => knowsOperation(source, difference));
    const asked = difference.what === 'operation' ? sources : about;
    if (!settled && difference.what !== 'example' && asked.every((source) => without.has(source))) {
      deviations.push({ ...deviation(noSource, difference), saysAt: undefined });
    }
  }
  return { deviations, doubted };
}

function deviation(source: string, { at, what, before, after }: Difference): Deviation {
  return { source, at, what, says: before.value, ours: after.value, saysAt: before.spot, oursAt: after.spot };
}

/**
 * The doubt that leaves a difference open. If the page has something and only its place is in doubt, then the spec must
 * have it at one of the places.
 */
function openQuestion(source: Source, difference: Difference, all: readonly Difference[]): Doubt | undefined {
  const doubt = doubtAbout(source, sourcePointers(difference));
  const [place, ...alternatives] = doubt?.pointers ?? [];
  const missing = difference.wholeNode && difference.after.value === undefined;
  if (place === undefined || alternatives.length === 0 || !missing || !difference.before.pointers.includes(place))
    return doubt;
  const elsewhere = all.some(
    ({ wholeNode, before }) =>
      wholeNode && before.value === undefined && before.pointers.some((pointer) => alternatives.includes(pointer)),
  );
  return elsewhere ? doubt : undefined;
}

/** All places of the source that lead to the difference: a doubt about any of them, or about what is around them, counts. */
function sourcePointers({ place, before }: Difference): string[] {
  return [...before.pointers, ...place.pairs.flatMap((pair) => pair.before?.pointers ?? [])];
}

function knowsOperation(source: Source, { place }: Difference): boolean {
  const operation = place.pairs.find(({ before, after }) => (after ?? before)?.kind === 'operation');
  const step = (operation?.after ?? operation?.before)?.step;
  return step === undefined || source.api.children.has(step);
}
