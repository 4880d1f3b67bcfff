import path from 'node:path';
import { isObject, parseSource } from '@whatsapp-qr/openapi-document';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { readSource } from '../find-versions.ts';
import { contentOf } from './create-version-folder.ts';

export interface Release {
  readonly released: string;
  readonly availableUntil: string | null;
}

/** The versions of Meta's changelog that have no folder yet. */
export function undescribedFile(specFolder: string): string {
  return path.join(specFolder, 'undescribed-versions.yaml');
}

/** When each version of a list was released, and until when Meta keeps it. No file is an empty list. */
export function releasesIn(file: string): ReadonlyMap<string, Release> {
  if (contentOf(file) === undefined) return new Map();
  const { root } = parseSource(readSource(file));
  return new Map(
    Object.entries(isObject(root) ? root : {}).map(([version, entry]) => {
      const { released = '', availableUntil = null } = isObject(entry) ? entry : {};
      return [
        version,
        { released: String(released), availableUntil: availableUntil === null ? null : String(availableUntil) },
      ];
    }),
  );
}

/** The days of a version: those given, or else those of the list of versions without a folder. */
export function releaseOf(
  specFolder: string,
  version: string,
  given: { released?: string | undefined; availableUntil?: string | undefined },
): Release {
  const known = releasesIn(undescribedFile(specFolder)).get(version);
  const released = given.released ?? known?.released;
  if (released === undefined) {
    throw new Error(
      `when ${version} was released is not known here: add --released YYYY-MM-DD, and --available-until if it is announced, from Meta's changelog`,
    );
  }
  for (const [option, day] of Object.entries({ '--released': released, '--available-until': given.availableUntil })) {
    if (day !== undefined && !isDay(day))
      throw new Error(`${option}: expected a day such as 2025-10-08, found ${JSON.stringify(day)}`);
  }
  const availableUntil = given.availableUntil ?? known?.availableUntil ?? null;
  if (availableUntil !== null && availableUntil <= released)
    throw new Error(`--available-until: expected a day after ${released}, the release, found ${availableUntil}`);
  return { released, availableUntil };
}

/** The list of versions without a folder once this one has one; nothing if it is not in the list. */
export function withoutVersion(specFolder: string, version: string): string | undefined {
  const text = contentOf(undescribedFile(specFolder));
  if (text === undefined) return undefined;
  const counter = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: counter });
  const items = isMap(contents) ? contents.items : [];
  const starts = items.flatMap(({ key }) =>
    isScalar(key) && key.range ? [{ name: String(key.value), line: counter.linePos(key.range[0]).line - 1 }] : [],
  );
  const index = starts.findIndex(({ name }) => name === version);
  const start = starts[index];
  if (start === undefined) return undefined;
  const lines = text.split('\n');
  const end = starts[index + 1]?.line ?? lines.length;
  const rest = [...lines.slice(0, start.line), ...lines.slice(end)].join('\n').trimEnd();
  return `${rest}\n`;
}

/** Whether the text is a day of the calendar: 2026-02-30 is none. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
