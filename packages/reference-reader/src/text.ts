const spaces = /[\u00a0\u2007\u202f\u200b\ufeff]/g;
const escaped = /\\([!-/:-@[-`{-~])/g;

/** A line of prose or of facts without what only Markdown needs: hard breaks, escapes, no-break spaces. */
export function plain(line: string): string {
  return withoutEscapes(line.replace(spaces, ' ').trim().replace(/\\$/, '').trimEnd());
}

export function withoutEscapes(text: string): string {
  return text.replace(escaped, '$1');
}

/** Code samples keep their backslashes, but copies of pages write their spaces as no-break spaces. */
export function plainSpaces(text: string): string {
  return text.replace(spaces, ' ');
}

/** Without the marks of bold, code and lists around a whole text. */
export function unmarked(text: string): string {
  return text
    .trim()
    .replace(/^[-*] +/, '')
    .replace(/^\*\*(.*)\*\*$/, '$1')
    .replace(/^`(.*)`$/, '$1')
    .trim();
}

const named: { [entity: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Line breaks stay as they are written: line numbers must remain those of the file. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    const printable = code >= 32 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return printable ? String.fromCodePoint(code) : entity;
  });
}
