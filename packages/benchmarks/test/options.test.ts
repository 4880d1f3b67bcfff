import { expect, test } from 'vitest';
import { readOptions } from '../src/options.ts';

test('without arguments everything is measured in five rounds, and the documentation stays as it is', () => {
  expect(readOptions([])).toEqual({ rounds: 5, write: false, sections: ['calls', 'cost', 'generate', 'mock'] });
});

test('sections are measured in their usual order', () => {
  expect(readOptions(['--quick', 'mock', 'calls'])).toEqual({ rounds: 2, write: false, sections: ['calls', 'mock'] });
});

test.each([
  [['--write', '--quick'], '--write requires a whole run: neither --quick nor names of sections.'],
  [['--write', 'mock'], '--write requires a whole run: neither --quick nor names of sections.'],
  [['speed'], "Expected one of calls, cost, generate, mock; received 'speed'."],
  [['--fast'], "Unknown option '--fast'"],
])('%j is refused', (args, problem) => {
  expect(() => readOptions(args)).toThrow(problem);
});
