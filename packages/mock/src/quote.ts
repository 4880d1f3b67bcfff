/** The value as an error message quotes it: as JSON, or by its type where it has no JSON. */
export function quote(value: unknown): string {
  if (value === undefined) return 'undefined';
  try {
    return JSON.stringify(value) ?? `of type ${typeof value}`;
  } catch {
    return `of type ${typeof value}`;
  }
}
