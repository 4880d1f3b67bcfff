import type { Json } from '@whatsapp-qr/openapi-document';
import { compare, type Difference } from '../compare/compare.ts';
import { type Node, operationKey, type Spot } from '../model/node.ts';
import { settleAmbiguities } from './ambiguities.ts';
import { isFact, silenceCounts } from './form-limits.ts';
import type { Ambiguity, Source } from './source.ts';

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
  /** From the source to the spec. */
  readonly difference: Difference;
}

/** A difference that a source's form leaves open. */
export interface AmbiguousDifference {
  readonly source: Source;
  readonly ambiguity: Ambiguity;
  readonly at: string;
}

export interface Findings {
  readonly deviations: readonly Deviation[];
  readonly ambiguous: readonly AmbiguousDifference[];
}

/**
 * Holds the spec against every source. Each source that says otherwise is a deviation of its own; and of what no source
 * could have stated, at least the things themselves (operations, parameters, answers, properties) need one that has them.
 */
export function findDeviations(sources: readonly Source[], spec: Node): Findings {
  const deviations: Deviation[] = [];
  const ambiguous: AmbiguousDifference[] = [];
  const unsupported = new Unsupported(sources);
  for (const source of sources) {
    const { differences, open } = settleAmbiguities(source, compare(source.api, spec, 'as written').filter(isFact));
    for (const { difference, ambiguity } of open) {
      ambiguous.push({ source, ambiguity, at: difference.at });
      unsupported.settle(difference);
    }
    for (const difference of differences) {
      const counts = difference.before.value !== undefined || silenceCounts(source, difference);
      if (counts) {
        deviations.push(deviation(source.name, difference));
        unsupported.settle(difference);
      } else unsupported.lackedBy(source, difference);
    }
  }
  const none = unsupported
    .differences()
    .map((difference) => ({ ...deviation(noSource, difference), saysAt: undefined }));
  return { deviations: [...deviations, ...none], ambiguous };
}

/** Keeps what the spec has and some source lacks without its silence meaning anything: at least one must have it. */
class Unsupported {
  readonly #sources: readonly Source[];
  readonly #lacking = new Map<string, { difference: Difference; by: Set<Source> }>();
  readonly #settled = new Set<string>();

  constructor(sources: readonly Source[]) {
    this.#sources = sources;
  }

  /** It is open, or a difference already. */
  settle({ at }: Difference): void {
    this.#settled.add(at);
  }

  lackedBy(source: Source, difference: Difference): void {
    if (!difference.wholeNode || difference.what === 'example') return;
    const entry = this.#lacking.get(difference.at) ?? { difference, by: new Set() };
    entry.by.add(source);
    this.#lacking.set(difference.at, entry);
  }

  differences(): Difference[] {
    return [...this.#lacking.values()]
      .filter(
        ({ difference, by }) =>
          !this.#settled.has(difference.at) && this.#asked(difference).every((source) => by.has(source)),
      )
      .map(({ difference }) => difference);
  }

  /** Of an operation, all sources; of what is in one, those that know it. */
  #asked({ what, place }: Difference): readonly Source[] {
    const step = place.pairs.map(({ after }) => after).find((node) => node?.kind === 'operation')?.step;
    return what === 'operation' || step === undefined
      ? this.#sources
      : this.#sources.filter(({ api }) => api.children.has(operationKey(step)));
  }
}

function deviation(source: string, difference: Difference): Deviation {
  const { at, what, before, after } = difference;
  return {
    source,
    at,
    what,
    says: before.value,
    ours: after.value,
    saysAt: before.spot,
    oursAt: after.spot,
    difference,
  };
}
