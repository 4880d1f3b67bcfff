import { quoted, type Reading } from '../reading.ts';
import type { Entry } from './entries.ts';
import { isAlternative, type Node, nodeOf, type Root } from './node.ts';
import { PossibleParents } from './possible-parents.ts';

/** No page is larger. Time grows with the number of entries times the number of levels. */
const mostWork = 2_000_000;
const deepest = 40;

/**
 * Puts the entries of a tree into their places under the root. Where the page leaves several, the innermost level that
 * is still open is taken, and the others are kept as rivals.
 */
export function nest(entries: readonly Entry[], root: Root, reading: Reading): void {
  const nodes = entries.map((entry) => nodeOf(entry, entry.type, entry.opens));
  if (entries.length * entries.filter(({ opens }) => opens).length > mostWork) {
    reading.problem(entries[0]?.line ?? 0, `a schema of ${entries.length} lines`, 'less');
    return;
  }
  const possible = new PossibleParents(root, nodes).solve();
  const open: Node[] = [root];
  let previous: Node = root;
  for (const [index, node] of nodes.entries()) {
    const options = possible[index] ?? [];
    // No parent has two children of one name.
    const free = options.filter((option) => isAlternative(node) || !option.names.has(node.name));
    const level = Math.max(
      0,
      open.findLastIndex((one) => free.includes(one)),
    );
    const parent = open[level] !== undefined && free.includes(open[level]) ? open[level] : free.at(-1);
    if (parent === undefined) reading.problem(node.entry?.line ?? 0, ...misplaced(node, previous, open));
    const rivals = free.filter((option) => open.includes(option));
    open.length = level + 1;
    if (open.length > deepest) reading.problem(node.entry?.line ?? 0, `more than ${deepest} nested levels`, 'fewer');
    attach(node, open.length > deepest ? root : (parent ?? root), rivals);
    if (node.opens) open.push(node);
    previous = node;
  }
}

function attach(node: Node, parent: Node, options: readonly Node[]): void {
  node.parent = parent;
  parent.children.push(node);
  parent.names.add(node.name);
  if (isAlternative(node)) node.order = parent.alternatives++;
  node.rivals = options.filter((option) => option !== parent);
  if (node.rivals.length > 0) for (const option of options) option.ambiguous = true;
}

function misplaced(node: Node, previous: Node, open: readonly Node[]): [found: string, expected: string] {
  const text = quoted(node.entry?.text ?? '');
  if (previous.opens) return [`${text} as a child of ${shown(previous)}`, childrenOf(previous)];
  if (isAlternative(node))
    return [`the alternative ${text}`, 'one that "Must be one of" announces, each once and in that order'];
  const levels = open.map(shown).reverse().slice(0, 3);
  return [text, `a property that ${levels.join(', or ')} does not have yet`];
}

function shown(node: Node): string {
  if (node.entry !== undefined) return quoted(node.entry.text);
  return node.type.kind === 'named' ? quoted(node.type.name) : 'the outermost level';
}

function childrenOf({ type, name }: Node): string {
  if (type.kind === 'array') return `the items of the array, ${quoted(`${name}[]`)} and their type`;
  if (type.kind === 'oneOf') return 'the alternatives in the order in which they were announced';
  return 'properties under an object, items under an array, alternatives under "Must be one of"';
}
