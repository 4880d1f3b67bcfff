import type { Line } from '../form.ts';
import { FenceTracker } from '../sections.ts';
import { plain } from '../text.ts';

/** A line of the page's text, a rule (`* * *`, `---`), or a block of code. Blank lines carry nothing. */
export type Block =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'rule'; readonly line: number }
  | { readonly kind: 'heading'; readonly line: number; readonly text: string }
  | { readonly kind: 'code'; readonly line: number; readonly text: string };

export function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: Block[] = [];
  const fences = new FenceTracker();
  let code: string[] = [];
  for (const line of lines) {
    const begins = fences.open === undefined;
    if (fences.takes(line)) {
      const ends = fences.open === undefined;
      if (begins) code = [];
      else if (ends) blocks.push({ kind: 'code', line: line.number - code.length - 1, text: code.join('\n') });
      else code.push(line.text);
      continue;
    }
    const text = line.text.trim();
    if (/^(?:\*[ \t]*){3,}$|^(?:-[ \t]*){3,}$|^(?:_[ \t]*){3,}$/.test(text))
      blocks.push({ kind: 'rule', line: line.number });
    else if (/^#{1,6}(?:\s|$)/.test(text))
      blocks.push({ kind: 'heading', line: line.number, text: plain(text.replace(/^#+/, '')) });
    else if (plain(text) !== '') blocks.push({ kind: 'text', line: line.number, text: plain(text) });
  }
  return blocks;
}
