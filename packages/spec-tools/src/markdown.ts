import { printableLine } from '@whatsapp-qr/openapi-document';

/**
 * A sentence as one line of Markdown. Outside of code spans, what Markdown or HTML would interpret is escaped: a sentence
 * contains names from documents, and a name with a back quote ends the code span that it stands in.
 */
export function markdownLine(sentence: string): string {
  const line = printableLine(sentence);
  const runs = [...line.matchAll(/`+/g)].map(({ index, 0: { length } }) => ({ index, length }));
  let markdown = '';
  let at = 0;
  for (const { start, end } of codeSpans(runs)) {
    markdown += escaped(line.slice(at, start)) + line.slice(start, end);
    at = end;
  }
  return markdown + escaped(line.slice(at));
}

interface Run {
  readonly index: number;
  readonly length: number;
}

/** A span ends with as many back quotes as it begins with. */
function codeSpans(runs: readonly Run[]): { start: number; end: number }[] {
  const later = Map.groupBy(runs.toReversed(), ({ length }) => length);
  const spans: { start: number; end: number }[] = [];
  let at = 0;
  for (const { index, length } of runs) {
    const same = later.get(length) ?? [];
    while ((same.at(-1)?.index ?? Infinity) <= index) same.pop();
    const closing = same.at(-1);
    if (index < at || closing === undefined) continue;
    at = closing.index + length;
    spans.push({ start: index, end: at });
  }
  return spans;
}

function escaped(text: string): string {
  return text.replace(/[\\*_[\]<>&#!|~]/g, '\\$&');
}
