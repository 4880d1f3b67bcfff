import type { Json, SourceDocument } from '@whatsapp-qr/openapi-document';

/**
 * A document as its users meet it: every reference is followed, and each thing stands where it is used. Two documents
 * that write the same contract differently (inline or by reference, in another order, with other component names)
 * give the same tree.
 */
export interface Node {
  readonly kind: NodeKind;
  /** Its own step in a place: `query limit`, `response 200`, `.code`. */
  readonly step: string;
  /** Where it stands, and where its contents are written if that is elsewhere, past a reference. */
  readonly site: Spot;
  readonly inside: Spot;
  /** Every pointer under which the document has this node: where it is used, and what the references lead to. */
  readonly pointers: readonly string[];
  readonly facts: ReadonlyMap<FactKind, Fact>;
  readonly children: ReadonlyMap<string, Node>;
  /** The alternatives of a oneOf or anyOf. They have no keys of their own: comparing pairs them. */
  readonly branches: readonly Node[];
  readonly examples: readonly Example[];
}

export interface Spot {
  readonly document: SourceDocument;
  readonly pointer: string;
}

export interface Fact {
  readonly value: Json;
  readonly spot: Spot;
  /** Not written, but meant: most readers take a schema with properties for an object. */
  readonly implied?: true;
}

/** An example of a body. Meta's documents leave some of them without a name. */
export interface Example {
  readonly name?: string;
  /** Summary and description. */
  readonly words?: Json;
  readonly value: Json;
  readonly site: Spot;
  readonly inside: Spot;
  readonly pointers: readonly string[];
}

export type NodeKind =
  | 'api'
  | 'component'
  | 'security scheme'
  | 'operation'
  | 'parameter'
  | 'body'
  | 'response'
  | 'header'
  | 'media type'
  | 'property'
  | 'items'
  | 'values'
  | 'branch'
  | 'example';

/** The kinds of facts of a node: those known here, and any other keyword under its own name, so that none is dropped. */
export type FactKind = string;

/** Kinds without an effect on the wire: words and names. */
export const proseKinds: ReadonlySet<FactKind> = new Set([
  'title',
  'summary',
  'description',
  'tags',
  'externalDocs',
  '$comment',
  'license',
  'contact',
  'termsOfService',
  'example words',
  'server description',
]);

export class NodeBuilder {
  readonly facts = new Map<FactKind, Fact>();
  readonly children = new Map<string, Node>();
  readonly branches: Node[] = [];
  readonly examples: Example[] = [];

  fact(kind: FactKind, value: Json | undefined, at: Spot): void {
    if (value !== undefined) this.facts.set(kind, { value, spot: spot(at) });
  }

  implied(kind: FactKind, value: Json, at: Spot): void {
    this.facts.set(kind, { value, spot: spot(at), implied: true });
  }

  add(node: Node | undefined): void {
    if (node !== undefined) this.children.set(keyOf(node), node);
  }

  build(kind: NodeKind, step: string, { site, inside = site, pointers = [site.pointer] }: Built): Node {
    const { facts, children, branches, examples } = this;
    return { kind, step, site: spot(site), inside: spot(inside), pointers, facts, children, branches, examples };
  }
}

interface Built {
  readonly site: Spot;
  readonly inside?: Spot;
  readonly pointers?: readonly string[];
}

function spot({ document, pointer }: Spot): Spot {
  return { document, pointer };
}

/** By what nodes of two documents are paired. */
function keyOf({ kind, step }: { readonly kind: NodeKind; readonly step: string }): string {
  if (kind === 'operation') return operationKey(step);
  return kind === 'header' ? step.toLowerCase() : step;
}

/** The operations of an API, as `GET /path`. */
export function operationsOf(api: Node): string[] {
  return [...api.children.values()].filter(({ kind }) => kind === 'operation').map(({ step }) => step);
}

/** An operation stays the same when a parameter in its path is called something else. */
export function operationKey(operation: string): string {
  return operation.replaceAll(/\{[^}]*\}/g, '{}');
}
