import type { NamedChoice } from './choice.ts';

/** What a request asks for in Prism's own way: `Prefer: code=404, example=phone_number_not_found`. */
export function readPreference(header: string | undefined): NamedChoice | undefined {
  if (header === undefined) return undefined;
  const preferences = new Map(header.split(/[,;]/).map(readPair));
  const code = preferences.get('code');
  const example = preferences.get('example');
  // Other preferences, such as return=minimal, are none of the mock's business.
  if (code === undefined && example === undefined) return undefined;
  return { status: code, example };
}

function readPair(preference: string): [string, string] {
  const [name = '', value = ''] = preference.split('=', 2);
  return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')];
}
