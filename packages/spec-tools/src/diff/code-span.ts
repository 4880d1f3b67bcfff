/** Characters that act on a terminal, break lines or reverse the direction of a text. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** Text from a document as one line for a terminal: whatever acts on it is written as an escape sequence of JSON. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** Text from a document as a code span, in which Markdown and HTML mean nothing, and a long one cut. */
export function codeSpan(text: string): string {
  const line = printable(text);
  const short = line.length > 160 ? `${line.slice(0, 150)}…` : line;
  const runs = [...short.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(0, ...runs) + 1);
  const pad = runs.length > 0 || short.trim() === '' ? ' ' : '';
  return `${fence}${pad}${short}${pad}${fence}`;
}
