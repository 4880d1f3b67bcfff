import {
  isObject,
  type ReferencePlace,
  referencePlaces,
  type SourceDocument,
  valueAt,
} from '@whatsapp-qr/openapi-document';
import type { PlacedProblem } from './yaml-file.ts';

/**
 * Finds everything that the document refers to and does not contain. One file describes a version: a cached `generate`
 * then misses no change elsewhere, and nothing is downloaded.
 */
export function checkReferences({ root }: SourceDocument): PlacedProblem[] {
  return referencePlaces(root).flatMap((place) => {
    const problem = problemOf(root, place);
    return problem === undefined ? [] : [{ pointer: place.pointer, reason: `${nameOf(place)} ${problem}` }];
  });
}

function problemOf(root: SourceDocument['root'], { kind, reference, inValue }: ReferencePlace): string | undefined {
  if (kind === 'external value')
    return inValue ? undefined : 'is not of this document; expected the example under value';
  if (kind === 'schema of a mapping' && valueAt(root, `#/components/schemas/${reference}`) !== undefined)
    return undefined;
  if (!reference.startsWith('#/')) return "is not of this document; expected one like '#/components/schemas/Name'";
  const target = valueAt(root, reference);
  if (target === undefined) return 'leads to nothing';
  const seen = new Set([reference]);
  for (let next = referenceOf(target); next !== undefined; next = referenceOf(valueAt(root, next))) {
    if (seen.has(next)) return 'leads back to itself';
    seen.add(next);
  }
  return undefined;
}

function nameOf({ kind, pointer, reference }: ReferencePlace): string {
  const key = kind === 'schema of a mapping' ? 'the mapping to' : pointer.slice(pointer.lastIndexOf('/') + 1);
  return `${key} ${reference}`;
}

function referenceOf(value: unknown): string | undefined {
  return isObject(value) && typeof value.$ref === 'string' ? value.$ref : undefined;
}
