import type { Query } from './http-request.ts';
import type { Operation } from './operation.ts';
import type { Samples } from './samples.ts';

export const IMAGE_PROPERTY = 'qr_image_url';

/** A field with an argument, such as `qr_image_url.format(SVG)`. */
const FORMATTED = /^(.*)\.format\((.*)\)$/;

/** The names that `fields` can contain, for a response whose codes have these properties. */
export function fieldNames(properties: readonly string[], imageFormats: readonly string[]): string[] {
  return properties.flatMap((name) =>
    name === IMAGE_PROPERTY ? imageFormats.map((format) => `${name}.format(${format})`) : [name],
  );
}

/** The names that the `fields` parameter of an operation can contain; none if it has no such parameter. */
export function documentedFields(
  { queryParameters }: Operation,
  { properties }: Samples,
  imageFormats: readonly string[],
): string[] {
  return queryParameters.includes('fields') ? fieldNames(properties, imageFormats) : [];
}

export interface Fields {
  /** The requested properties of a code. */
  readonly properties: ReadonlySet<string>;
  /** The requested format of the image, if there is one. */
  readonly imageFormat: string | undefined;
  /** The first name that is not documented, if there is one. */
  readonly unknown: string | undefined;
}

/** Parses the `fields` parameter. The document has its grammar in words only, so Prism accepts every value. */
export function parseFields(fields: Query[string] | undefined, documented: readonly string[]): Fields {
  const properties = new Set<string>();
  let imageFormat: string | undefined;
  for (const name of fields === undefined || fields === '' ? [] : String(fields).split(',')) {
    if (!documented.includes(name)) return { properties, imageFormat, unknown: name };
    const [, property = name, format] = FORMATTED.exec(name) ?? [];
    properties.add(property);
    imageFormat ??= format;
  }
  return { properties, imageFormat, unknown: undefined };
}
