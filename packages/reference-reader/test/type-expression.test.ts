import { describe, expect, test } from 'vitest';
import type { SchemaFacts } from '../src/facts.ts';
import { parseType } from '../src/type-expression.ts';
import { schemaOf } from '../src/type-schema.ts';

function schema(text: string): SchemaFacts {
  const parsed = parseType(text);
  if ('unread' in parsed) throw new Error(`${text}: found ${parsed.unread.found}, expected ${parsed.unread.expected}`);
  return schemaOf(parsed.type, ({ name, anchor }) => ({ $ref: anchor === undefined ? name : `${name} at ${anchor}` }));
}

describe('a type expression', () => {
  test.each<[string, SchemaFacts]>([
    ['string', { type: 'string' }],
    ['integer', { type: 'integer' }],
    ['number', { type: 'number' }],
    ['boolean', { type: 'boolean' }],
    ['object', { type: 'object' }],
    ['array', { type: 'array' }],
    ['null', { type: 'null' }],
    ['{}', {}],
    ['unknown', {}],
  ])('%s alone is a type', (text, expected) => {
    expect(schema(text)).toEqual(expected);
  });

  test.each<[string, SchemaFacts]>([
    ['string (uri)', { type: 'string', format: 'uri' }],
    ['string (url)', { type: 'string', format: 'url' }],
    ['string (email)', { type: 'string', format: 'email' }],
    ['string (date)', { type: 'string', format: 'date' }],
    ['string (date-time)', { type: 'string', format: 'date-time' }],
    ['string (binary)', { type: 'string', format: 'binary' }],
    ['integer (int64)', { type: 'integer', format: 'int64' }],
    ['string(uri)', { type: 'string', format: 'uri' }],
  ])('%s has its format in parentheses', (text, expected) => {
    expect(schema(text)).toEqual(expected);
  });

  test.each<[string, SchemaFacts]>([
    ['integer [min: 1]', { type: 'integer', minimum: 1 }],
    ['integer [max: 25]', { type: 'integer', maximum: 25 }],
    ['integer [min: 1, max: 25]', { type: 'integer', minimum: 1, maximum: 25 }],
    ['number [min: -0.5, max: 1e3]', { type: 'number', minimum: -0.5, maximum: 1000 }],
    ['integer (int64) [min: 0]', { type: 'integer', format: 'int64', minimum: 0 }],
    ['integer [min: 0] (int64)', { type: 'integer', format: 'int64', minimum: 0 }],
  ])('%s has its bounds in brackets', (text, expected) => {
    expect(schema(text)).toEqual(expected);
  });

  test.each<[string, SchemaFacts]>([
    ['"whatsapp"', { type: 'string', const: 'whatsapp' }],
    ['"2.0.0"', { type: 'string', const: '2.0.0' }],
    ['""', { type: 'string', const: '' }],
    ['"a \\"quoted\\" word"', { type: 'string', const: 'a "quoted" word' }],
    ['3', { type: 'integer', const: 3 }],
    ['true', { type: 'boolean', const: true }],
  ])('%s is a constant', (text, expected) => {
    expect(schema(text)).toEqual(expected);
  });

  test.each<[string, SchemaFacts]>([
    ['One of "A", "B"', { type: 'string', enum: ['A', 'B'] }],
    ['One of "A, B", "C: D"', { type: 'string', enum: ['A, B', 'C: D'] }],
    ['One of 1, 2.5', { enum: [1, 2.5] }],
    ['One of "A", null', { enum: ['A', null] }],
    ['One of "ORDER_DETAILS"', { type: 'string', const: 'ORDER_DETAILS' }],
  ])('%s is an enumeration', (text, expected) => {
    expect(schema(text)).toEqual(expected);
  });

  test.each<[string, SchemaFacts]>([
    ['array of string', { type: 'array', items: { type: 'string' } }],
    ['array of object', { type: 'array', items: { type: 'object' } }],
    ['array of string (uri)', { type: 'array', items: { type: 'string', format: 'uri' } }],
    ['array of array of string', { type: 'array', items: { type: 'array', items: { type: 'string' } } }],
    ['array of One of "A", "B"', { type: 'array', items: { type: 'string', enum: ['A', 'B'] } }],
    ['array of QrCodeDetails', { type: 'array', items: { $ref: 'QrCodeDetails' } }],
    ['array of [Data](#object-data-1)', { type: 'array', items: { $ref: 'Data at object-data-1' } }],
    ['array of Must be one of: A, B', { type: 'array', items: { oneOf: [{ $ref: 'A' }, { $ref: 'B' }] } }],
  ])('%s is an array', (text, expected) => {
    expect(schema(text)).toEqual(expected);
  });

  test.each<[string, SchemaFacts]>([
    [
      'Must be one of: MessageResponse, SuccessResponse',
      { oneOf: [{ $ref: 'MessageResponse' }, { $ref: 'SuccessResponse' }] },
    ],
    ['Must be one of: [A](#a), [B](#b)', { oneOf: [{ $ref: 'A at a' }, { $ref: 'B at b' }] }],
    ['Must be one of: string, integer', { oneOf: [{ type: 'string' }, { type: 'integer' }] }],
    ['Must be one of: unknown, unknown', { oneOf: [{}, {}] }],
    [
      'Must be one of: One of "A", "B", array of string, integer [min: 1, max: 2], C',
      {
        oneOf: [
          { type: 'string', enum: ['A', 'B'] },
          { type: 'array', items: { type: 'string' } },
          { type: 'integer', minimum: 1, maximum: 2 },
          { $ref: 'C' },
        ],
      },
    ],
  ])('%s is a choice', (text, expected) => {
    expect(schema(text)).toEqual(expected);
  });

  test.each<[string, string, string]>([
    ['decimal', '"decimal"', 'a type such as'],
    ['string or null', '"or"', 'the end of the type'],
    ['string [min: 1]', '"["', 'no bounds after string'],
    ['integer [min: 1', 'the end of the type', '"]"'],
    ['integer [min 1]', '"1"', '":"'],
    ['integer [min: many]', '"many"', 'a number'],
    ['integer [min: 1, min: 2]', '"min"', 'each once'],
    ['integer [exclusive: 1]', '"exclusive"', 'min: or max:'],
    ['string (uri) (uri)', '"(uri)"', 'the end of the type'],
    ['string ()', '"()"', 'the end of the type'],
    ['One of A, B', '"A"', 'a value'],
    ['One of', 'the end of the type', 'a value'],
    ['array of', 'the end of the type', 'a type such as'],
    ['Must be one of A', '"A"', '":"'],
    ['"never closed', String.raw`"\"never closed"`, 'a type such as'],
    ['string; integer', '"; integer"', 'the end of the type'],
    ['', 'the end of the type', 'a type such as'],
    ['array of '.repeat(100_000), 'more than 16 nested types', 'fewer'],
    ['Must be one of: '.repeat(100_000), 'more than 16 nested types', 'fewer'],
  ])('%.60s is not guessed at', (text, found, expected) => {
    const parsed = parseType(text);
    expect(parsed).toHaveProperty('unread.found', found);
    expect('unread' in parsed && parsed.unread.expected).toContain(expected);
  });
});
