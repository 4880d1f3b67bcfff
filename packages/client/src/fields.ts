import type { Rule } from './arguments.ts';
import type { GraphVersionFacts } from './version.ts';

/** The formats that Meta renders QR code images in. */
export type QrImageFormat = 'SVG' | 'PNG';

/** A field that asks for the address of the code's image in one format. */
export type QrImageField<F extends QrImageFormat = QrImageFormat> = `qr_image_url.format(${F})`;

/**
 * The field that asks for the address of the code's image: `fields: [qrImage('SVG')]`. The address is signed and
 * expires; `fetchQrImage(url)` loads it.
 */
export function qrImage<const F extends QrImageFormat>(format: F): QrImageField<F> {
  return `qr_image_url.format(${format})`;
}

// Meta documents them as always included, yet answers have been seen without those that `fields` did not name.
const alwaysAsked = ['code', 'prefilled_message', 'deep_link_url'];

const isImageField = (field: unknown) => /^qr_image_url/.test(String(field));

/** What `fields` must be. An answer has one `qr_image_url`, so both formats at once could not be told apart. */
export function fieldsRule({ optionalFields }: GraphVersionFacts): Rule {
  const known = [...alwaysAsked, ...Object.keys(optionalFields), qrImage('SVG'), qrImage('PNG')];
  return [
    (fields) =>
      Array.isArray(fields) &&
      fields.every((field) => known.includes(field)) &&
      new Set(fields.filter(isImageField)).size < 2,
    `an array of ${known}, with one image format at most`,
  ];
}

/** The `fields` parameter: what every code has, then what was asked for beyond; none if nothing was. */
export function joinFields(fields: readonly string[] | undefined): string | undefined {
  return fields && `${[...new Set([...alwaysAsked, ...fields])]}`;
}

/** Whether an answer to these fields must have an image address. */
export function asksForImage(fields: readonly string[] | undefined): boolean {
  return fields?.some(isImageField) ?? false;
}
