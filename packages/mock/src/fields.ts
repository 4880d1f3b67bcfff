import type { Query } from './arrival.ts';

const IMAGE_FIELD = 'qr_image_url';
const IMAGE_FORMATS = ['SVG', 'PNG'];

/** What `fields` can name, given the properties that the answer can have. */
export function fieldNames(properties: readonly string[]): string[] {
  return properties.flatMap((name) =>
    name === IMAGE_FIELD ? IMAGE_FORMATS.map((format) => `${name}.format(${format})`) : [name],
  );
}

/**
 * What the `fields` parameter asks for, as names of properties of the answer. Its grammar is documented in words only, so
 * Prism lets everything pass; an answer that silently lacks a misspelt field would hide a mistake that the API refuses.
 */
export function readFields(
  fields: Query[string] | undefined,
  allowed: readonly string[],
): { readonly wanted: ReadonlySet<string>; readonly violation: string | undefined } {
  const wanted = new Set<string>();
  if (fields === undefined || fields === '') return { wanted, violation: undefined };

  for (const field of String(fields).split(',')) {
    if (!allowed.includes(field)) {
      const documented = `Documented are ${allowed.join(', ')}, separated by commas without spaces.`;
      return { wanted, violation: `Request query parameter fields names "${field}". ${documented}` };
    }
    wanted.add(field.replace(/\.format\(.*$/, ''));
  }
  return { wanted, violation: undefined };
}
