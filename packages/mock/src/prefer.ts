import type { NamedChoice } from './choice.ts';

/** Parses the header with which Prism lets a request choose its response: `Prefer: code=404, example=throttled`. */
export function parsePreference(header: string | undefined): NamedChoice | undefined {
  if (header === undefined) return undefined;
  const preferences = new Map(header.split(/[,;]/).map(parsePair));
  const code = preferences.get('code');
  const example = preferences.get('example');
  // Other preferences, such as return=minimal, have no meaning for the mock.
  if (code === undefined && example === undefined) return undefined;
  return { status: code, example };
}

function parsePair(preference: string): [string, string] {
  const [name = '', value = ''] = preference.split('=', 2);
  return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
}
