import type { Line } from '../form.ts';
import { quoted, type Reading } from '../reading.ts';
import { FenceTracker } from '../sections.ts';
import { plain } from '../text.ts';

/** What stands under a heading of the export. */
export type Block =
  | {
      readonly kind: 'table';
      readonly line: number;
      readonly columns: readonly string[];
      readonly rows: readonly Row[];
    }
  /** `**Label**: value` */
  | { readonly kind: 'label'; readonly line: number; readonly label: string; readonly value: string }
  /** `**200**` */
  | { readonly kind: 'status'; readonly line: number; readonly status: string }
  | { readonly kind: 'example'; readonly line: number; readonly language: string; readonly text: string }
  | { readonly kind: 'prose'; readonly line: number; readonly text: string };

export interface Row {
  readonly line: number;
  readonly cells: { readonly [column: string]: string };
}

export function blocksOf(lines: readonly Line[], reading: Reading): Block[] {
  const blocks: Block[] = [];
  const cursor = new Cursor(lines);
  for (let line = cursor.next(); line !== undefined; line = cursor.next()) {
    const text = line.text.trim();
    if (text === '') continue;
    if (cursor.inCode) blocks.push({ kind: 'prose', line: line.number, text });
    else if (/^\*\*Example\*\*:/.test(text)) blocks.push(...example(line, cursor, reading));
    else if (text.startsWith('|')) blocks.push(...table(line, cursor, reading));
    else blocks.push(labelOrProse(text, line.number));
  }
  return blocks;
}

class Cursor {
  readonly #lines: readonly Line[];
  readonly #fences = new FenceTracker();
  #at = 0;
  inCode = false;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  next(): Line | undefined {
    const line = this.#lines[this.#at++];
    this.inCode = line !== undefined && this.#fences.takes(line);
    if (line !== undefined && /^\*\*Example\*\*:/.test(line.text.trim())) {
      // The block that reads an example finds its end itself.
      this.inCode = false;
      this.#fences.open = undefined;
    }
    return line;
  }

  peek(): Line | undefined {
    return this.#lines[this.#at];
  }

  /** The next line as it is, whatever the fences say. */
  raw(): Line | undefined {
    return this.#lines[this.#at++];
  }
}

function labelOrProse(text: string, line: number): Block {
  const status = /^\*\*(\d{3}|[1-5]XX|default)\*\*$/i.exec(text)?.[1];
  if (status !== undefined) return { kind: 'status', line, status: status.toLowerCase().replace('xx', 'XX') };
  const label = /^\*\*([^*:]+)\*\*:\s*(.*)$/s.exec(text);
  if (label !== null) return { kind: 'label', line, label: label[1] ?? '', value: plain(label[2] ?? '') };
  return { kind: 'prose', line, text };
}

/**
 * The fence of an example opens on the line of its label, after the two characters `\n`, and closes in the same way;
 * a copy may have made line breaks of them.
 */
function example(first: Line, cursor: Cursor, reading: Reading): Block[] {
  let rest = first.text.trim().replace(/^\*\*Example\*\*:\s*/, '');
  while (rest === '' && cursor.peek() !== undefined) rest = cursor.raw()?.text.trim() ?? '';
  const opening = /^(?:\\n)*\s*```([\w+-]*)(?:\\n)*/.exec(rest);
  if (opening === null) {
    reading.problem(first.number, `an example that begins with ${quoted(rest)}`, 'a code fence: \\n```json\\n');
    return [];
  }
  const text: string[] = [];
  let line = rest.slice(opening[0].length);
  for (;;) {
    const last = withoutClosingFence(line);
    if (last !== undefined) {
      text.push(last);
      return [{ kind: 'example', line: first.number, language: opening[1] ?? '', text: text.join('\n') }];
    }
    text.push(line);
    const next = cursor.raw();
    if (next === undefined) {
      reading.problem(first.number, 'an example that is never closed', '\\n``` after it');
      return [];
    }
    line = next.text;
  }
}

/** What stands before the fence with which an example ends, in a line that ends with it. */
function withoutClosingFence(line: string): string | undefined {
  const whole = line.trimEnd();
  if (!whole.endsWith('```')) return undefined;
  let end = whole.slice(0, -3).trimEnd().length;
  while (end >= 2 && whole.startsWith('\\n', end - 2)) end -= 2;
  return whole.slice(0, end);
}

function table(first: Line, cursor: Cursor, reading: Reading): Block[] {
  const rows: { line: number; cells: string[] }[] = [];
  for (let line: Line | undefined = first; line !== undefined; ) {
    const parts = [line.text.trim()];
    // A line break in a description tears its row.
    while (!endsRow(parts) && (cursor.peek()?.text.trim() ?? '') !== '') parts.push(cursor.next()?.text.trim() ?? '');
    const text = parts.join(' ');
    if (!endsRow(parts)) reading.problem(line.number, `the table row ${quoted(text)}`, 'a "|" at its end');
    rows.push({ line: line.number, cells: cellsOf(text) });
    line = cursor.peek()?.text.trim().startsWith('|') ? cursor.next() : undefined;
  }
  const [header, ruler, ...body] = rows;
  if (header === undefined || ruler === undefined || !ruler.cells.every((cell) => /^:?-+:?$/.test(cell))) {
    reading.problem(first.number, `a table that begins with ${quoted(first.text)}`, 'a header row and a row of dashes');
    return [];
  }
  const columns = header.cells;
  return [
    {
      kind: 'table',
      line: first.number,
      columns,
      rows: body.map((row) => ({ line: row.line, cells: named(row, columns, reading) })),
    },
  ];
}

function endsRow(parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? '';
  return last.endsWith('|') && last.at(-2) !== '\\' && (last.length > 1 || parts.length > 1);
}

/** A "|" in a cell is written `\|`. */
function cellsOf(row: string): string[] {
  const cells: string[] = [];
  let cell = '';
  for (let at = 1; at < row.length; at++) {
    if (row[at] === '\\' && row[at + 1] === '|') {
      cell += '|';
      at++;
    } else if (row[at] === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += row[at];
  }
  return cell.trim() === '' ? cells : [...cells, cell.trim()];
}

function named(row: { line: number; cells: string[] }, columns: readonly string[], reading: Reading): Row['cells'] {
  const { line, cells } = row;
  // The last column is prose, and prose may have bars of its own.
  const last = columns.length - 1;
  const fitting = columns.at(-1) === 'Description' ? [...cells.slice(0, last), cells.slice(last).join(' | ')] : cells;
  if (fitting.length !== columns.length || cells.length < columns.length) {
    reading.problem(
      line,
      `a row of ${cells.length} cells: ${quoted(cells.join(' | '))}`,
      `${columns.length} (${columns.join(', ')})`,
    );
  }
  return Object.fromEntries(columns.map((column, index) => [column, fitting[index] ?? '']));
}

/** A block as error messages speak of it. */
export function shown(block: Block): string {
  switch (block.kind) {
    case 'label':
      return `${quoted(`**${block.label}**`)}`;
    case 'prose':
      return quoted(block.text);
    case 'status':
      return `the status ${block.status}`;
    default:
      return `${block.kind === 'table' ? 'a table' : 'an example'}`;
  }
}
