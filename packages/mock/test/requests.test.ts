import { expect, test } from 'vitest';
import { createMockFetch } from '../src/index.ts';
import { CODE, CODES, get, META, post, TOKEN } from './calls.ts';

test('requests has everything that was sent', async () => {
  const fetch = await createMockFetch({ version: 'v23.0', log: false });
  await get(fetch, `${META}${CODES}?limit=2&fields=code%2Ccreation_time&x=1&x=2`, { 'X-Trace': 'abc' });
  await post(fetch, META + CODES, { prefilled_message: 'Grüße' });
  await post(fetch, META + CODES, 'not json', { 'content-type': 'text/plain' });
  await fetch(META + CODE, { method: 'DELETE', headers: TOKEN });
  await get(fetch, `${META}/v23.0/%6De?__proto__=1`);

  expect(fetch.requests).toEqual([
    {
      operationId: 'listQrCodes',
      method: 'GET',
      path: CODES,
      query: { limit: '2', fields: 'code,creation_time', x: ['1', '2'] },
      headers: { authorization: 'Bearer any', 'x-trace': 'abc' },
      body: '',
      parsed: undefined,
      rejected: undefined,
    },
    {
      operationId: 'createOrUpdateQrCode',
      method: 'POST',
      path: CODES,
      query: {},
      headers: { authorization: 'Bearer any', 'content-type': 'application/json', 'content-length': '31' },
      body: '{"prefilled_message":"Grüße"}',
      parsed: { prefilled_message: 'Grüße' },
      rejected: undefined,
    },
    expect.objectContaining({
      body: 'not json',
      parsed: undefined,
      rejected: 'Supported content types: application/json',
    }),
    expect.objectContaining({ operationId: 'deleteQrCode', method: 'DELETE', path: CODE, body: '' }),
    expect.objectContaining({ operationId: undefined, path: '/v23.0/%6De', rejected: expect.any(String) }),
  ]);
  expect(Object.entries(fetch.requests.at(-1)?.query ?? {})).toEqual([['__proto__', '1']]);
});

test('the last 10,000 requests are kept, so that a mock that runs for days stays small', async () => {
  const fetch = await createMockFetch({ version: 'v23.0', log: false });
  for (let call = 0; call <= 10_000; call++) await fetch(`${META}/${call}`);
  expect(fetch.requests).toHaveLength(10_000);
  expect(fetch.requests[0]?.path).toBe('/1');
});
