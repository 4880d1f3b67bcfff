import { quoted, type Reading } from '../reading.ts';
import { plain } from '../text.ts';
import type { Block, Row } from './blocks.ts';

export interface NamedRow {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly line: number;
}

/** The rows of a table of parameters or properties. */
export function rowsOf(block: Block & { kind: 'table' }, first: 'Name' | 'Property', reading: Reading): NamedRow[] {
  const expected = [first, 'Type', 'Required', 'Description'];
  const unknown = block.columns.filter((column) => !expected.includes(column));
  const missing = expected.filter((column) => column !== 'Description' && !block.columns.includes(column));
  if (unknown.length > 0 || missing.length > 0) {
    reading.problem(block.line, `the columns ${block.columns.join(', ')}`, expected.join(', '));
    if (missing.length > 0) return [];
  }
  return block.rows.flatMap((row) => {
    const { line, cells } = row;
    const name = plain(cells[first] ?? '').replace(/^`(.*)`$/, '$1');
    if (name === '') {
      reading.problem(
        line,
        `a row without a name: ${quoted(Object.values(cells).join(' | '))}`,
        'a name in its first cell',
      );
      return [];
    }
    return [{ name, type: typeCell(row, name, reading), required: requiredCell(row, reading), line }];
  });
}

function typeCell({ cells, line }: Row, name: string, reading: Reading): string {
  const type = cells.Type ?? '';
  if (type === '') reading.problem(line, `no type for ${quoted(name)}`, 'one in the column Type');
  return type === '' ? '{}' : type;
}

function requiredCell({ cells, line }: Row, reading: Reading): boolean {
  const required = cells.Required ?? '';
  if (required !== '' && required !== '✓')
    reading.problem(line, `${quoted(required)} in the column Required`, '"✓" or nothing');
  return required === '✓';
}
