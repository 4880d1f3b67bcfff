import type { Json, JsonObject } from '@whatsapp-qr/openapi-document';
import type { Place as CheckedPlace } from '@whatsapp-qr/spec-lint';
import type { Edit } from '../edit.ts';

/** A part of an OpenAPI document. */
export interface Place {
  readonly kind: CheckedPlace['kind'];
  /** JSON pointer, with its `#`. */
  readonly at: string;
  readonly value: JsonObject;
}

/** A kind of mistake that a hand makes in one step, and all the ways to make it at one place. */
export interface Slip<At> {
  readonly name: string;
  edits(at: At, root: JsonObject): readonly Edit[];
}

/** What a hurried hand makes of a name: the last letter is missing. */
export function misspelt(name: string): string {
  return name.length > 1 ? name.slice(0, -1) : `${name}${name}`;
}

export function keysIn(value: Json | undefined): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
