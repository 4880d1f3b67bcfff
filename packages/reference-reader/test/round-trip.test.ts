import { isArray, isAtOrUnder, isObject, type Json, pointerTo } from '@whatsapp-qr/openapi-document';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Skeleton } from '../src/facts.ts';
import { formatProblem } from '../src/reading.ts';
import { readReference } from '../src/reference.ts';
import { truth } from './arbitrary.ts';
import { renderExport } from './render-export.ts';
import { type PageStyle, renderPage } from './render-page.ts';
import { pathsOf, type Truth } from './truth.ts';

const style: fc.Arbitrary<PageStyle> = fc.record({
  rule: fc.constantFrom('* * *' as const, '---' as const),
  escaped: fc.boolean(),
  noBreakSpaces: fc.boolean(),
  lineEnd: fc.constantFrom('' as const, '\\' as const, '  ' as const),
});

describe('an API rendered to a form and read back', { timeout: 120_000 }, () => {
  test('comes out of the export as it was', () => {
    fc.assert(
      fc.property(truth, (api) => {
        const { skeleton, problems } = readReference(renderExport(api), { graphVersion: 'v23.0' });
        expect(problems.map(formatProblem)).toEqual([]);
        expect(skeleton.paths).toEqual(pathsOf(api));
        expect(schemasOf(skeleton)).toEqual(api.schemas);
      }),
      { numRuns: 250 },
    );
  });

  test('comes out of page text as it was, but for what is noted as ambiguous', () => {
    fc.assert(
      fc.property(truth, style, (api, copied) => {
        const { skeleton, problems } = readReference(renderPage(api, copied), { graphVersion: 'v23.0' });
        expect(problems.map(formatProblem)).toEqual([]);
        expect(differencesBeyondAmbiguity(api, skeleton)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });
});

function schemasOf({ components }: Skeleton): Json {
  return components?.schemas ?? {};
}

/** Every fact of one side that the other lacks, unless a note covers its place. */
function differencesBeyondAmbiguity(api: Truth, skeleton: Skeleton): string[] {
  const shown = schemasOf(skeleton);
  const reached = Object.fromEntries(
    Object.entries(api.schemas).filter(([name]) => isObject(shown) && Object.hasOwn(shown, name)),
  );
  const examples = (facts: Map<string, string>): [string, string][] =>
    [...facts].filter(([pointer]) => !pointer.includes('/examples/'));
  const expected = new Map(examples(factsAt({ paths: pathsOf(api), components: { schemas: reached } })));
  const found = new Map(examples(factsAt({ paths: skeleton.paths, components: { schemas: shown } })));
  const covered = skeleton['x-ambiguous'].flatMap(({ pointer, alternatives = [] }) => [pointer, ...alternatives]);
  const differ = new Set(
    [...expected.keys(), ...found.keys()].filter((pointer) => expected.get(pointer) !== found.get(pointer)),
  );
  return [...differ]
    .filter((pointer) => !covered.some((place) => isAtOrUnder(pointer, place)))
    .map((pointer) => `${pointer}: is ${expected.get(pointer)}, read ${found.get(pointer)}`);
}

/** Each fact under its place; that a property is required is a fact of the property. */
function factsAt(value: Json, pointer = '#', facts = new Map<string, string>()): Map<string, string> {
  if (isArray(value)) for (const [index, item] of value.entries()) factsAt(item, pointerTo(pointer, index), facts);
  else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      if (key === 'required' && isArray(member)) {
        for (const name of member) facts.set(pointerTo(pointer, 'properties', String(name), 'required'), 'true');
      } else factsAt(member, pointerTo(pointer, key), facts);
    }
  } else facts.set(pointer, JSON.stringify(value));
  return facts;
}
