import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import createOpenapiFetch, { type Middleware } from 'openapi-fetch';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import type { components } from '../src/generated/v23.0/entry.ts';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { CODE, clientFor, found, graphError, ITEM, json, META, PHONE, qrCode, SECRET, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';
import { listen } from './support/server.ts';

const item = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';
const collection = '/{Version}/{Phone-Number-ID}/message_qrdls';
const onePath = { Version: 'v23.0', 'Phone-Number-ID': PHONE, 'QR-Code-ID': CODE } as const;
const listPath = { Version: 'v23.0', 'Phone-Number-ID': PHONE } as const;

describe('raw', () => {
  test('is the typed openapi-fetch client with base URL and token', async () => {
    const { qrCodes, sent } = clientFor(found());
    const { data, error, response } = await qrCodes.raw.GET(item, { params: { path: onePath } });
    expectTypeOf(data).toEqualTypeOf<components['schemas']['QrCodeResponse'] | undefined>();
    expectTypeOf(error).toEqualTypeOf<components['schemas']['GraphAPIError'] | undefined>();
    expect(data).toEqual({ data: [qrCode] });
    expect(error).toBeUndefined();
    expect(response.status).toBe(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: 'GET', address: META + ITEM });
    expect(sent[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  test('sends bodies and queries as openapi-fetch does', async () => {
    const { qrCodes, sent } = clientFor(json(qrCode));
    await qrCodes.raw.POST(collection, { params: { path: listPath }, body: { prefilled_message: 'Grüße "1"' } });
    await qrCodes.raw.GET(collection, { params: { path: listPath, query: { limit: 3, after: 'a=b&c' } } });
    expect(sent[0]).toMatchObject({ method: 'POST', body: { prefilled_message: 'Grüße "1"' } });
    expect(sent[0]?.headers['content-type']).toMatch(/^application\/json/);
    expect(sent[1]?.query).toEqual({ limit: '3', after: 'a=b&c' });
  });

  test('has every method of an openapi-fetch client', () => {
    const { qrCodes } = clientFor(found());
    expect(Object.keys(qrCodes.raw).toSorted()).toEqual(Object.keys(createOpenapiFetch()).toSorted());
  });

  test('applies added middleware to later requests, and ejected middleware no more', async () => {
    const { qrCodes, sent } = clientFor(found());
    const named = (name: string): Middleware => ({
      onRequest({ request }) {
        request.headers.append('x-seen-by', name);
      },
    });
    const [first, second] = [named('first'), named('second')];
    const { raw } = qrCodes;
    const get = (call: number) => raw.GET(item, { params: { path: onePath }, headers: { 'x-call': call } });
    const calls = [get(1)];
    raw.use(first, second);
    calls.push(get(2));
    raw.eject(first);
    await Promise.all([...calls, get(3)]);
    await get(4);
    const seenBy = Object.fromEntries(sent.map(({ headers }) => [headers['x-call'], headers['x-seen-by']]));
    expect(seenBy).toEqual({ 1: undefined, 2: 'first, second', 3: 'second', 4: 'second' });
  });

  test('rejects a request that openapi-fetch cannot build, and sends the next one', async () => {
    const { qrCodes } = clientFor(found());
    const wrong = () => Promise.resolve().then(() => qrCodes.raw.request(undefined as never, item, undefined as never));
    const get = () => qrCodes.raw.GET(item, { params: { path: onePath } });
    const [error, { data }] = await Promise.all([failureOf(wrong()), get()]);
    expect(error).toBeInstanceOf(TypeError);
    expect(data).toEqual({ data: [qrCode] });
    expect(await failureOf(wrong())).toBeInstanceOf(TypeError);
  });

  test('refuses invalid middleware when it is added', async () => {
    const { qrCodes } = clientFor(found());
    await qrCodes.raw.GET(item, { params: { path: onePath } });
    expect(() => qrCodes.raw.use('logger' as never)).toThrow('Middleware must be an object');
  });

  test('reads its arguments during the call: one body can be reused for several requests', async () => {
    const { qrCodes, sent } = clientFor(json(qrCode));
    const body = { prefilled_message: '' };
    const post = (message: string) => {
      body.prefilled_message = message;
      return qrCodes.raw.POST(collection, { params: { path: listPath }, body });
    };
    await post('first');
    await Promise.all(['a', 'b', 'c'].map(post));
    expect(sent.map((request) => request.body)).toEqual(
      ['first', 'a', 'b', 'c'].map((message) => ({ prefilled_message: message })),
    );
  });

  test('neither retries nor throws for an error of the API', async () => {
    const { qrCodes, sent } = clientFor(graphError(429, { code: 4 }));
    const { error, response } = await qrCodes.raw.GET(item, { params: { path: onePath } });
    expect(error).toMatchObject({ error: { code: 4 } });
    expect(response.status).toBe(429);
    expect(sent).toHaveLength(1);
  });

  test('does not compare versions', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const served = json({ data: [qrCode] }, { headers: { 'facebook-api-version': 'v26.0' } });
    for (const onVersionMismatch of ['warn', 'error'] as const) {
      const { qrCodes } = clientFor(served, { onVersionMismatch });
      await qrCodes.raw.GET(item, { params: { path: onePath } });
    }
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test('calls the token function for every request, and adds proof and userAgent', async () => {
    const tokens = ['firstToken', 'secondToken'];
    const accessToken = async () => String(tokens.shift());
    const { qrCodes, sent } = clientFor(found(), { accessToken, appSecret: SECRET, userAgent: 'shop/1' });
    for (let call = 0; call < 2; call++) await qrCodes.raw.GET(item, { params: { path: onePath } });
    expect(sent.map(({ headers, query }) => [headers.authorization, headers['user-agent'], query])).toEqual(
      ['firstToken', 'secondToken'].map((token) => [
        `Bearer ${token}`,
        'shop/1',
        { appsecret_proof: createHmac('sha256', SECRET).update(token).digest('hex') },
      ]),
    );
  });

  test('rejects with an AccessTokenError, and sends nothing, if the token function fails', async () => {
    const cause = new Error('vault is sealed');
    const { qrCodes, sent } = clientFor(found(), { accessToken: () => Promise.reject(cause) });
    const error = await failureOf(qrCodes.raw.GET(item, { params: { path: onePath, query: { fields: 'code' } } }));
    expect(error).toMatchObject({
      name: 'AccessTokenError',
      message: `GET ${ITEM} got no token: accessToken() failed`,
      operation: 'raw',
      attempts: 0,
      cause,
    });
    expect(sent).toEqual([]);
  });

  test('sends token and proof only to the origin of baseUrl, even if a request has another one', async () => {
    const { qrCodes, sent } = clientFor(found(), { appSecret: SECRET });
    for (const baseUrl of [
      'https://evil.example',
      'https://graph.facebook.com.evil.example',
      'http://graph.facebook.com',
      'https://graph.facebook.com:444',
    ]) {
      await qrCodes.raw.GET(item, { params: { path: onePath }, baseUrl });
    }
    expect(sent).toHaveLength(4);
    for (const { headers, query } of sent) {
      expect(headers).not.toHaveProperty('authorization');
      expect(query).toEqual({});
    }
  });

  test("sends each header once: the client's token, and otherwise the request's own values", async () => {
    const { qrCodes, sent } = clientFor(found(), { userAgent: 'shop/1' });
    const headers = { Authorization: 'Bearer another', Accept: 'text/plain', 'User-Agent': 'own/2' };
    await qrCodes.raw.GET(item, { params: { path: onePath }, headers });
    expect(sent[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      accept: 'text/plain',
      'user-agent': 'own/2',
    });
  });

  test('hides the token from middleware', async () => {
    const { qrCodes, sent } = clientFor(found());
    const seen: (string | null)[] = [];
    qrCodes.raw.use({ onRequest: ({ request }) => void seen.push(request.headers.get('authorization')) });
    await qrCodes.raw.GET(item, { params: { path: onePath } });
    expect(seen).toEqual([null]);
    expect(sent[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  test('follows no redirect, over a socket', async () => {
    const arrived: (string | undefined)[] = [];
    await using api = await listen(
      createServer((request, response) => {
        arrived.push(request.url);
        response.writeHead(302, { location: '/elsewhere' }).end();
      }),
    );
    const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: api.url });
    const { response } = await qrCodes.raw.GET(item, { params: { path: onePath } });
    expect(response.status).toBe(302);
    expect(arrived).toEqual([ITEM]);
  });

  test('sends a body over a socket', async () => {
    const bodies: string[] = [];
    await using api = await listen(
      createServer(async (request, response) => {
        bodies.push(String(Buffer.concat(await request.toArray())));
        response.setHeader('content-type', 'application/json').end(JSON.stringify(qrCode));
      }),
    );
    const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: api.url });
    const { data } = await qrCodes.raw.POST(collection, {
      params: { path: listPath },
      body: { prefilled_message: 'ü' },
    });
    expect(data).toEqual(qrCode);
    expect(bodies.map((body) => JSON.parse(body))).toEqual([{ prefilled_message: 'ü' }]);
  });

  test('is aborted by the signal of a request', async () => {
    const { qrCodes, sent } = clientFor(({ init }) => Promise.reject(init.signal.reason));
    const signal = AbortSignal.abort(new Error('left'));
    await expect(qrCodes.raw.GET(item, { params: { path: onePath }, signal })).rejects.toThrow('left');
    expect(sent.every(({ init }) => init.signal.aborted)).toBe(true);
  });
});
