/** Control and format characters, and what ends lines. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

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
  return Array.from({ length: character.length }, (_, index) => hex(character.charCodeAt(index))).join('');
}

function hex(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
