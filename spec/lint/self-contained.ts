import { isObject, type ReferencePlace, referencePlaces, valueAt } from '@whatsapp-qr/openapi-document';
import type { YamlFile } from './document.ts';
import type { Problem } from './problem.ts';

/**
 * A document contains everything that it describes: no reader has to download a part of it. Each `$ref` is checked with
 * the place that it stands in.
 */
export function checkSelfContained(document: YamlFile): Problem[] {
  return referencePlaces(document.root)
    .filter((place) => !place.inValue && !place.pointer.endsWith('/$ref') && leavesDocument(document, place))
    .map(({ pointer, reference }) =>
      document.problem(pointer.slice(1), `refers to ${reference}, which is not in this file`),
    );
}

function leavesDocument({ root }: YamlFile, { kind, reference }: ReferencePlace): boolean {
  if (kind === 'external value') return true;
  const schemas = valueAt(root, '#/components/schemas');
  if (kind === 'schema of a mapping' && isObject(schemas) && Object.hasOwn(schemas, reference)) return false;
  return !reference.startsWith('#/') || valueAt(root, reference) === undefined;
}
