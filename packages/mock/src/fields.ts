import type { Query } from './http-request.ts';

const IMAGE_PROPERTY = 'qr_image_url';

/** The names that `fields` can contain, for a response whose codes have these properties. */
export function fieldNames(properties: readonly string[], imageFormats: readonly string[]): string[] {
  return properties.flatMap((name) =>
    name === IMAGE_PROPERTY ? imageFormats.map((format) => `${name}.format(${format})`) : [name],
  );
}

export interface Fields {
  /** The requested properties of a code. */
  readonly properties: ReadonlySet<string>;
  /** The first name that is not documented, if there is one. */
  readonly unknown: string | undefined;
}

/** Parses the `fields` parameter. The document has its grammar in words only, so Prism accepts every value. */
export function parseFields(fields: Query[string] | undefined, documented: readonly string[]): Fields {
  const properties = new Set<string>();
  if (fields === undefined || fields === '') return { properties, unknown: undefined };
  for (const name of String(fields).split(',')) {
    if (!documented.includes(name)) return { properties, unknown: name };
    properties.add(name.replace(/\.format\(.*$/, ''));
  }
  return { properties, unknown: undefined };
}
