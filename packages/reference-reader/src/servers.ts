import type { Line } from './form.ts';
import type { Reading } from './reading.ts';
import { quoted } from './reading.ts';
import { plain, unmarked } from './text.ts';

/** The "Base URL" section: a table, with or without a header, on one line per row or torn over several, or a bare line. */
export function readServers(lines: readonly Line[], heading: number, reading: Reading): string[] {
  const cells = lines.flatMap(({ text }) => firstCell(plain(text)));
  const urls = cells.filter((cell) => /^(?:https?:\/\/|\/)\S*$/.test(cell));
  if (urls.length === 0 && !cells.some((cell) => /^No base URL\b/i.test(cell))) {
    reading.problem(
      heading,
      `a Base URL section with ${quoted(cells.join(' '))}`,
      'a URL such as https://graph.facebook.com',
    );
  }
  return [...new Set(urls)];
}

/** Later cells of a row describe the server. */
function firstCell(line: string): string[] {
  const cell = line
    .split('|')
    .map((part) => part.trim())
    .find((part) => part !== '');
  if (cell === undefined) return [];
  return [
    unmarked(cell)
      .replace(/^\[([^\][]*)\]\([^()]*\)$/, '$1')
      .replace(/^<(.*)>$/, '$1'),
  ];
}
