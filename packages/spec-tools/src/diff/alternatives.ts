import { asSet, canonical } from '@whatsapp-qr/openapi-document';
import { isAboutThePlace } from '../compare/branches.ts';
import type { Fact, FactKind, Node } from '../model/node.ts';
import { areExclusive, common, listOf, typeOf } from './exclusive.ts';
import { ofOneType, tidy } from './one-type.ts';

/**
 * A schema as a list of alternatives that have one type each: `type: [string, 'null']`, `anyOf` and `oneOf`, enumerations
 * and constants all become the same list. No alternative at all means that no value is allowed.
 */
export function alternativesOf(node: Node): Node[] {
  if (node.facts.has('never')) return [];
  const own = onlyConstraints(node);
  const union = node.facts.get('union')?.value;
  const listed = node.branches.flatMap((branch) => {
    // A union whose alternatives overlap is no part of another union.
    const inner = branch.facts.get('union')?.value;
    if (inner === 'oneOf' || (inner === 'anyOf' && union === 'oneOf')) return [branch];
    return alternativesOf(branch).map((one) => withName(one, branch));
  });
  const single = node.branches.length === 0;
  const alternatives = (single ? [own] : listed.map((one) => both(one, own))).flatMap(ofOneType).map(tidy);
  return merged(alternatives, union === 'oneOf');
}

/** The node with its alternatives: none, one, which then is the node itself, or several. */
export function asOneSchema(node: Node, alternatives: readonly Node[]): Node {
  const place = [...node.facts].filter(([kind]) => isAboutThePlace(kind));
  const [first, ...others] = alternatives;
  if (first === undefined) {
    const never = node.facts.get('never') ?? { value: true, spot: node.site };
    return {
      ...node,
      facts: new Map([...place, ['type', { ...never, value: 'never' }]]),
      children: new Map(),
      branches: [],
    };
  }
  // Properties beside a union hold for every alternative.
  const beside = [...node.children].filter(([, { kind }]) => node.branches.length > 0 || kind === 'media type');
  if (others.length === 0) {
    const facts = new Map([...first.facts, ...place]);
    const name = node.facts.get('name') ?? first.facts.get('name');
    if (name !== undefined) facts.set('name', name);
    return { ...node, facts, children: new Map([...first.children, ...beside]), branches: [] };
  }
  const union = node.facts.get('union');
  const name = node.facts.get('name');
  const facts = new Map(place);
  if (name !== undefined) facts.set('name', name);
  if (union !== undefined && !areExclusive(alternatives)) facts.set('union', union);
  const branches = alternatives.map((one) => ({ ...one, step: `(${stepOf(one)})` }));
  return { ...node, facts, children: new Map(beside), branches };
}

function stepOf({ facts }: Node): string {
  return String(facts.get('name')?.value ?? facts.get('recursion')?.value ?? facts.get('type')?.value ?? 'any value');
}

/** The node without the facts about its place. */
function onlyConstraints(node: Node): Node {
  const facts = [...node.facts].filter(([kind]) => !isAboutThePlace(kind) && kind !== 'union');
  const children = node.branches.length > 0 ? [] : [...node.children].filter(([, { kind }]) => kind !== 'media type');
  return { ...node, kind: 'branch', facts: new Map(facts), children: new Map(children), branches: [], examples: [] };
}

function withName(one: Node, branch: Node): Node {
  const name = branch.facts.get('name');
  return name === undefined || one.facts.has('name') ? one : { ...one, facts: new Map([...one.facts, ['name', name]]) };
}

/** An alternative, with the keywords beside the union. */
function both(one: Node, outer: Node): Node {
  const facts = new Map(one.facts);
  for (const [kind, fact] of outer.facts) {
    const inner = facts.get(kind);
    if (kind === 'name' || (inner !== undefined && canonical(inner.value) === canonical(fact.value))) continue;
    if (inner === undefined) facts.set(kind, fact);
    else if (kind === 'type' || kind === 'enum') facts.set(kind, { ...inner, value: common(inner.value, fact.value) });
    else facts.set(kind, tighter(kind, inner, fact));
  }
  return { ...one, facts };
}

function tighter(kind: FactKind, one: Fact, other: Fact): Fact {
  if (/min/i.test(kind)) return Number(one.value) >= Number(other.value) ? one : other;
  if (/max/i.test(kind)) return Number(one.value) <= Number(other.value) ? one : other;
  return { ...one, value: { allOf: asSet([one.value, other.value]) } };
}

/** Alternatives that say the same stand once; enumerations of one type are one; a plain type includes its values. */
function merged(alternatives: readonly Node[], exactlyOne: boolean): Node[] {
  // A value that two of them allow is refused.
  if (exactlyOne && !areExclusive(alternatives)) return [...alternatives];
  const list: Node[] = [];
  for (const one of alternatives) {
    if (list.some((other) => signature(other) === signature(one))) continue;
    const index = list.findIndex((other) => isEnum(one) && isEnum(other) && typeOf(other) === typeOf(one));
    const twin = list[index];
    if (twin === undefined) list.push(one);
    else list.splice(index, 1, tidy(withValues(twin, one)));
  }
  const plain = new Set(list.filter((one) => hasOnly(one, ['type'])).map(typeOf));
  const isIncluded = (one: Node): boolean => plain.has(typeOf(one)) && !hasOnly(one, ['type']);
  return list.filter((one) => !isIncluded(one) && !(typeOf(one) === 'integer' && plain.has('number')));
}

function isEnum(node: Node): boolean {
  return node.facts.has('enum') && hasOnly(node, ['enum', 'type']);
}

/** Whether these keywords alone limit the values. */
function hasOnly({ facts, children, branches }: Node, keywords: readonly string[]): boolean {
  const known = (kind: FactKind): boolean => keywords.includes(kind) || kind === 'name' || isAboutThePlace(kind);
  return children.size + branches.length === 0 && facts.has('type') && [...facts.keys()].every(known);
}

function withValues(one: Node, other: Node): Node {
  const values = one.facts.get('enum');
  const more = other.facts.get('enum');
  if (values === undefined || more === undefined) return one;
  const value = asSet([...listOf(values.value), ...listOf(more.value)]);
  return { ...one, facts: new Map([...one.facts, ['enum', { ...values, value }]]) };
}

/** All that limits the values, as one text. */
export function signature({ facts, children, branches }: Node): string {
  const limits = [...facts]
    .filter(([kind]) => kind !== 'name' && !isAboutThePlace(kind))
    .map(([kind, { value }]) => `${kind}: ${canonical(value)}`);
  const required = facts.get('required')?.value === true ? '!' : '';
  const inner = [...children].map(([key, child]) => `${key}${signature(child)}`);
  return `${required}{${[...limits.sort(), ...inner.sort(), ...branches.map(signature).sort()].join(', ')}}`;
}
