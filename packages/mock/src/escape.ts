/**
 * Replaces control, format, line-separating and unpaired surrogate characters by `\u{…}`. Text from requests must not move
 * the cursor of a terminal, start a new line of a log or change the direction of text.
 */
export function escapeControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}
