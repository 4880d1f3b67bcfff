import type { JsonObject } from '@whatsapp-qr/openapi-document';
import { describe, expect, it } from 'vitest';
import { diffDocuments } from '../src/diff/diff.ts';
import { pairs, table } from './diff-pairs.ts';

const classes: Readonly<Record<string, string>> = {
  T: 'breaking',
  B: 'breaking',
  A: 'additive',
  D: 'docs',
  '-': 'none',
};

/** The worst class, and the sentences, so that a failure shows why. */
function found(before: JsonObject, after: JsonObject): [string, string[]] {
  const source = (file: string, document: JsonObject) => ({ file, text: JSON.stringify(document) });
  const { changes } = diffDocuments(source('before.json', before), source('after.json', after));
  return [changes[0]?.class ?? 'none', changes.map((change) => `${change.class}: ${change.sentence}`)];
}

describe('the class of a change and of its reverse', () => {
  it.for(pairs)('$what: $expected', ({ before, after, expected }) => {
    const [there = '', back = ''] = expected.split(' ');
    const forwards = found(before, after);
    expect(forwards).toEqual([classes[there], forwards[1]]);
    const backwards = found(after, before);
    expect(backwards).toEqual([classes[back], backwards[1]]);
  });

  it('stands in the table for 150 pairs and more, each of them once', () => {
    expect(pairs.length).toBeGreaterThan(150);
    expect(new Set(pairs.map(({ what }) => what)).size).toBe(pairs.length);
  });
});

describe('the sentence of a change', () => {
  it.for(table.sentences)('%s: %s', ([what, sentence]) => {
    const name = what.replace(/, in reverse$/, '');
    const pair = pairs.find((one) => one.what === name);
    if (pair === undefined) throw new Error(`the table has no pair ${name}`);
    const [, sentences] = name === what ? found(pair.before, pair.after) : found(pair.after, pair.before);
    expect(sentences.map((line) => line.replace(/^\w+: /, ''))).toContain(sentence);
  });
});
