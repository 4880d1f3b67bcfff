import type { Query } from './arrival.ts';

const IMAGE_FIELD = 'qr_image_url';
const IMAGE_FORMATS = ['SVG', 'PNG'];

/**
 * What the `fields` parameter asks for, as names of properties of the answer. Its grammar is documented in words only, so
 * Prism lets everything pass; an answer that silently lacks a misspelt field would hide a mistake that the API refuses.
 */
export function readFields(
  fields: Query[string] | undefined,
  documented: readonly string[],
): { readonly wanted: ReadonlySet<string>; readonly violation: string | undefined } {
  const wanted = new Set<string>();
  if (fields === undefined || fields === '') return { wanted, violation: undefined };

  const allowed = documented.flatMap((name) =>
    name === IMAGE_FIELD ? IMAGE_FORMATS.map((format) => `${name}.format(${format})`) : [name],
  );
  for (const field of String(fields).split(',')) {
    if (!allowed.includes(field)) {
      const violation = `Request query parameter fields names "${field}". Documented are ${allowed.join(', ')}, separated by commas without spaces.`;
      return { wanted, violation };
    }
    wanted.add(field.replace(/\.format\(.*$/, ''));
  }
  return { wanted, violation: undefined };
}
