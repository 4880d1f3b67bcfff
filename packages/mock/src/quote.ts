/** Values can come from requests: a message must not be as long as a body. */
const MAX_LENGTH = 200;

/**
 * The value as an error message quotes it: as JSON, or by its type where it has no JSON. Long values are cut; `clean`
 * changes the text before.
 */
export function quote(value: unknown, clean: (json: string) => string = (json) => json): string {
  if (value === undefined) return 'undefined';
  try {
    const json = clean(JSON.stringify(value) ?? `of type ${typeof value}`);
    return json.length > MAX_LENGTH ? `${json.slice(0, MAX_LENGTH)}…` : json;
  } catch {
    return `of type ${typeof value}`;
  }
}
