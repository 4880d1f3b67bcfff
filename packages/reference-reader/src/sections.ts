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
    const heading = inCode ? undefined : headingOf(text);
    if (link !== null) anchor = link[1];
    else if (heading !== undefined && heading.level <= deepest) {
      sections.push(current);
      within = [];
      current = { level: heading.level, title: plain(heading.title), line: line.number, anchor, lines: within };
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

/** `## Title ##`, read from both ends: a pattern would try every split of a run of blanks or `#`. */
function headingOf(text: string): { level: number; title: string } | undefined {
  const level = /^#*/.exec(text)?.[0].length ?? 0;
  const rest = text.slice(level);
  if (level === 0 || (rest !== '' && (level > 6 || !/^[ \t]/.test(rest)))) return undefined;
  let end = rest.length;
  while (rest[end - 1] === '#') end--;
  return { level: Math.min(level, 6), title: rest.slice(0, end).trim() };
}

/** Separates code from text. The export opens the fence of an example within a line, and may close it at the end of one. */
export class FenceTracker {
  open: number | undefined;
  #closes: (line: string) => boolean = () => false;

  /** Whether the line belongs to a fenced block, its first and last lines included. */
  takes({ number, text }: Line): boolean {
    const line = text.trim();
    if (this.open !== undefined) {
      if (this.#closes(line)) this.open = undefined;
      return true;
    }
    const fence = /^(?:`{3,}|~{3,})/.exec(line)?.[0];
    if (fence !== undefined && !line.includes('`', fence.startsWith('~') ? 0 : fence.length)) {
      this.open = number;
      const least = fence.startsWith('~') ? 3 : fence.length;
      const whole = fence.startsWith('~') ? /^~+$/ : /^`+$/;
      this.#closes = (closing) => closing.length >= least && whole.test(closing);
      return true;
    }
    if (/^\*\*Examples?\*\*:/.test(line) && (line.split('```').length - 1) % 2 === 1) {
      this.open = number;
      this.#closes = (closing) => closing.endsWith('```');
      return true;
    }
    return false;
  }
}
