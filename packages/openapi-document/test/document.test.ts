import { describe, expect, it } from 'vitest';
import { DocumentError, parseSource, UnreadableDocument } from '../src/index.ts';

const parse = (text: string) => parseSource({ file: 'a.yaml', text });

function problemsOf(text: string): readonly { line: number; reason: string }[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UnreadableDocument) return error.problems;
    throw error;
  }
  return [];
}

describe('a document', () => {
  it('knows the line of each value, and of the nearest value around one that is missing', () => {
    const { lineOf } = parse('a:\n  b:\n    - 1\n    - c: 2\n');
    expect(['#', '#/a', '#/a/b/1', '#/a/b/1/c', '#/a/b/7', '#/a/x/y'].map(lineOf)).toEqual([1, 1, 4, 4, 2, 1]);
  });

  it('has an alias at its own line, and what is inside it at the line of the anchor', () => {
    const { root, lineOf } = parse('a: &a\n  b: 1\nc: *a\n');
    expect(root).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(['#/c', '#/c/b'].map(lineOf)).toEqual([3, 2]);
  });

  it('gives an alias the value of the last anchor before it, within other aliases too', () => {
    expect(parse('a: &x 1\nb: &y [*x]\nc: &x 2\nd: [*x, *y]\n').root).toEqual({ a: 1, b: [1], c: 2, d: [2, [1]] });
  });

  it('lists whole numbers that JSON cannot hold', () => {
    const { root, inexact } = parse('a: [1, 12345678901234567891]\n');
    expect(root).toEqual({ a: [1, 12345678901234567000] });
    expect(inexact).toEqual([{ pointer: '#/a/1', number: '12345678901234567891' }]);
  });

  it('keeps a key named __proto__ as a key', () => {
    const { root } = parse('__proto__: { toString: 1 }\na: { __proto__: 2 }\n');
    expect(JSON.stringify(root)).toBe('{"__proto__":{"toString":1},"a":{"__proto__":2}}');
    expect(Object.getPrototypeOf(root)).toBe(Object.prototype);
  });
});

describe('a document is refused', () => {
  it.each<[string, string, number, RegExp]>([
    ['that is not YAML', 'a: 1\nb: {\n', 3, /^Flow map/],
    ['with a key twice', 'a: 1\nb: 1\na: 2\n', 3, /^Map keys must be unique: "a" stands twice/],
    ['with an infinite number', 'a:\n  - .inf\n', 2, /^Infinity is no value of JSON/],
    ['with a date', '%YAML 1.1\n---\na: 2020-01-01\n', 3, /is no value of JSON/],
    ['with a list as a key', 'a: 1\n? [b]\n: 1\n', 2, /^expected keys that are text/],
    ['with an alias without anchor', 'a: 1\nb: *c\n', 2, /^the alias \*c has no anchor before it/],
    ['with an alias before its anchor', 'a: *b\nb: &b 1\n', 1, /^the alias \*b has no anchor before it/],
    ['with an alias in its own anchor', 'a: &a\n  b: [*a]\n', 2, /^the alias \*a is used within its own anchor/],
    ['with a cycle of two anchors', 'a: &a\n  b: &b\n    c: *a\n', 3, /^the alias \*a is used within its own anchor/],
    [
      'nested deeper than its readers can follow',
      `a:\n  ${'['.repeat(501)}${']'.repeat(501)}`,
      2,
      /^expected at most 500/,
    ],
    ['nested deeper than the parser can follow', `a:\n  ${'['.repeat(20_000)}${']'.repeat(20_000)}`, 2, /too deeply/],
  ])('%s', (_what, text, line, reason) => {
    expect(problemsOf(text)[0]).toEqual({ line, reason: expect.stringMatching(reason) });
    expect(() => parse(text)).toThrow(DocumentError);
    expect(() => parse(text)).toThrow(`a.yaml:${line}: `);
  });

  it('whose aliases multiply, at the alias with which they exceed the limit', () => {
    const levels = Array.from({ length: 9 }, (_, index) => {
      const item = index === 0 ? 'x' : `*a${index - 1}`;
      return `l${index}: &a${index} [${Array(10).fill(item).join(', ')}]\n`;
    });
    expect(problemsOf(levels.join(''))).toEqual([{ line: 4, reason: expect.stringMatching(/^Excessive alias count/) }]);
  });

  it('with some of its syntax errors, not with thousands', () => {
    const problems = problemsOf(Array.from({ length: 2000 }, (_, index) => `a${index}: [`).join('\n'));
    expect(problems.length).toBeGreaterThan(1);
    expect(problems.length).toBeLessThanOrEqual(20);
  });
});

it('many keys cost time in proportion to their number', () => {
  const cpu = (keys: number): number => {
    const text = Array.from({ length: keys }, (_, index) => `key${index}: 1\n`).join('');
    const start = process.cpuUsage();
    parse(text);
    const { user, system } = process.cpuUsage(start);
    return user + system;
  };
  cpu(4_000);
  // Comparing each key with all others would take 100 times as long.
  expect(cpu(40_000)).toBeLessThan(40 * cpu(4_000));
});
