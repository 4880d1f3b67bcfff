/** Control characters of C0 and C1, and what ends lines or changes the direction of text. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text with parts of a document, for a terminal: control characters are written as `\u001b`, so that a name in a document
 * cannot move the cursor. Line breaks and tabs stay.
 */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => (/[\n\t]/.test(character) ? character : escaped(character)));
}

/** The same for a part of one line: a name with a line break stays in its line. */
export function printableLine(text: string): string {
  return text.replace(unprintable, escaped);
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
