import { isArray, isObject, type Json, type JsonObject, keysOf, pointerTo } from '@whatsapp-qr/openapi-document';
import { type Edit, set } from '../edit.ts';
import { keysIn, misspelt, type Slip } from './slip.ts';

/** A `$ref`, wherever it stands. */
export interface Reference {
  /** Of the `$ref` itself. */
  readonly at: string;
  readonly target: string;
}

export const referenceSlips: readonly Slip<Reference>[] = [
  {
    name: 'reference swapped',
    edits({ at, target }, root) {
      const [, section = '', name = ''] = keysOf(target);
      const names = keysIn(isObject(root.components) ? root.components[section] : undefined);
      const index = names.indexOf(name);
      // Of all the others, those that stand beside it: more of them take longer, and show no more.
      return [names.at(index - 1), names[(index + 1) % names.length]]
        .filter((other) => other !== undefined && other !== name)
        .map((other): Edit => set(at, pointerTo('#', 'components', section, String(other))));
    },
  },
  { name: 'reference misspelt', edits: ({ at, target }) => [set(at, misspelt(target))] },
];

export function referencesOf(root: JsonObject): Reference[] {
  return referencesIn('#', root);
}

function referencesIn(at: string, value: Json): Reference[] {
  if (isArray(value)) return value.flatMap((item, index) => referencesIn(pointerTo(at, index), item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === '$ref' && typeof item === 'string'
      ? [{ at: pointerTo(at, key), target: item }]
      : referencesIn(pointerTo(at, key), item),
  );
}
