import type { Side } from '../compare/place.ts';
import type { Node } from '../model/node.ts';
import type { Change } from './change.ts';
import { exceptions } from './exceptions.ts';
import { areExclusive } from './exclusive.ts';
import { type Move, moveOf } from './moves.ts';

export type Class = 'breaking' | 'additive' | 'docs';

export interface Judgement {
  readonly class: Class;
  readonly move: Move;
  /** Why the law does not decide here. */
  readonly exception: string | undefined;
}

/**
 * The law, from the side of a program whose types are generated from the older document:
 * a name that it can use goes, or a request needs something new: breaking; a name is added: additive;
 * a request accepts less, or a response may contain more: breaking; the other way round: additive;
 * what cannot be decided: breaking; words: docs.
 */
const law: Readonly<Record<Move, Readonly<Record<Exclude<Side, 'both'>, Class>>>> = {
  added: { request: 'additive', response: 'additive' },
  removed: { request: 'breaking', response: 'breaking' },
  needed: { request: 'breaking', response: 'additive' },
  wider: { request: 'additive', response: 'breaking' },
  narrower: { request: 'breaking', response: 'additive' },
  other: { request: 'breaking', response: 'breaking' },
  undecided: { request: 'breaking', response: 'breaking' },
  docs: { request: 'docs', response: 'docs' },
};

export const classes: readonly Class[] = ['breaking', 'additive', 'docs'];

/** A type that no operation uses, or what is about an operation as a whole, must hold for both sides. */
export function judge(change: Change): Judgement {
  const sides = change.side === 'both' ? (['request', 'response'] as const) : [change.side];
  const judgements = sides.map((side): Judgement => {
    const exception = exceptions.find(({ applies }) => applies({ ...change, side }));
    const moved = exception?.move ?? moveOf({ ...change, side });
    const move = (moved === 'wider' || moved === 'narrower') && isInOverlap(change) ? 'undecided' : moved;
    return { class: law[move][side], move, exception: exception?.reason };
  });
  return judgements.reduce((one, other) => (classes.indexOf(other.class) < classes.indexOf(one.class) ? other : one));
}

/** Where exactly one of several alternatives must match, one that allows more can make the whole allow less. */
function isInOverlap({ difference: { place } }: Change): boolean {
  return place.pairs.slice(1).some(({ before, after }, index) => {
    const holder = place.pairs[index];
    const overlap = (node: Node | undefined): boolean =>
      node?.facts.get('union')?.value === 'oneOf' && !areExclusive(node.branches, 'sent');
    return (after ?? before)?.kind === 'branch' && (overlap(holder?.before) || overlap(holder?.after));
  });
}
