import { isJsonObject, type Json } from './json.ts';
import type { Operation } from './operation.ts';

/** The image formats of the document: the values of `generate_qr_image`, which `fields` takes, too. */
export function imageFormatsOf(operations: readonly Operation[]): string[] {
  return [...new Set(operations.flatMap(({ bodySchema }) => formatsIn(bodySchema)))];
}

function formatsIn(schema: Json | undefined): string[] {
  if (!isJsonObject(schema)) return [];
  const variants = Array.isArray(schema.oneOf) ? schema.oneOf.flatMap(formatsIn) : [];
  const format = isJsonObject(schema.properties) ? schema.properties.generate_qr_image : undefined;
  const values = isJsonObject(format) && Array.isArray(format.enum) ? format.enum : [];
  return [...variants, ...values.filter((value) => typeof value === 'string')];
}
