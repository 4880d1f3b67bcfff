import { type FactKind, type Node, proseKinds } from '../model/node.ts';
import type { Pair } from './place.ts';

/**
 * Pairs the alternatives of two unions: those of one name first, then those with the fewest differences. What is left
 * over on one side was removed or added.
 */
export function pairBranches(
  before: readonly Node[],
  after: readonly Node[],
  differences: (a: Node, b: Node) => number,
): Pair[] {
  const left = new Set(before);
  const right = new Set(after);
  const pairs: Pair[] = [];
  const pair = (a: Node, b: Node): void => {
    left.delete(a);
    right.delete(b);
    pairs.push({ before: a, after: b });
  };
  for (const a of before) {
    const name = a.facts.get('name')?.value;
    const namesake = [...right].find((b) => name !== undefined && b.facts.get('name')?.value === name);
    if (namesake !== undefined) pair(a, namesake);
  }
  const candidates = [...left].flatMap((a) => [...right].map((b) => ({ a, b, cost: differences(a, b) })));
  for (const { a, b } of candidates.sort((one, other) => one.cost - other.cost)) {
    if (left.has(a) && right.has(b)) pair(a, b);
  }
  return [
    ...pairs,
    ...[...left].map((a) => ({ before: a, after: undefined })),
    ...[...right].map((b) => ({ before: undefined, after: b })),
  ];
}

/**
 * If only one of the two is a union, the other counts as a union of one: then "string" against "string or integer" is
 * an alternative more, and not everything gone and something else there.
 */
export function alikeUnions(before: Node, after: Node): [Node, Node] {
  if (before.branches.length > 0 && after.branches.length === 0) return [before, unionOfOne(after, before)];
  if (after.branches.length > 0 && before.branches.length === 0) return [unionOfOne(before, after), after];
  return [before, after];
}

const placeFacts = new Set([
  ...proseKinds,
  ...['required', 'deprecated', 'style', 'explode', 'allowReserved', 'allowEmptyValue', 'content', 'encoding'],
  ...['example', 'default', 'readOnly', 'writeOnly', 'discriminator', 'header name'],
]);

/** Facts about the place, which no alternative changes. All others belong to the alternative. */
export function isAboutThePlace(kind: FactKind): boolean {
  return placeFacts.has(kind) || kind.startsWith('x-');
}

function unionOfOne(node: Node, like: Node): Node {
  // A schema that allows every value is no alternative to anything.
  const inner = [...node.facts].filter(([kind]) => !isAboutThePlace(kind));
  if (inner.length === 0 && node.children.size === 0) return node;
  const schemaChildren = [...node.children].filter(([, { kind }]) => kind !== 'media type');
  const union = like.facts.get('union');
  const branch: Node = {
    ...node,
    kind: 'branch',
    step: '(1)',
    facts: new Map(inner),
    children: new Map(schemaChildren),
    examples: [],
  };
  const outer = [...node.facts].filter(([kind]) => isAboutThePlace(kind));
  return {
    ...node,
    facts: new Map(union === undefined ? outer : [...outer, ['union', union]]),
    children: new Map([...node.children].filter(([, { kind }]) => kind === 'media type')),
    branches: [branch],
  };
}
