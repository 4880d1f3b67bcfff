import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';

export function isStrings(value: Json | undefined): value is readonly string[] {
  return isArray(value) && value.every((item) => typeof item === 'string');
}

/** The value's entries; none if it is no object. */
export function entriesOf(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}
