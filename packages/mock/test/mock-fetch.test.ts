import { beforeEach, expect, expectTypeOf, test } from 'vitest';
import { createMockFetch, type MockFetch } from '../src/index.ts';
import { CODE, CODES, get, META, TOKEN } from './calls.ts';

let fetch: MockFetch<'v23.0'>;
beforeEach(async () => {
  fetch = await createMockFetch({ version: 'v23.0', log: false });
});

test('it can be used wherever fetch can', async () => {
  expectTypeOf(fetch).toExtend<typeof globalThis.fetch>();
  const response = await get(fetch, META + CODE);
  expect(response).toBeInstanceOf(Response);
  expect(await response.json()).toEqual({ data: [expect.objectContaining({ code: 'ANED2T5QRU7HG1' })] });
});

test('the address may be text, a URL or a Request, of whatever host', async () => {
  await fetch(`https://graph.facebook.com${CODE}?limit=1#top`, { headers: TOKEN });
  await fetch(new URL(`http://localhost:1${CODE}?limit=1`), { headers: new Headers(TOKEN) });
  await fetch(new Request(`https://example.org${CODE}?limit=1`, { headers: TOKEN }));
  await fetch(new Request(`https://example.org${CODE}?limit=1`), { headers: [['Authorization', 'Bearer any']] });
  for (const request of fetch.requests) {
    expect(request).toMatchObject({
      method: 'GET',
      path: CODE,
      query: { limit: '1' },
      headers: TOKEN,
      rejected: undefined,
    });
  }
  expect(fetch.requests).toHaveLength(4);
});

test('the body may be whatever fetch takes', async () => {
  const json = '{"prefilled_message":"Hi"}';
  const headers = { ...TOKEN, 'content-type': 'application/json' };
  const bodies = [json, new TextEncoder().encode(json), new Blob([json]), new Response(json).body];
  for (const body of bodies) {
    const response = await fetch(META + CODES, { method: 'post', headers, body, duplex: 'half' });
    expect(response.status).toBe(200);
  }
  const request = new Request(META + CODES, { method: 'POST', headers, body: json });
  expect((await fetch(request)).status).toBe(200);
  expect(fetch.requests.map(({ method, body }) => [method, body])).toEqual(Array(5).fill(['POST', json]));
});

test('a body without a content type is plain text, as fetch sends it', async () => {
  const response = await fetch(META + CODES, { method: 'POST', headers: TOKEN, body: '{"prefilled_message":"Hi"}' });
  expect(response.status).toBe(400);
  expect(fetch.requests[0]?.headers['content-type']).toBe('text/plain;charset=UTF-8');
});

test('it throws for what fetch cannot send', async () => {
  await expect(fetch(META + CODE, { method: 'GET', body: '{}' })).rejects.toThrow(TypeError);
  await expect(fetch('/v23.0/1/message_qrdls')).rejects.toThrow(TypeError);
  await expect(fetch(META + CODE, { headers: { authorization: 'Bearer a\nb' } })).rejects.toThrow(TypeError);
  expect(fetch.requests).toEqual([]);
});

test('an abort rejects with its reason, and no request is received', async () => {
  const reason = new Error('changed my mind');
  await expect(fetch(META + CODE, { headers: TOKEN, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const request = new Request(META + CODE, { headers: TOKEN, signal: AbortSignal.abort(reason) });
  await expect(fetch(request)).rejects.toBe(reason);
  const controller = new AbortController();
  const underWay = fetch(META + CODE, { headers: TOKEN, signal: controller.signal });
  controller.abort(reason);
  await expect(underWay).rejects.toBe(reason);
  expect(fetch.requests).toEqual([]);
});

test('unknown options are rejected', async () => {
  // @ts-expect-error: a fetch has no port
  await expect(createMockFetch({ version: 'v23.0', port: 1 })).rejects.toThrow(
    'createMockFetch: expected the options version, log, maxBodyBytes, stateful, seed, randomSeed, imageTtlMs, control; received port.',
  );
  // @ts-expect-error: there is no default version
  await expect(createMockFetch({})).rejects.toThrow(/^Graph version: expected one of v23\.0.*; received undefined\.$/);
  // @ts-expect-error: no such version
  await expect(createMockFetch({ version: 'v1.0' })).rejects.toThrow(
    /^Graph version: expected one of v23\.0.*; received "v1\.0"\.$/,
  );
});
