import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/read/reading.ts';
import { readReference } from '../../src/read/reference.ts';

const folder = path.join(import.meta.dirname, 'fixtures');
const pages = readdirSync(folder).map((name): [string, string[]] => [
  name,
  readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'),
]);

const read = (lines: readonly string[]) => {
  const version = lines.some((line) => line.includes('/v24.0.md/')) ? 'v24.0' : 'v23.0';
  const { skeleton, problems } = readReference(lines.join('\n'), { graphVersion: version });
  const { 'x-source': _source, ...facts } = skeleton;
  return { facts, problems };
};

describe('a copy that is cut off', { timeout: 60_000 }, () => {
  test.each(pages)('%s is refused wherever it is cut, unless the cut loses no fact', (_name, lines) => {
    const whole = read(lines).facts;
    const accepted: number[] = [];
    // Every third line: a page has several lines for each fact.
    for (let length = lines.length - 1; length > 0; length -= 3) {
      const { facts, problems } = read(lines.slice(0, length));
      if (problems.length === 0 && JSON.stringify(facts) !== JSON.stringify(whole)) accepted.push(length);
    }
    expect(accepted).toEqual([]);
  });

  test('is reported with what is missing: its end, and the schemas that it links to', () => {
    const [, lines = []] = pages.find(([name]) => name === 'qr-code.export.txt') ?? [];
    const cut = lines.slice(0, lines.indexOf('# Components'));
    const problems = read(cut).problems.map(formatProblem).join('\n');
    expect(problems).toContain('found the end of the page, expected a section "## Authentication" before it');
    expect(problems).toMatch(/found the schema "\w+", linked to #\w+, expected one that # Components defines/);
  });
});
