import type { Json } from '@whatsapp-qr/openapi-document';
import type { Difference, Says } from '../compare/compare.ts';
import { type Side, sideOf } from '../compare/place.ts';
import type { Node } from '../model/node.ts';
import { directionOf } from './direction.ts';

export type Class = 'breaking' | 'additive' | 'docs';
export type Verdict = 'added' | 'removed' | 'changed' | 'wider' | 'narrower' | 'other';

/** A difference, said from before to after. */
export interface Change {
  readonly difference: Difference;
  readonly what: string;
  readonly change: Verdict;
  readonly side: Side;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** The node that came or went, or the one of which a fact changed, and its step. */
  readonly node: Node | undefined;
  readonly step: string;
}

export function changeOf(difference: Difference): Change {
  const { place, what, wholeNode } = difference;
  const before = difference.before.value;
  const after = difference.after.value;
  const pair = place.pairs.at(-1);
  const node = pair?.after ?? pair?.before;
  const oneSided = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return {
    difference,
    what,
    change: directionOf(what, before, after) ?? oneSided,
    side: sideOf(place),
    before,
    after,
    node: wholeNode && what === 'example' ? undefined : node,
    step: node?.step ?? '',
  };
}

/**
 * The Graph version stands in its own document in several places (the value of `Version`, addresses in examples). That
 * they all name another version is what comparing two versions means, and no change of its own.
 */
export function isTheVersionItself(change: Change, versions: readonly [string, string]): boolean {
  const [from, to] = versions;
  if (change.what === 'version' && change.node?.kind === 'api') return true;
  if (change.before === undefined || change.after === undefined || from === to) return false;
  return JSON.stringify(change.before).replaceAll(from, to) === JSON.stringify(change.after);
}

export function saysAt({ spot }: Says): { file: string; line: number; pointer: string } {
  const { document, pointer } = spot;
  return { file: document.file, line: document.lineOf(pointer), pointer };
}
