import { isAtOrUnder } from '@whatsapp-qr/openapi-document';
import { compareNodes, type Difference } from '../compare/compare.ts';
import { above } from '../compare/place.ts';
import { isFact } from './form-limits.ts';
import type { Ambiguity, Source } from './source.ts';

export interface Settled {
  /** Differences that count. */
  readonly differences: readonly Difference[];
  /** Differences that the form of the page leaves open. */
  readonly open: readonly { readonly difference: Difference; readonly ambiguity: Ambiguity }[];
}

/**
 * Takes out what a page leaves open. There are two kinds of ambiguity: whether something is there at all, which covers its
 * place and all that is under it; and where it is. The latter lets the spec have it at any of the places that the page
 * allows, but not lack it, nor say something else of it.
 */
export function settleAmbiguities(source: Source, found: readonly Difference[]): Settled {
  const open: { difference: Difference; ambiguity: Ambiguity }[] = [];
  const differences: Difference[] = [];
  for (const difference of found) {
    const ambiguity = source.ambiguities.find(
      ({ alternatives, pointer }) => alternatives.length === 0 && covers(pointer, difference),
    );
    if (ambiguity === undefined) differences.push(difference);
    else open.push({ difference, ambiguity });
  }
  for (const ambiguity of source.ambiguities.filter(({ alternatives }) => alternatives.length > 0)) {
    for (const missing of differences.filter((difference) => isMissing(difference, ambiguity))) {
      const elsewhere = differences.find(
        (difference) => isElsewhere(difference, ambiguity) && sameUse(difference, missing),
      );
      if (elsewhere === undefined) continue;
      for (const difference of [missing, elsewhere]) {
        differences.splice(differences.indexOf(difference), 1);
        open.push({ difference, ambiguity });
      }
      const page = missing.place.pairs.at(-1)?.before;
      const spec = elsewhere.place.pairs.at(-1)?.after;
      if (page !== undefined && spec !== undefined)
        differences.push(...compareNodes(page, spec, above(elsewhere.place), 'as written').filter(isFact));
    }
  }
  return { differences, open };
}

/** An ambiguity about the whole page is a remark, and covers nothing. */
function covers(ambiguous: string, { place, before }: Difference): boolean {
  const pointers = [...before.pointers, ...place.pairs.flatMap((pair) => pair.before?.pointers ?? [])];
  return ambiguous !== '#' && pointers.some((pointer) => isAtOrUnder(pointer, ambiguous));
}

function isMissing({ wholeNode, before, after }: Difference, ambiguity: Ambiguity): boolean {
  return wholeNode && after.value === undefined && before.pointers.includes(ambiguity.pointer);
}

function isElsewhere({ wholeNode, before }: Difference, ambiguity: Ambiguity): boolean {
  return (
    wholeNode &&
    before.value === undefined &&
    before.pointers.some((pointer) => ambiguity.alternatives.includes(pointer))
  );
}

/** A schema is used in many answers: what is missing in one of them is not made good in another. */
function sameUse(one: Difference, other: Difference): boolean {
  const use = ({ place }: Difference): string =>
    place.pairs
      .map((pair) => pair.after ?? pair.before)
      .flatMap((node) =>
        node === undefined || ['property', 'items', 'values', 'branch'].includes(node.kind) ? [] : node.step,
      )
      .join(' > ');
  return use(one) === use(other);
}
