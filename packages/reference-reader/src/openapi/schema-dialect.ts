import { isArray, type Json, type JsonObject } from '@whatsapp-qr/openapi-document';

/** Converts the keywords of 3.0 for `null` and for exclusive bounds into those of 3.1. */
export function asOf31(schema: JsonObject): JsonObject {
  const { nullable, exclusiveMinimum, exclusiveMaximum, enum: values, ...rest } = schema;
  const facts: { [key: string]: Json } = { ...rest };
  if (nullable === true && typeof rest.type === 'string') facts.type = [rest.type, 'null'];
  bound(facts, 'minimum', 'exclusiveMinimum', exclusiveMinimum);
  bound(facts, 'maximum', 'exclusiveMaximum', exclusiveMaximum);
  // All forms give an enumeration of one value as a constant: a page prints both in the same way.
  if (isArray(values) && values.length === 1 && values[0] !== undefined && facts.const === undefined)
    facts.const = values[0];
  else if (values !== undefined) facts.enum = values;
  return facts;
}

function bound(facts: { [key: string]: Json }, inclusive: string, exclusive: string, value: Json | undefined): void {
  if (value === undefined || value === false) return;
  const limit = facts[inclusive];
  if (value !== true) facts[exclusive] = value;
  else if (limit !== undefined) {
    facts[exclusive] = limit;
    delete facts[inclusive];
  }
}
