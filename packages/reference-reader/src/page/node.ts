import type { Json } from '@whatsapp-qr/openapi-document';
import type { TypeExpression } from '../type-expression.ts';
import { isPlainObject } from '../type-fit.ts';
import type { Entry } from './entries.ts';

/** An entry in its place, with what is listed under it. */
export interface Node {
  /** The root has none. */
  readonly entry: Entry | undefined;
  readonly name: string;
  readonly type: TypeExpression;
  readonly opens: boolean;
  parent: Node | undefined;
  readonly children: Node[];
  readonly names: Set<string>;
  /** How many of the children are alternatives. */
  alternatives: number;
  /** Which of its parent's alternatives it is, if it is one. */
  order: number;
  /** Other nodes that the page allows as its parent just as well. */
  rivals: readonly Node[];
  /** Whether something stands elsewhere that may belong here, or here that may belong elsewhere. */
  ambiguous: boolean;
}

/** A tree's root, and what the page's examples have in its place. */
export interface Root extends Node {
  readonly samples: readonly Json[];
}

export function rootNode(type: TypeExpression, samples: readonly Json[]): Root {
  return { ...nodeOf(undefined, type, true), samples };
}

export function nodeOf(entry: Entry | undefined, type: TypeExpression, opens: boolean): Node {
  return {
    entry,
    name: entry?.name ?? '',
    type,
    opens,
    parent: undefined,
    children: [],
    names: new Set(),
    alternatives: 0,
    order: 0,
    rivals: [],
    ambiguous: false,
  };
}

export function isAlternative({ entry }: Node): boolean {
  return entry !== undefined && entry.name === undefined;
}

export function isProperty(node: Node): boolean {
  return node.entry?.name !== undefined && node.parent?.type.kind !== 'array';
}

/** `data[]` under `data`; under a schema that is an array itself, `[]`. */
export function isItemOf(parent: Node, { entry }: Node): boolean {
  return parent.type.kind === 'array' && entry?.name === `${parent.name}[]`;
}

/** The schema that a node's children belong to, if it has a name. */
export function schemaName(node: Node, parent = node.parent): string | undefined {
  if (node.type.kind === 'named') return node.type.name;
  // `data[]object` under `dataarray of Details` shows the contents of Details.
  const items = parent?.type.kind === 'array' ? parent.type.items : undefined;
  return items?.kind === 'named' && isPlainObject(node.type) ? items.name : undefined;
}
