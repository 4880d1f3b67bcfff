import { describe, expect, test } from 'vitest';
import type { Usage } from '../src/index.ts';
import { CODE, clientFor, graphError, json, qrCode } from './support/api.ts';
import { failureOf } from './support/failure.ts';

const app = '{"call_count":28,"total_cputime":1,"total_time":25}';
const business = JSON.stringify({
  '1027': [
    { type: 'whatsapp', call_count: 95, total_cputime: 20, total_time: 20, estimated_time_to_regain_access: 19 },
    { type: 'messenger', call_count: 1, total_cputime: 2, total_time: 3, estimated_time_to_regain_access: 0 },
  ],
});
const appRead = { call_count: 28, total_cputime: 1, total_time: 25 };
const businessRead = JSON.parse(business);

const rows: readonly (readonly [what: string, headers: Record<string, string>, usage: Usage | undefined])[] = [
  ['no header', {}, undefined],
  ['the usage of the app', { 'x-app-usage': app }, { app: appRead }],
  ['the usage of the business', { 'x-business-use-case-usage': business }, { business: businessRead }],
  ['both', { 'x-app-usage': app, 'x-business-use-case-usage': business }, { app: appRead, business: businessRead }],
  ['one of them cut', { 'x-app-usage': app, 'x-business-use-case-usage': business.slice(0, 40) }, { app: appRead }],
  ['some figures alone', { 'x-app-usage': '{"call_count":100}' }, { app: { call_count: 100 } }],
];

const malformed = ['', 'x', '{', 'null', '7', '"text"', '[]', '[{"call_count":1}]', 'NaN', '{"call_count":1'];

/** The usage of a response, on a result and on an error. */
async function usageOf(headers: Record<string, string>) {
  const { qrCodes, sent } = clientFor([json({ data: [qrCode] }, { headers }), graphError(400, {}, headers)]);
  const { data, response } = await qrCodes.get(CODE).withResponse();
  expect(data).toEqual(qrCode);
  const error = await failureOf(qrCodes.get(CODE));
  expect(error).toMatchObject({ name: 'GraphApiError', status: 400, category: 'invalid-request' });
  expect(sent).toHaveLength(2);
  return [response.usage, Reflect.get(Object(error), 'usage')];
}

describe('usage, on results and on errors', () => {
  test.each(rows)('is read from %s', async (_what, headers, usage) => {
    expect(await usageOf(headers)).toEqual([usage, usage]);
  });

  test.each(malformed)('is undefined if the header is %j', async (header) => {
    const headers = { 'x-app-usage': header, 'x-business-use-case-usage': header };
    expect(await usageOf(headers)).toEqual([undefined, undefined]);
  });

  test.each(['{"call_count":"28","total_time":null,"total_cputime":[1]}', '{"other":"x","call_count":{}}'])(
    'leaves out figures that are none: %s',
    async (header) => {
      for (const usage of await usageOf({ 'x-app-usage': header })) {
        expect(usage?.app ?? {}).not.toHaveProperty('call_count');
        expect(usage?.app ?? {}).not.toHaveProperty('total_time');
        expect(usage?.app ?? {}).not.toHaveProperty('total_cputime');
      }
    },
  );

  test.each([
    '{"1":7}',
    '{"1":null}',
    '{"1":{}}',
    '{"1":[null,7,"x",[]]}',
    '{"__proto__":[{"call_count":1}]}',
    '{"1":[{"type":5}]}',
  ])('survives a business of another shape: %s', async (header) => {
    for (const usage of await usageOf({ 'x-business-use-case-usage': header })) {
      for (const list of Object.values(usage?.business ?? {})) {
        expect(Array.isArray(list)).toBe(true);
        for (const figures of list as unknown[]) {
          expect(figures).toBeTypeOf('object');
          expect(figures).not.toBeNull();
          expect(figures).not.toHaveProperty('type', expect.any(Number));
        }
      }
    }
  });

  test('of a response that is not an error of the API is passed only to the hook', async () => {
    const seen: unknown[] = [];
    const response = new Response('<html>', { status: 400, headers: { 'x-app-usage': app } });
    const { qrCodes } = clientFor(response, { hooks: { onResponse: ({ usage }) => void seen.push(usage) } });
    await failureOf(qrCodes.get(CODE));
    expect(seen).toEqual([{ app: appRead }]);
  });
});
