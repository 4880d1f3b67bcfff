import type { Rule } from './arguments.ts';
import type { QrImageFormat } from './generated/graph-versions.ts';
import type { Properties } from './json.ts';

/**
 * The properties that every read requests, whatever else `fields` names. Meta documents them as always included, yet
 * responses lacked those that `fields` did not name.
 */
export const alwaysRequested = ['code', 'prefilled_message', 'deep_link_url'] as const;

const always: readonly string[] = alwaysRequested;

export type AlwaysRequested = (typeof alwaysRequested)[number];

/** The field that requests the address of the code's image in one format. */
export type QrImageField<F extends string = QrImageFormat> = `qr_image_url.format(${F})`;

/**
 * The field that requests the address of the code's image: `fields: [qrImage('SVG')]`. The address is signed and expires;
 * `fetchQrImage(url)` downloads it.
 */
export function qrImage<const F extends QrImageFormat>(format: F): QrImageField<F> {
  return `qr_image_url.format(${format})`;
}

/** What `fields` accepts. A response has one `qr_image_url`, so two formats at once could not be distinguished. */
export function fieldsRule(properties: Properties, formats: readonly unknown[]): Rule {
  const { qr_image_url, ...others } = properties;
  const images = new Set(qr_image_url ? formats.map((format) => `qr_image_url.format(${format})`) : []);
  const known = new Set<unknown>([...alwaysRequested, ...Object.keys(others), ...images]);
  return {
    accepts: (fields) =>
      Array.isArray(fields) &&
      fields.every((field) => known.has(field)) &&
      new Set(fields.filter((field) => images.has(field))).size < 2,
    expected: `an array of ${[...known].join(', ')}, with one image format at most`,
  };
}

export const requestsImage = (fields: readonly string[]): boolean =>
  fields.some((field) => field.startsWith('qr_image_url.'));

/** The `fields` parameter: the properties that every read requests, then each other name once. */
export function joinFields(fields: readonly string[]): string {
  let joined = always.join();
  for (const field of new Set(fields)) if (!always.includes(field)) joined += `,${field}`;
  return joined;
}
