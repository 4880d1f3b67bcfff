import type { Line } from './form.ts';
import type { Reading } from './reading.ts';
import { plain } from './text.ts';

/** A heading and what stands under it, up to the next heading. The first section has what precedes all headings. */
export interface Section {
  readonly level: number;
  readonly title: string;
  readonly line: number;
  /** The id of the `<jumplink>` that stands directly before the heading. */
  readonly anchor: string | undefined;
  readonly lines: readonly Line[];
}

const heading = /^(#{1,6})(?:[ \t]+(.*?))?[ \t]*#*$/;
const jumplink = /^<jumplink\s+id=["']([^"']*)["']\s*\/?>\s*(?:<\/jumplink>)?$/;

/** Splits at headings down to `deepest`; deeper ones stay lines. What looks like a heading in a code fence is none. */
export function sectionsOf(lines: readonly Line[], deepest: number, reading: Reading): Section[] {
  const sections: Section[] = [];
  let within: Line[] = [];
  let current: Section = { level: 0, title: '', line: lines[0]?.number ?? 1, anchor: undefined, lines: within };
  let anchor: string | undefined;
  const fences = new FenceTracker();
  for (const line of lines) {
    const inCode = fences.takes(line);
    const text = line.text.trim();
    const link = inCode ? null : jumplink.exec(text);
    const title = inCode ? null : heading.exec(text);
    if (link !== null) anchor = link[1];
    else if (title !== null && (title[1]?.length ?? 0) <= deepest) {
      sections.push(current);
      within = [];
      current = {
        level: title[1]?.length ?? 1,
        title: plain(title[2] ?? ''),
        line: line.number,
        anchor,
        lines: within,
      };
      anchor = undefined;
    } else {
      if (text !== '') anchor = undefined;
      within.push(line);
    }
  }
  if (fences.open !== undefined)
    reading.problem(fences.open, 'a code fence that is never closed', 'a line ``` after it');
  return [...sections, current];
}

/** Tells code from text. The export opens the fence of an example within a line, and may close it at the end of one. */
export class FenceTracker {
  open: number | undefined;
  #closes: RegExp = /^$/;

  /** Whether the line belongs to a fenced block, its first and last lines included. */
  takes({ number, text }: Line): boolean {
    const line = text.trim();
    if (this.open !== undefined) {
      if (this.#closes.test(line)) this.open = undefined;
      return true;
    }
    const fence = /^(`{3,}|~{3,})[^`]*$/.exec(line)?.[1];
    if (fence !== undefined) {
      this.open = number;
      this.#closes = fence.startsWith('~') ? /^~{3,}$/ : new RegExp(`^\`{${fence.length},}$`);
      return true;
    }
    if (/^\*\*Examples?\*\*:/.test(line) && (line.split('```').length - 1) % 2 === 1) {
      this.open = number;
      this.#closes = /```$/;
      return true;
    }
    return false;
  }
}
