import type { JsonObject } from '@whatsapp-qr/openapi-document';
import type { Line } from './form.ts';
import { put } from './put.ts';
import { quoted, type Reading } from './reading.ts';
import { plain, unmarked } from './text.ts';

export interface Security {
  readonly schemes: JsonObject;
  readonly required: { [scheme: string]: string[] }[];
}

/** The "Authentication" section: a table of schemes, and which of them all endpoints require. */
export function readSecurity(lines: readonly Line[], heading: number, reading: Reading): Security {
  const firstHeading = lines.findIndex(({ text }) => text.startsWith('#'));
  const table = firstHeading === -1 ? lines : lines.slice(0, firstHeading);
  const schemes: { [name: string]: JsonObject } = {};
  for (const { cells, line } of rowsOf(table)) {
    const [name, type, location, ...rest] = cells.map(unmarked);
    if (name === 'Scheme' && type === 'Type' && location === 'Location') continue;
    const scheme = schemeOf(type ?? '', location ?? '');
    if (name === undefined || name === '' || scheme === undefined || rest.length > 0) {
      reading.problem(
        line,
        `the authentication scheme ${quoted(cells.join(' | '))}`,
        'name, type and location, such as bearerAuth | HTTP Bearer | Header: Authorization',
      );
    } else put(schemes, name, scheme);
  }
  return { schemes, required: readRequirements(lines, heading, schemes, reading) };
}

/** Rows may stand on one line each, or be torn so that every cell has lines of its own. */
function rowsOf(lines: readonly Line[]): { cells: string[]; line: number }[] {
  const written = lines.filter(({ text }) => text.trim() !== '');
  const whole = written.every(({ text }) => text.trim().startsWith('|'));
  if (whole) {
    return written
      .map(({ text, number }) => ({
        cells: plain(text)
          .replace(/^\||\|$/g, '')
          .split('|')
          .map((cell) => cell.trim()),
        line: number,
      }))
      .filter(({ cells }) => cells.some((cell) => !/^:?-*:?$/.test(cell)));
  }
  const cells = written.flatMap(({ text, number }) =>
    plain(text)
      .split('|')
      .map((cell) => ({ text: cell.trim(), line: number }))
      .filter((cell) => !/^:?-*:?$/.test(cell.text)),
  );
  const rows: { cells: string[]; line: number }[] = [];
  for (let at = 0; at < cells.length; at += 3) {
    const row = cells.slice(at, at + 3);
    rows.push({ cells: row.map((cell) => cell.text), line: row[0]?.line ?? 0 });
  }
  return rows;
}

function schemeOf(type: string, location: string): JsonObject | undefined {
  const http = /^HTTP (\w+)$/i.exec(type)?.[1];
  if (http !== undefined) return { type: 'http', scheme: http.toLowerCase() };
  if (/^API ?Key$/i.test(type)) {
    const place = /^(Header|Query|Cookie):\s*`?([^`\s]+)`?$/i.exec(location);
    return place === null ? undefined : { type: 'apiKey', in: (place[1] ?? '').toLowerCase(), name: place[2] ?? '' };
  }
  if (/^OAuth ?2(\.0)?$/i.test(type)) return { type: 'oauth2' };
  if (/^OpenID ?Connect$/i.test(type)) return { type: 'openIdConnect' };
  return undefined;
}

const sentence = /^All endpoints require:(.*)$/i;

function readRequirements(
  lines: readonly Line[],
  heading: number,
  schemes: JsonObject,
  reading: Reading,
): Security['required'] {
  const start = lines.findIndex(({ text }) => sentence.test(plain(text)));
  if (start === -1) {
    if (lines.some(({ text }) => /^No (global )?authentication\b/i.test(plain(text)))) return [];
    reading.problem(
      heading,
      'an Authentication section that does not say what endpoints need',
      '"All endpoints require: …"',
    );
    return [];
  }
  const [first, ...others] = lines.slice(start);
  const expressions = [
    { text: sentence.exec(plain(first?.text ?? ''))?.[1] ?? '', number: first?.number ?? heading },
    ...others,
  ]
    .map(({ text, number }) => ({ text: unmarked(plain(text)), line: number }))
    .filter(({ text }) => text !== '');
  const required: Security['required'] = [];
  for (const [index, { text, line }] of expressions.entries()) {
    const alternatives = text
      .replace(/\s+/g, ' ')
      .split(' OR ')
      .map((alternative) => alternative.split(' AND '));
    const unknown = alternatives.flat().find((name) => !Object.hasOwn(schemes, name));
    if (unknown !== undefined) {
      // What follows the list is the foot of the page.
      if (index === 0)
        reading.problem(line, quoted(unknown), `one of the schemes above (${Object.keys(schemes).join(', ')})`);
      break;
    }
    for (const names of alternatives) required.push(Object.fromEntries(names.map((name) => [name, []])));
    if (index === 1)
      reading.note(
        line,
        '#/security',
        'schemes on lines of their own: read as alternatives, but the page may mean all of them',
      );
  }
  if (expressions.length === 0)
    reading.problem(heading, 'no scheme after "All endpoints require:"', 'the name of a scheme above');
  return required;
}
