import { type Json, pointerTo, sameJson } from '@whatsapp-qr/openapi-document';
import type { FactKind, Node, NodeKind, Spot } from '../model/node.ts';
import { propertyName } from '../model/schema.ts';
import { alikeUnions, pairBranches } from './branches.ts';
import { exampleLabel, exampleSummary, pairExamples } from './examples.ts';
import { below, joined, type Pair, type Place, top } from './place.ts';
import { summary } from './summary.ts';

/**
 * One difference between two documents: a node that only one of them has, or a fact on which they differ. The version
 * diff decides what it means for a consumer, the audit whether it is on purpose.
 */
export interface Difference {
  readonly place: Place;
  /** The place in words, down to the kind of fact. */
  readonly at: string;
  readonly what: NodeKind | FactKind;
  /** Whether one side lacks the whole node, and not only a fact about it. */
  readonly wholeNode: boolean;
  readonly before: SideValue;
  readonly after: SideValue;
}

/** The value on one side, and its place. Without a value, `spot` is where it would stand. */
export interface SideValue {
  readonly value: Json | undefined;
  readonly spot: Spot;
  /** Every pointer by which its document leads there. */
  readonly pointers: readonly string[];
}

/**
 * As meant, a schema with properties is an object, with or without a type. As written, `after` must state what `before`
 * states.
 */
export type Strictness = 'as meant' | 'as written';

export function compare(before: Node, after: Node, strictness: Strictness = 'as meant'): Difference[] {
  return compareNodes(before, after, top, strictness);
}

/** `parent` is the place that holds the two. */
export function compareNodes(one: Node, other: Node, parent: Place, strictness: Strictness): Difference[] {
  const [before, after] = alikeUnions(one, other);
  const place = below(parent, { before, after });
  return [
    ...compareFacts(before, after, place, strictness),
    ...keysOfBoth(before.children, after.children)
      .map((key) => ({ before: before.children.get(key), after: after.children.get(key) }))
      .flatMap((pair) => compareOptional(pair, before, after, place, strictness)),
    ...pairBranches(before.branches, after.branches, (a, b) => compareNodes(a, b, place, strictness).length).flatMap(
      (pair) => compareOptional(pair, before, after, place, strictness),
    ),
    ...compareExamples(before, after, place, strictness),
  ];
}

function compareFacts(before: Node, after: Node, place: Place, strictness: Strictness): Difference[] {
  return keysOfBoth(before.facts, after.facts).flatMap((what): Difference[] => {
    const difference = { place, at: joined(place.text, what), what, wholeNode: false };
    const needsWriting = strictness === 'as written' && before.facts.get(what)?.implied !== true;
    const sides = { before: factValue(before, what, false), after: factValue(after, what, needsWriting) };
    return sameJson(sides.before.value, sides.after.value) ? [] : [{ ...difference, ...sides }];
  });
}

function compareOptional(pair: Pair, before: Node, after: Node, parent: Place, strictness: Strictness): Difference[] {
  if (pair.before !== undefined && pair.after !== undefined) {
    return compareNodes(pair.before, pair.after, parent, strictness);
  }
  const place = below(parent, pair);
  const what = (pair.before ?? pair.after)?.kind;
  if (what === undefined) return [];
  return [
    {
      place,
      at: place.text,
      what,
      wholeNode: true,
      before: nodeValue(pair.before, before, pair.after),
      after: nodeValue(pair.after, after, pair.before),
    },
  ];
}

function compareExamples(before: Node, after: Node, place: Place, strictness: Strictness): Difference[] {
  return pairExamples(before.examples, after.examples, strictness === 'as meant').flatMap((pair): Difference[] => {
    const example = pair.after ?? pair.before;
    if (example === undefined) return [];
    if (pair.agree) {
      const words = strictness === 'as meant' && !sameJson(pair.before?.words, pair.after?.words);
      if (!words || pair.before === undefined || pair.after === undefined) return [];
      const what = 'example words';
      const at = joined(joined(place.text, `example ${exampleLabel(example)}`), what);
      const wordsValue = ({ words, site, pointers }: typeof example): SideValue => ({
        value: words,
        spot: site,
        pointers,
      });
      return [{ place, at, what, wholeNode: false, before: wordsValue(pair.before), after: wordsValue(pair.after) }];
    }
    const both = pair.before !== undefined && pair.after !== undefined;
    const exampleValue = (side: typeof example | undefined, node: Node): SideValue =>
      side === undefined
        ? { value: undefined, spot: node.site, pointers: [] }
        : { value: both ? side.value : exampleSummary(side), spot: side.site, pointers: side.pointers };
    const at = joined(joined(place.text, `example ${exampleLabel(example)}`), both ? 'value' : '');
    const what = both ? 'example value' : 'example';
    return [
      {
        place,
        at,
        what,
        wholeNode: !both,
        before: exampleValue(pair.before, before),
        after: exampleValue(pair.after, after),
      },
    ];
  });
}

function factValue(node: Node, kind: FactKind, needsWriting: boolean): SideValue {
  const fact = node.facts.get(kind);
  if (fact === undefined || (needsWriting && fact.implied === true)) {
    return { value: undefined, spot: node.inside, pointers: node.pointers.map((pointer) => pointerTo(pointer, kind)) };
  }
  return { value: fact.value, spot: fact.spot, pointers: [fact.spot.pointer] };
}

function nodeValue(node: Node | undefined, parent: Node, other: Node | undefined): SideValue {
  if (node !== undefined) return { value: summary(node), spot: node.site, pointers: node.pointers };
  // Where it would stand, for the one kind of node whose place within its parent is the same in all documents.
  const keys = other?.kind === 'property' ? ['properties', propertyName(other.step)] : [];
  const pointers = keys.length === 0 ? [] : parent.pointers.map((pointer) => pointerTo(pointer, ...keys));
  return { value: undefined, spot: parent.inside, pointers };
}

function keysOfBoth<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])];
}
