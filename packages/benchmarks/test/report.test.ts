import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missed, type Report, toMarkdown } from '../src/report.ts';
import { createRow } from '../src/row.ts';

describe('a row', () => {
  const samples = { what: 'calls', unit: 'calls/s', ours: [90, 100, 110], peers: { base: [100, 100, 100] } };

  test('has the median and the range of its samples, and of its ratios to the peer of the target', () => {
    const row = createRow({ ...samples, target: { is: 'at least', limit: 1, of: 'base' } });
    expect(row.ours).toEqual({ median: 100, min: 90, max: 110 });
    expect(row.ratio).toEqual({ median: 1, min: 0.9, max: 1.1 });
    expect(row.isMet).toBe(true);
  });

  test('compares samples of the same round', () => {
    const drifting = { ...samples, ours: [10, 20, 40], peers: { base: [10, 20, 40] } };
    expect(createRow({ ...drifting, target: { is: 'at least', limit: 1, of: 'base' } }).ratio).toEqual({
      median: 1,
      min: 1,
      max: 1,
    });
  });

  test.each([
    ['at least', 101, false],
    ['at least', 100, true],
    ['at most', 100, true],
    ['at most', 99, false],
  ] as const)('of a median of 100, with a target of %s %d: met is %s', (is, limit, isMet) => {
    expect(createRow({ ...samples, target: { is, limit } }).isMet).toBe(isMet);
  });

  test('is not made without the peer that its target names', () => {
    expect(() => createRow({ ...samples, target: { is: 'at most', limit: 1, of: 'missing' } })).toThrow(
      "Expected samples of missing, the peer of the target of 'calls'.",
    );
  });
});

test('the page begins with the missed targets and marks them in the table', () => {
  const rows = [
    createRow({ what: 'size', unit: 'kB', digits: 1, ours: [13.9], target: { is: 'at most', limit: 10.5 } }),
    createRow({ what: 'dependencies', unit: '', ours: [1], peers: { ky: [0] }, target: { is: 'at most', limit: 1 } }),
  ];
  const report: Report = {
    ...{ date: '2026-11-29', rounds: 5, machine: { platform: 'linux x64', cpus: 2, load: 0.2 } },
    ...{ versions: { node: '24.21.0', ky: '2.1.0' }, sections: [{ title: 'Cost', rows }] },
  };
  expect(missed(report)).toEqual([rows[0]]);
  const page = toMarkdown(report);
  expect(page).toContain('**1 of 2 targets are met.**\n\n- Missed: size: 13.9 kB instead of at most 10.5\n');
  expect(page).toMatch(/\| size \(kB\) +\| 13\.9 +\| +\| at most 10\.5 +\| \*\*missed\*\* +\|/);
  expect(page).not.toContain('busy');
  expect(toMarkdown({ ...report, machine: { ...report.machine, load: 3.21 } })).toContain(
    '**The machine was busy (load 3.2).**',
  );
  expect(page).toMatch(/\| dependencies +\| 1 +\| ky 0 +\| at most 1 +\| met +\|/);
});

test('the page in docs shows the figures of the file beside it', () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8');
  expect(read('benchmarks.md')).toBe(toMarkdown(JSON.parse(read('benchmarks.json'))));
});
