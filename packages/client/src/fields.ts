import type { Rule } from './arguments.ts';
import { alwaysThere } from './shape.ts';
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

// Meta documents what every code has as always included, yet answers lacked those that `fields` did not name.
const alwaysAsked = alwaysThere.map(([name]) => name);

const imageFields: readonly string[] = [qrImage('SVG'), qrImage('PNG')];

/** What `fields` must be. An answer has one `qr_image_url`, so both formats at once could not be told apart. */
export function fieldsRule({ optionalFields }: GraphVersionFacts): Rule {
  const known = [...alwaysAsked, ...Object.keys(optionalFields), ...imageFields];
  return [
    (fields) =>
      Array.isArray(fields) &&
      fields.every((field) => known.includes(field)) &&
      !imageFields.every((field) => fields.includes(field)),
    `an array of ${known}, one image format at most`,
  ];
}

/**
 * The `fields` parameter: what every code has, then each name once that was asked for beyond. None of the names has a
 * character that an address would have to escape.
 */
export function joinFields(fields: readonly string[]): string {
  let asked = alwaysAsked.join();
  fields.forEach((field, index) => {
    if (!alwaysAsked.includes(field) && fields.indexOf(field) === index) asked += `,${field}`;
  });
  return asked;
}
