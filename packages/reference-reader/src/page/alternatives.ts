import { sameType } from '../type-expression.ts';
import { isAlternative, type Node } from './node.ts';

/** A node that has alternatives: those announced by "Must be one of", or unannounced ones under a schema's name. */
interface Choice {
  readonly number: number;
  readonly node: Node;
  taken: number;
}

/**
 * For each alternative, by the numbers of nodes in the order of the page, the nodes that it may belong to. A level with
 * announced alternatives still to come cannot close, so the next one that fits belongs to the innermost such level.
 */
export function parentsOfAlternatives(nodes: readonly Node[]): Map<number, readonly number[]> {
  const parents = new Map<number, readonly number[]>();
  const open: Choice[] = [];
  for (const [number, node] of nodes.entries()) {
    if (isAlternative(node)) parents.set(number, take(node, open));
    const first = nodes[number + 1];
    const begins =
      node.opens &&
      first !== undefined &&
      (node.type.kind === 'oneOf' || (node.type.kind === 'named' && isAlternative(first)));
    if (begins) open.push({ number, node, taken: 0 });
  }
  return parents;
}

function take(alternative: Node, open: Choice[]): number[] {
  const possible: number[] = [];
  for (let at = open.length - 1; at >= 0; at--) {
    const choice = open[at];
    if (choice === undefined) break;
    const { node, number, taken } = choice;
    if (node.type.kind !== 'oneOf') possible.unshift(number);
    else {
      const announced = node.type.alternatives[taken];
      if (announced === undefined || !sameType(announced, alternative.type)) continue;
      if (possible.length === 0) {
        choice.taken++;
        open.length = choice.taken === node.type.alternatives.length ? at : at + 1;
      }
      return [number, ...possible];
    }
  }
  return possible;
}
