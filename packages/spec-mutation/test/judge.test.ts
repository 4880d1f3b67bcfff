import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Findings } from '../src/checks/check.ts';
import { drop } from '../src/edit.ts';
import { judge, readEquivalents } from '../src/equivalents.ts';
import type { Verdict } from '../src/mutate.ts';
import { reportAsText } from '../src/report.ts';

function verdict(name: string, findings: Findings = {}): Verdict {
  return { mutant: { name, slip: 'a slip', edit: drop('#/x'), line: 7 }, findings };
}

const verdicts = [
  verdict('one', { audit: 'differs' }),
  verdict('two', { audit: 'differs', types: 'no such property' }),
  verdict('three'),
  verdict('four'),
];
const names = ['one', 'two', 'three', 'four', 'five'];

test('what survived is explained or a hole', () => {
  const { unexplained, explained, stale } = judge(verdicts, names, [{ why: 'It is the default.', mutants: ['three'] }]);
  expect(unexplained.map(({ mutant }) => mutant.name)).toEqual(['four']);
  expect(explained.map(({ mutant }) => mutant.name)).toEqual(['three']);
  expect(stale).toEqual([]);
});

test('an explanation no longer applies once its mutant is noticed, or is none any more', () => {
  const { stale } = judge(verdicts, names, [{ why: 'Once true.', mutants: ['two', 'six'] }]);
  expect(stale).toEqual(['two: is noticed now, by audit and types', 'six: is no mutant of the document any more']);
});

test('a mutant that did not run is not judged', () => {
  expect(judge(verdicts, names, [{ why: 'It is the default.', mutants: ['five'] }]).stale).toEqual([]);
});

test('the report counts for each check, with and without the audit, and names what survived', () => {
  const judged = judge(verdicts, names, [{ why: 'It is the default.', mutants: ['three', 'one'] }]);
  const report = reportAsText(verdicts, judged, 'equivalents/v1.0.yaml');
  expect(report).toMatch(/^audit +2\/4 +50\.0 % +1$/m);
  expect(report).toMatch(/^types +1\/4 +25\.0 % +0$/m);
  expect(report).toMatch(/^lint +0\/4 +0\.0 % +0$/m);
  expect(report).toMatch(/^all but the audit +1\/4 +25\.0 %$/m);
  expect(report).toMatch(/^all +2\/4 +50\.0 %$/m);
  expect(report).toContain('survived: openapi.yaml:7 four (a slip)');
  expect(report).not.toContain('survived: openapi.yaml:7 three');
  expect(report).toContain('1 survived and mean the same as the document: equivalents/v1.0.yaml says why.');
  expect(report).toContain('explained in vain: one: is noticed now, by audit');
});

test('explanations are read with their reasons, and without one refused', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'equivalents-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'v1.0.yaml');
  expect(readEquivalents(file)).toEqual([]);

  writeFileSync(file, '- why: It is the default.\n  mutants:\n    - "drop #/x"\n');
  expect(readEquivalents(file)).toEqual([{ why: 'It is the default.', mutants: ['drop #/x'] }]);

  writeFileSync(file, '- mutants: ["drop #/x"]\n');
  expect(() => readEquivalents(file)).toThrow(`${file}: entry 1: expected { why: a reason, mutants: their names }`);
});
