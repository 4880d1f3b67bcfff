import { isObject, type Json, type JsonObject, keysOf } from '@whatsapp-qr/openapi-document';
import { parseYaml, placesOf } from '@whatsapp-qr/spec-lint';
import { parse } from 'yaml';
import { type Edit, nameOf } from './edit.ts';
import { contentSlips, mediaTypeSlips } from './slips/contents.ts';
import { documentSlips } from './slips/document.ts';
import { exampleSlips, exampleValuesOf } from './slips/examples.ts';
import { referenceSlips, referencesOf } from './slips/references.ts';
import { bodySlips, operationSlips, parameterSlips, pathSlips } from './slips/requests.ts';
import { schemaSlips } from './slips/schemas.ts';
import type { Place, Slip } from './slips/slip.ts';

/** The document with one mistake of an editor. */
export interface Mutant {
  /** What was changed and where; unique within the document. */
  readonly name: string;
  /** The kind of mistake. */
  readonly slip: string;
  readonly edit: Edit;
  /** Of the document as it is, where the slip is made. */
  readonly line: number;
}

const slipsAt: Readonly<Partial<Record<Place['kind'], readonly Slip<Place>[]>>> = {
  pathItem: pathSlips,
  operation: operationSlips,
  parameter: parameterSlips,
  requestBody: [...bodySlips, ...contentSlips],
  response: contentSlips,
  mediaType: mediaTypeSlips,
  schema: schemaSlips,
};

/** Every mutant of a document, in the order of its kinds of places. */
export function mutantsOf(text: string): Mutant[] {
  const root = documentIn(text);
  const file = parseYaml(text, 'openapi.yaml');
  const mutants = new Map<string, Mutant>();
  const add = <At>(slips: readonly Slip<At>[], at: At): void => {
    for (const { name: slip, edits } of slips) {
      for (const edit of edits(at, root)) {
        const name = nameOf(edit);
        const { line } = file.problem(edit.at.slice(1), '');
        // Two slips can make the same change.
        if (!mutants.has(name)) mutants.set(name, { name, slip, edit, line });
      }
    }
  };

  add(documentSlips, root);
  for (const { kind, pointer } of placesOf(file)) {
    const at = `#${pointer}`;
    const value = valueAt(root, at);
    const written = isObject(value) && value.$ref === undefined;
    if (written) add(slipsAt[kind] ?? [], { kind, at, value });
  }
  for (const reference of referencesOf(root)) add(referenceSlips, reference);
  for (const example of exampleValuesOf(root)) add(exampleSlips, example);
  return [...mutants.values()];
}

export function documentIn(text: string): JsonObject {
  const root: Json = parse(text);
  if (!isObject(root)) throw new Error('expected an OpenAPI document, found no mapping');
  return root;
}

function valueAt(root: JsonObject, pointer: string): Json | undefined {
  return keysOf(pointer).reduce<Json | undefined>(
    (value, key) => (isObject(value) ? value[key] : Array.isArray(value) ? value[Number(key)] : undefined),
    root,
  );
}
