import { describe, expect, test } from 'vitest';
import { readEntryLine } from '../src/page/entry.ts';
import { Evidence } from '../src/page/evidence.ts';
import type { TypeExpression } from '../src/type-expression.ts';

const string = { kind: 'primitive', name: 'string' } as const;
const named = (name: string): TypeExpression => ({ kind: 'named', name });

function chosen(text: string, evidence = new Evidence()): [name: string, type: TypeExpression] | undefined {
  const split = evidence.choose(readEntryLine(text).splits)?.split;
  return split === undefined ? undefined : [split.name, split.type];
}

describe('a line with name and type glued', () => {
  test.each<[string, string, TypeExpression]>([
    ['idstring', 'id', string],
    ['deep_link_urlstring (uri)', 'deep_link_url', { ...string, format: 'uri' }],
    ['limitinteger [min: 1, max: 25]', 'limit', { kind: 'primitive', name: 'integer', minimum: 1, maximum: 25 }],
    ['messaging_product"whatsapp"', 'messaging_product', { kind: 'constant', value: 'whatsapp' }],
    ['generate_qr_imageOne of "PNG", "SVG"', 'generate_qr_image', { kind: 'enum', values: ['PNG', 'SVG'] }],
    ['dataarray of QrCodeDetails', 'data', { kind: 'array', items: named('QrCodeDetails') }],
    ['my_arraystring', 'my_array', string],
    ['my_arrayarray of string', 'my_array', { kind: 'array', items: string }],
    ['data[]QrCodeDetails', 'data[]', named('QrCodeDetails')],
    ['rows[][]string', 'rows[][]', string],
    ['error_data{}', 'error_data', { kind: 'anything' }],
    ['errorobject', 'error', { kind: 'primitive', name: 'object' }],
    ['User-Agentstring', 'User-Agent', string],
    ['Phone-Number-IDstring', 'Phone-Number-ID', string],
    ['X-API-Version"2.0.0"', 'X-API-Version', { kind: 'constant', value: '2.0.0' }],
    ['querystring', 'query', string],
    ['stringstring', 'string', string],
    ['phoneNumberstring', 'phoneNumber', string],
    ['pagingPagingInfo', 'paging', named('PagingInfo')],
    ['error_dataGraphAPIError', 'error_data', named('GraphAPIError')],
    ['verticalWhatsAppBusinessVertical', 'vertical', named('WhatsAppBusinessVertical')],
  ])('%s is parted', (text, name, type) => {
    expect(chosen(text)).toEqual([name, type]);
  });

  test('says at its end that it is required', () => {
    expect(readEntryLine('idstring·required').required).toBe(true);
    expect(readEntryLine('idstring · required').required).toBe(true);
    expect(readEntryLine('idstring').required).toBe(false);
    expect(chosen('kindOne of "a·b", "c"·required')).toEqual(['kind', { kind: 'enum', values: ['a·b', 'c'] }]);
  });

  test('is not parted where only a sentence has such words', () => {
    for (const prose of [
      'Human-readable error message',
      'The string',
      'string',
      'Must be "3".',
      'Someone of the team',
      'an array of things',
      'code: QR code identifier (always included)',
      'Either "draft" or "published"',
      'emoji',
      '200',
      `${'x'.repeat(1000)}string`,
    ]) {
      expect(readEntryLine(prose).splits, prose).toEqual([]);
    }
  });

  test('is reported with what cannot be read in it', () => {
    expect(readEntryLine('limitinteger [min: x]').unread).toEqual({ found: '"x"', expected: 'a number' });
    expect(readEntryLine('idstring·obrigatório').unread).toEqual({
      found: '"·obrigatório"',
      expected: '"·required" or nothing',
    });
    expect(readEntryLine('kindOne of A').unread?.found).toBe('"A"');
  });

  test('has rivals where the page gives no reason to part it in one way', () => {
    const evidence = new Evidence();
    evidence.addEntry(readEntryLine('phoneNumberstring·required'));
    const { splits } = readEntryLine('itemFooBar');
    expect(evidence.choose(splits)?.rivals.map(({ name }) => name)).toEqual(['itemFoo']);
  });

  test('is parted at the schema that the page names elsewhere', () => {
    const evidence = new Evidence();
    evidence.addType(named('Bar'));
    expect(chosen('itemFooBar', evidence)).toEqual(['itemFoo', named('Bar')]);
  });

  test('is parted at the name that an example has', () => {
    const evidence = new Evidence();
    evidence.addExample({ data: [{ itemFoo: 1 }] });
    expect(chosen('itemFooBar', evidence)).toEqual(['itemFoo', named('Bar')]);
    expect(evidence.choose(readEntryLine('itemFooBar').splits)?.rivals).toEqual([]);
  });
});
