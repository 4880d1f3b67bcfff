import { childPointer, pointerKeys, property } from './json-pointer.ts';
import type { PlacedProblem } from './yaml-file.ts';

/** Reports each `$ref` that has no target in the same document. */
export function checkReferences(document: unknown): PlacedProblem[] {
  return referencesIn(document, '#').flatMap(({ pointer, reference }) => {
    const fault = faultOf(document, reference);
    return fault === undefined ? [] : [{ pointer, reason: `$ref ${reference} ${fault}` }];
  });
}

function faultOf(document: unknown, reference: string): string | undefined {
  // Only references within the file are allowed, so that a cached `generate` cannot miss a change elsewhere.
  if (!reference.startsWith('#/')) return "is not of this document; expected one like '#/components/schemas/Name'";
  const target = lookUp(document, reference);
  if (target === undefined) return 'leads to nothing';
  const seen = new Set([reference]);
  for (let next = referenceOf(target); next !== undefined; next = referenceOf(lookUp(document, next))) {
    if (seen.has(next)) return 'leads back to itself';
    seen.add(next);
  }
  return undefined;
}

function referencesIn(value: unknown, pointer: string): { pointer: string; reference: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const reference = referenceOf(value);
  const own = reference === undefined ? [] : [{ pointer: childPointer(pointer, '$ref'), reference }];
  return Object.entries(value).reduce(
    (found, [key, child]) => found.concat(referencesIn(child, childPointer(pointer, key))),
    own,
  );
}

function referenceOf(value: unknown): string | undefined {
  const reference = property(value, '$ref');
  return typeof reference === 'string' ? reference : undefined;
}

function lookUp(document: unknown, pointer: string): unknown {
  return pointerKeys(pointer).reduce(property, document);
}
