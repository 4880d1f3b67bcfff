import type { Reporter, TestModule } from 'vitest/node';
import { type Cell, titleOf } from './cells.ts';
import type { Column } from './coverage.ts';

const columns: readonly Column[] = ['mock', 'prism', 'in process', 'raw', 'broken clients'];

interface Row {
  readonly cell: Cell;
  /** The number of passed tests per column. */
  readonly passed: Map<Column, number>;
}

/** Prints the coverage of the contract after a run. */
export class CoverageTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = rowsOf(modules);
    if (rows.length > 0) console.log(report(rows));
  }
}

/** One row for each cell that has a test. */
function rowsOf(modules: readonly TestModule[]): Row[] {
  const rows = new Map<string, Row>();
  for (const test of modules.flatMap((module) => [...module.children.allTests()])) {
    for (const { cell, column } of test.meta().covers ?? []) {
      const name = `${cell.version} ${titleOf(cell)}`;
      const row = rows.get(name) ?? { cell, passed: new Map() };
      rows.set(name, row);
      if (test.result().state === 'passed') row.passed.set(column, (row.passed.get(column) ?? 0) + 1);
    }
  }
  return [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function report(rows: readonly Row[]): string {
  // A cell that no broken client fails proves nothing, and is not counted.
  const covered = rows.filter(({ passed }) => passed.has('mock') && passed.has('broken clients'));
  const lines = [['', 'status', 'example', ...columns], ...rows.map((row, index) => lineOf(row, rows[index - 1]))];
  return `\n${align(lines)}\n\nContract coverage: ${covered.length} of ${rows.length} documented answers\n`;
}

/** Omits values that repeat the row above. */
function lineOf({ cell, passed }: Row, above: Row | undefined): string[] {
  const { version, operation, status, example } = cell;
  const isSameOperation = above?.cell.version === version && above.cell.operation === operation;
  const isSameStatus = isSameOperation && above.cell.status === status;
  return [
    isSameOperation ? '' : `${version} ${operation}`,
    isSameStatus ? '' : `${status}`,
    example,
    ...columns.map((column) => markOf(column, passed.get(column))),
  ];
}

function markOf(column: Column, count: number | undefined): string {
  if (count === undefined) return '-';
  return column === 'broken clients' ? `fails with ${count}` : '✓';
}

function align(lines: readonly string[][]): string {
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd((widths[column] ?? 0) + 2))
        .join('')
        .trimEnd(),
    )
    .join('\n');
}
