import type { Form } from './facts.ts';
import { decodeEntities } from './text.ts';

export interface Line {
  readonly number: number;
  readonly text: string;
}

export interface Recognized {
  readonly form: Form | undefined;
  /** The lines of the page itself, with their numbers in the file: no front matter, no fence around it, no escapes. */
  readonly lines: readonly Line[];
}

/** Words that each form has and the other has not. */
const marks: { readonly [form in Exclude<Form, 'openapi'>]: readonly RegExp[] } = {
  'markdown-export': [
    /^<jumplink /,
    /^## APIs$/,
    /^### (Header|Path|Query|Cookie) Parameters$/,
    /^### Responses$/,
    /^# Components$/,
    /^\*\*(Content Type|Schema)\*\*:/,
  ],
  'page-text': [
    /^## Endpoints$/,
    /^### Request Syntax$/,
    /^(Header|Path|Query|Cookie) Parameters$/,
    /^Responses$/,
    /^Show child attributes$/,
    /^Select status code$/,
    /^(Content Type|Schema): /,
  ],
};

export function recognize(text: string): Recognized {
  const lines = unwrapped(text.replace(/^\ufeff/, ''));
  return { form: formOf(lines), lines };
}

function formOf(lines: readonly Line[]): Form | undefined {
  const first = lines.find((line) => line.text.trim() !== '')?.text.trim() ?? '';
  if (lines.some(({ text }) => /^["']?(openapi|swagger)["']?\s*:/.test(text))) return 'openapi';
  if (first.startsWith('{') && lines.some(({ text }) => /["'](openapi|swagger)["']\s*:/.test(text))) return 'openapi';
  const score = (form: keyof typeof marks): number =>
    marks[form].filter((mark) => lines.some(({ text }) => mark.test(text.trim()))).length;
  const [exported, page] = [score('markdown-export'), score('page-text')];
  if (exported === 0 && page === 0) return undefined;
  return exported >= page ? 'markdown-export' : 'page-text';
}

/**
 * Whoever stored the page may have put metadata or a title before it, a code fence around it, or escaped it as HTML.
 */
function unwrapped(text: string): readonly Line[] {
  let lines = text.split(/\r\n|\r|\n/).map((line, index): Line => ({ number: index + 1, text: line }));
  for (let layers = 0; layers < 4; layers++) {
    const inner = unescaped(withoutFence(withoutTitle(withoutFrontMatter(lines))));
    if (inner === lines) break;
    lines = inner;
  }
  return lines;
}

function withoutFrontMatter(lines: Line[]): Line[] {
  const start = lines.findIndex(({ text }) => text.trim() !== '');
  if (lines[start]?.text.trim() !== '---') return lines;
  for (const [index, { text }] of lines.entries()) {
    if (index <= start) continue;
    if (text.trim() === '---') return index > start + 1 ? lines.slice(index + 1) : lines;
    if (!/^(\s|#|$|- |[\w-]+\s*:)/.test(text)) return lines;
  }
  return lines;
}

/** A title and the source, before a fence that goes to the end of the file. */
function withoutTitle(lines: Line[]): Line[] {
  const fence = lines.findIndex(({ text }) => /^(`{3,}|~{3,})/.test(text.trim()));
  const before = lines.slice(0, Math.max(fence, 0)).filter(({ text }) => text.trim() !== '');
  const [title, ...others] = before.map(({ text }) => text.trim());
  if (title === undefined || others.length > 2 || !/^# |^\W*source\b/i.test(title)) return lines;
  if (!others.every((text) => /^\W*source\b|^\W*https?:\/\//i.test(text))) return lines;
  const inner = lines.slice(fence);
  return withoutFence(inner) === inner ? lines : inner;
}

function withoutFence(lines: Line[]): Line[] {
  const start = lines.findIndex(({ text }) => text.trim() !== '');
  const end = lines.findLastIndex(({ text }) => text.trim() !== '');
  const fence = /^(`{3,}|~{3,})\w*$/.exec(lines[start]?.text.trim() ?? '')?.[1];
  if (fence === undefined || start === end || lines[end]?.text.trim() !== fence) return lines;
  return lines.slice(start + 1, end);
}

/** Only a copy escaped as a whole is decoded: an unescaped export has entities of its own in prose. */
function unescaped(lines: Line[]): Line[] {
  const whole = lines.some(({ text }) => /^\s*&(amp;)*lt;jumplink |^## [A-Z]+ \S*&(amp;)*#123;/.test(text));
  return whole ? lines.map(({ number, text }) => ({ number, text: decodeEntities(text) })) : lines;
}
