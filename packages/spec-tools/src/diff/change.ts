import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import type { Difference, SideValue } from '../compare/compare.ts';
import { type Side, sideOf } from '../compare/place.ts';
import type { Node } from '../model/node.ts';

/** A difference from the older to the newer document. */
export interface Change {
  readonly difference: Difference;
  readonly what: string;
  readonly side: Side;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** The node that was added or removed, or of which a fact changed. */
  readonly node: Node | undefined;
  /** The node that holds it. */
  readonly parent: { readonly before: Node | undefined; readonly after: Node | undefined } | undefined;
}

export function changeOf(difference: Difference): Change {
  const { place, what } = difference;
  const pair = place.pairs.at(-1);
  const [root] = place.pairs;
  // An operation without servers of its own has those of the document, and a document without any has its own address.
  const inherited = (node: Node | undefined): Json | undefined =>
    what === 'servers' ? (node?.facts.get('servers')?.value ?? ['/']) : undefined;
  return {
    difference,
    what,
    side: sideOf(place),
    before: difference.before.value ?? inherited(root?.before),
    after: difference.after.value ?? inherited(root?.after),
    node: pair?.after ?? pair?.before,
    parent: place.pairs.at(-2),
  };
}

export function isAdded({ before }: Change): boolean {
  return before === undefined;
}

export function isRemoved({ after }: Change): boolean {
  return after === undefined;
}

/**
 * A document names its own Graph version in several places (the value of `Version`, addresses in examples). That another
 * version is named in all of them is what comparing two versions means, and no change.
 */
export function isTheVersionItself(change: Change, versions: readonly [string, string]): boolean {
  if (change.what === 'version' && change.node?.kind === 'api') return true;
  if (change.before === undefined || change.after === undefined) return false;
  return JSON.stringify(renamed(change.before, ...versions)) === JSON.stringify(change.after);
}

/** Texts alone: numbers and versions of another form (`1`) are values like all others. */
function renamed(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return /^v\d+\.\d+$/.test(from) ? value.replaceAll(from, to) : value;
  if (isArray(value)) return value.map((item) => renamed(item, from, to));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, from, to)]));
}

export function lineOf({ spot }: SideValue): { file: string; line: number; pointer: string } {
  const { document, pointer } = spot;
  return { file: document.file, line: document.lineOf(pointer), pointer };
}
