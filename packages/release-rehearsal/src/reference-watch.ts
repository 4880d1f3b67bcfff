import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import type { Facts, ReferencePage } from './reference-pages.ts';

export interface Download {
  readonly status: number;
  readonly text: string;
}

export interface Reader {
  download(address: string): Promise<Download>;
  /** Runs `spec read` on a text. Rejects with what could not be read. */
  read(text: string, page: ReferencePage): Promise<string>;
}

/** What someone has to look at, in Markdown; nothing if the page is as it was. */
export async function lookAt(page: ReferencePage, { download, read }: Reader): Promise<string | undefined> {
  let text: string;
  try {
    const response = await download(page.address);
    if (response.status === 404 && !page.isExpected) return undefined;
    if (response.status !== 200) return `could not be downloaded: status ${response.status}`;
    text = response.text;
  } catch (error) {
    return `could not be downloaded: ${messageOf(error)}`;
  }
  if (!page.isExpected) return `is there, and the spec has no ${page.version}: see "Moving to a new Graph API version"`;
  let facts: Facts;
  try {
    facts = parse(await read(text, page));
  } catch (error) {
    return `cannot be read in whole:\n\n\`\`\`\n${messageOf(error)}\n\`\`\``;
  }
  return compareFacts(page.kept, facts);
}

/** Only facts of one form are comparable: each form leaves other things out. What `x-` says is about the reading. */
function compareFacts(kept: Facts | undefined, found: Facts): string | undefined {
  if (kept === undefined) return 'has no facts under `reference/` of its version: add them with `pnpm spec bump`';
  const [before, now] = [kept['x-source'].form, found['x-source'].form];
  if (before !== now) {
    return `is a ${now} now, and its facts are those of a ${before}: compare them by hand, then keep those of the ${now}`;
  }
  const parts = [...new Set([...Object.keys(kept), ...Object.keys(found)])].filter((part) => !part.startsWith('x-'));
  const changed = parts.flatMap((part) => differencesIn(`/${part}`, kept[part], found[part]));
  if (changed.length === 0) return undefined;
  return `differs from the facts that are kept:\n\n${changed.map((line) => `- ${line}`).join('\n')}`;
}

function differencesIn(pointer: string, kept: unknown, found: unknown): string[] {
  if (isDeepStrictEqual(kept, found)) return [];
  if (!isObject(kept) || !isObject(found)) return [`\`${pointer}\`: ${textOf(kept)} is now ${textOf(found)}`];
  return [...new Set([...Object.keys(kept), ...Object.keys(found)])].flatMap((key) =>
    differencesIn(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, kept[key], found[key]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return `\`${text.length > 200 ? `${text.slice(0, 200)}…` : text}\``;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
