import { type Json, pointerTo } from '@whatsapp-qr/openapi-document';
import { describe, expect, test } from 'vitest';
import { type ReadReference, readReference } from '../src/reference.ts';

/**
 * The contents of a schema, one line for each entry, those that open a level with a ">" at the end: the indentation
 * that a reader would wish for is just what a page does not have.
 */
type Tree = readonly [schema: string, ...entries: string[]];

const show = 'Show child attributes';

function pageOf(trees: readonly Tree[], example?: Json): string {
  const answers = trees.map(([schema, ...entries], index) => [
    `${200 + index}`,
    'Content Type: application/json',
    `Schema: ${schema}`,
    show,
    '---',
    ...(schema === 'object' ? [] : [schema, '---']),
    entries.map((entry) => (entry.endsWith('>') ? `${entry.slice(0, -1)}\n\n${show}` : entry)).join('\n\n---\n\n'),
  ]);
  const sample = `Select status code\n\n200\n\n---\n\n\`\`\`\n${JSON.stringify({ one: { value: example ?? null } })}\n\`\`\``;
  return [
    '## Base URL\n\nhttps://graph.facebook.com\n\n## GET /codes\n\n### Request Syntax',
    ...(example === undefined ? [] : [sample]),
    'Responses\n\n---',
    ...answers.flat(),
    '## Authentication\n\n| bearerAuth | HTTP Bearer | Header: Authorization |\n\n### Global\n\nAll endpoints require: bearerAuth',
  ].join('\n\n');
}

const at = (...keys: string[]): string =>
  pointerTo(
    '#/paths/~1codes/get/responses/200/content/application~1json/schema',
    ...keys.flatMap((key) => (key === '[]' ? ['items'] : ['properties', key])),
  );
const component = (name: string, ...keys: string[]): string =>
  pointerTo(`#/components/schemas/${name}`, ...keys.flatMap((key) => ['properties', key]));

function read(trees: readonly Tree[], example?: Json): ReadReference {
  const result = readReference(pageOf(trees, example), { graphVersion: 'v23.0' });
  expect(result.problems).toEqual([]);
  return result;
}

/** Where each ambiguous entry was put, and where else it may belong. */
function ambiguitiesOf({ skeleton }: ReadReference): { [pointer: string]: readonly string[] } {
  const ambiguities = skeleton['x-ambiguous'].filter(({ alternatives }) => alternatives !== undefined);
  return Object.fromEntries(ambiguities.map(({ pointer, alternatives = [] }) => [pointer, alternatives]));
}

function has({ skeleton }: ReadReference, pointer: string): boolean {
  let place: unknown = skeleton;
  for (const key of pointer.slice(2).split('/')) {
    const name = key.replaceAll('~1', '/');
    if (typeof place !== 'object' || place === null || !(name in place)) return false;
    place = Reflect.get(place, name);
  }
  return true;
}

describe('an entry that follows an open level', () => {
  test('may belong to any level still open: the innermost is taken, the others are noted', () => {
    const result = read([['object', 'aobject>', 'bobject>', 'cstring', 'dstring']]);
    expect(ambiguitiesOf(result)).toEqual({ [at('a', 'b', 'd')]: [at('d'), at('a', 'd')] });
    expect(has(result, at('a', 'b', 'd'))).toBe(true);
  });

  test('is certain if it is the first of its level', () => {
    expect(ambiguitiesOf(read([['object', 'aobject>', 'bobject>', 'cobject>', 'dstring']]))).toEqual({});
  });

  test('is certain if only one level is open', () => {
    expect(
      ambiguitiesOf(read([['object', 'astring', 'bstring', 'carray of string>', 'c[]string', 'dstring']])),
    ).toEqual({});
  });

  test('lies outside of a level that has a property of its name', () => {
    const result = read([['object', 'idstring', 'ownerobject>', 'namestring', 'idstring', 'namestring']]);
    expect(has(result, at('owner', 'id'))).toBe(true);
    expect(has(result, at('name'))).toBe(true);
    expect(ambiguitiesOf(result)).toEqual({});
  });

  test('lies outside of what is closed by a later entry that is certain', () => {
    const result = read([['object', 'aobject>', 'xstring', 'ystring', 'xstring', 'zstring']]);
    expect(ambiguitiesOf(result)).toEqual({ [at('a', 'y')]: [at('y')] });
    expect(has(result, at('x'))).toBe(true);
    expect(has(result, at('z'))).toBe(true);
  });

  test('lies where an example has its name', () => {
    const trees: Tree[] = [
      [
        'object',
        'dataarray of object>',
        'data[]object>',
        'idstring',
        'urlstring',
        'pagingobject>',
        'cursorsobject>',
        'afterstring',
        'nextstring',
      ],
    ];
    expect(Object.keys(ambiguitiesOf(read(trees)))).toHaveLength(3);
    const result = read(trees, { data: [{ id: '1', url: 'x' }], paging: { cursors: { after: 'a' }, next: 'b' } });
    expect(ambiguitiesOf(result)).toEqual({});
    for (const pointer of [at('data', '[]', 'url'), at('paging', 'cursors', 'after'), at('paging', 'next')])
      expect(has(result, pointer), pointer).toBe(true);
  });

  test('stays open if an example does not show it, but only between what it does show', () => {
    const result = read([['object', 'aobject>', 'bstring', 'cstring', 'dstring', 'estring', 'fstring']], {
      a: { d: 'x' },
      f: 'x',
    });
    expect(ambiguitiesOf(result)).toEqual({ [at('a', 'e')]: [at('e')] });
    expect(has(result, at('a', 'c'))).toBe(true);
    expect(has(result, at('f'))).toBe(true);
  });

  test('is not taken for what an example shows, if its type cannot be', () => {
    const result = read([['object', 'aobject>', 'bstring', 'cinteger']], { c: 'text' });
    expect(ambiguitiesOf(result)).toEqual({ [at('a', 'c')]: [at('c')] });
  });

  test('is not settled by an example that another entry may explain', () => {
    const result = read([['object', 'aobject>', 'bobject>', 'cstring', 'xstring', 'xstring']], { x: 'text' });
    expect(ambiguitiesOf(result)[at('a', 'b', 'x')]).toEqual([at('x'), at('a', 'x')]);
  });

  test('stays open though its schema is shown whole elsewhere', () => {
    const result = read([
      ['List', 'firstPoint>', 'xnumber', 'ynumber', 'znumber'],
      ['Point', 'xnumber', 'ynumber'],
    ]);
    expect(ambiguitiesOf(result)).toEqual({
      [component('Point', 'y')]: [component('List', 'y')],
      [component('Point', 'z')]: [component('List', 'z')],
    });
    expect(has(result, component('Point', 'y'))).toBe(true);
  });

  test('lies within the objects of a schema that is shown whole elsewhere', () => {
    const result = read([
      ['object', 'firstShape>', 'centreobject>', 'xnumber', 'ynumber', 'radiusnumber', 'colourstring'],
      [
        'Must be one of: Shape, Other',
        'Shape>',
        'centreobject>',
        'xnumber',
        'ynumber',
        'radiusnumber',
        'Other>',
        'xnumber',
      ],
    ]);
    expect(Object.keys(ambiguitiesOf(result))).not.toContain(component('Shape', 'colour'));
    expect(has(result, component('Shape', 'centre', 'x'))).toBe(true);
  });

  test('belongs to the innermost choice that still lacks alternatives', () => {
    const result = read(
      [
        [
          'object',
          'aMust be one of: unknown, unknown>',
          'unknown>',
          'bMust be one of: unknown, unknown>',
          'unknown',
          'unknown',
          'unknown>',
          'cstring',
          'astring',
        ],
      ].map((tree): Tree => ['object', ...tree.slice(1, -1)]),
    );
    expect(has(result, `${at('a')}/oneOf/0/properties/b/oneOf/1`)).toBe(true);
    expect(has(result, `${at('a')}/oneOf/1/properties/c`)).toBe(true);
    expect(ambiguitiesOf(result)).toEqual({});
  });

  test('cannot follow the alternatives of a level that has begun to show them', () => {
    const result = read([
      ['object', 'aMust be one of: A, B>', 'modestring', 'A>', 'xstring', 'B>', 'ystring', 'zstring'],
    ]);
    expect(ambiguitiesOf(result)).toEqual({ [component('B', 'z')]: [at('z')] });
  });
});

describe('a schema that is ambiguous wherever it is shown', () => {
  test('is noted once, however often', () => {
    const tree: Tree = ['GraphAPIError', 'errorobject·required>', 'messagestring·required', 'codeinteger·required'];
    const result = read([tree, tree, tree]);
    expect(ambiguitiesOf(result)).toEqual({
      [component('GraphAPIError', 'error', 'code')]: [component('GraphAPIError', 'code')],
    });
    expect(result.skeleton['x-ambiguous'].filter(({ note }) => note.includes('code'))).toHaveLength(1);
  });

  test('is noted as a whole if it is shown with other contents', () => {
    const result = read([
      ['object', 'firstPoint>', 'xnumber', 'ynumber'],
      ['object', 'firstPoint>', 'xnumber', 'znumber'],
    ]);
    expect(result.skeleton['x-ambiguous'].find(({ pointer }) => pointer === component('Point'))?.note).toContain(
      'shown with other contents than on line',
    );
  });
});
