import { printableLine } from '@whatsapp-qr/openapi-document';
import type { Node } from '../model/node.ts';

/** A node as each side has it: one side may be without. */
export interface Pair {
  readonly before: Node | undefined;
  readonly after: Node | undefined;
}

/**
 * Where in an API something is, by place of use: the steps from the operation down. Written
 * `GET /codes/{id} > response 200 > application/json > .data[].code > format`; steps within a schema are glued.
 */
export interface Place {
  readonly text: string;
  /** From the API itself down to the node that differs, or that would hold what one side lacks. */
  readonly pairs: readonly Pair[];
}

export const top: Place = { text: '', pairs: [] };

const withinSchema = new Set(['property', 'items', 'values', 'branch']);

export function below(place: Place, pair: Pair): Place {
  const node = pair.after ?? pair.before;
  const parent = place.pairs.at(-1);
  const above = parent?.after ?? parent?.before;
  if (node === undefined) return place;
  const glued = withinSchema.has(node.kind) && above !== undefined && withinSchema.has(above.kind);
  return { text: joined(place.text, node.step, glued), pairs: [...place.pairs, pair] };
}

/** The place that holds this one. */
export function above({ pairs }: Place): Place {
  return pairs.slice(0, -1).reduce(below, top);
}

export function joined(text: string, step: string, glued = false): string {
  const own = printableLine(step);
  if (text === '' || own === '') return `${text}${own}`;
  return glued ? `${text}${own}` : `${text} > ${own}`;
}

export type Side = 'request' | 'response' | 'both';

export function sideOf(place: Place): Side {
  for (const { before, after } of place.pairs) {
    const kind = (after ?? before)?.kind;
    if (kind === 'response') return 'response';
    if (kind === 'parameter' || kind === 'body') return 'request';
  }
  return 'both';
}

/**
 * Whether a pattern of the ledger means this place. A `*` stands for one whole step: `* > response 404` is the 404 of
 * every operation.
 */
export function matches(pattern: string, text: string): boolean {
  const wanted = pattern.split(' > ');
  const steps = text.split(' > ');
  return wanted.length === steps.length && wanted.every((step, index) => step === '*' || step === steps[index]);
}
