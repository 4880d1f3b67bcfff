// The packed client in a real browser, in a page that is limited by CORS.
import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { CODE, COLLECTION, IMAGE_URL, ITEM, qrCode, SECRET, TOKEN } from './support/api.ts';
import { inChromium } from './support/chromium.ts';
import { type Handler, respondWith, respondWithError, startCrossOriginApi } from './support/cross-origin-api.ts';
import type { Script } from './support/in-page.ts';
import { listen } from './support/server.ts';
import { openSite, type Site } from './support/site.ts';

// Starting a browser takes long on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const withImage = { ...qrCode, qr_image_url: IMAGE_URL };
const message = { prefilled_message: 'Größe 👋' };
const html: Handler = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>${TOKEN}</p>`);

/** The expected request: with the token, and with JSON or no body. */
const sent = (method: string, path: string, { query = {}, body }: { query?: object; body?: object } = {}) => {
  const headers = { authorization: `Bearer ${TOKEN}`, ...(body && { 'content-type': 'application/json' }) };
  return { method, path, query, headers: expect.objectContaining(headers), body };
};

describe('in a page of another origin', inChromium, () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
    return () => site[Symbol.asyncDispose]();
  });

  test('get requests the image, and returns the code with its address', async () => {
    await using api = await startCrossOriginApi(respondWith({ data: [withImage] }));
    const { value } = await site.run(api.url, ({ client, qrCodes, code }) =>
      qrCodes.get(code, { fields: [client.qrImage('SVG')] }),
    );
    expect(value).toEqual(withImage);
    const query = { fields: 'code,prefilled_message,deep_link_url,qr_image_url.format(SVG)' };
    expect(api.requests).toEqual([sent('GET', ITEM, { query })]);
  });

  test('a list is iterated over two pages by cursor', async () => {
    const second = { ...qrCode, code: 'BBBBBBBBBBBBBB' };
    const paging = { cursors: { after: 'next/page=' } };
    await using api = await startCrossOriginApi(
      respondWith({ data: [qrCode], paging }),
      respondWith({ data: [second] }),
    );
    const { value } = await site.run(api.url, async ({ qrCodes }) => {
      const codes: string[] = [];
      for await (const { code } of qrCodes.list({ limit: 1 })) codes.push(code);
      return codes;
    });
    expect(value).toEqual([CODE, second.code]);
    expect(api.requests).toEqual([
      sent('GET', COLLECTION, { query: { limit: '1' } }),
      sent('GET', COLLECTION, { query: { limit: '1', after: 'next/page=' } }),
    ]);
  });

  test('create, update and delete return the response, and send no header that CORS forbids', async () => {
    const updated = { ...qrCode, ...message };
    await using api = await startCrossOriginApi(
      respondWith(withImage),
      respondWith(updated),
      respondWith({ success: true }),
    );
    const { value } = await site.run(api.url, async ({ qrCodes }) => {
      const created = await qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'PNG' });
      const updated = await qrCodes.update(created.code, { prefilled_message: 'Größe 👋' });
      return [created, updated, await qrCodes.delete(created.code)];
    });
    expect(value).toEqual([withImage, updated, { success: true }]);
    expect(api.requests).toEqual([
      sent('POST', COLLECTION, { body: { prefilled_message: 'Hi', generate_qr_image: 'PNG' } }),
      sent('POST', COLLECTION, { body: { code: CODE, ...message } }),
      sent('DELETE', ITEM),
    ]);
  });

  test("an error of the API has its category, Meta's codes and the guards that hold", async () => {
    await using api = await startCrossOriginApi(respondWithError(404, { code: 100, error_subcode: 33 }));
    const { error } = await site.run(api.url, ({ qrCodes, code }) => qrCodes.get(code));
    expect(error).toMatchObject({ name: 'GraphApiError', category: 'not-found', status: 404, code: 100, subcode: 33 });
    expect(error).toMatchObject({ attempts: 1, guards: ['isGraphApiError', 'isNotFound'] });
  });

  test('a throttled create is retried', async () => {
    await using api = await startCrossOriginApi(
      respondWithError(400, { code: 4 }),
      respondWith({ ...qrCode, ...message }),
    );
    const { value } = await site.run(api.url, ({ qrCodes }) => qrCodes.create({ prefilled_message: 'Größe 👋' }));
    expect(value).toEqual({ ...qrCode, ...message });
    expect(api.requests).toEqual(Array(2).fill(sent('POST', COLLECTION, { body: message })));
  });

  test.each([301, 302, 303, 307, 308])(
    'a redirect with %i is refused, and nothing is sent to its target',
    async (status) => {
      await using other = await startCrossOriginApi(respondWith(qrCode));
      const location = `${other.url}${ITEM}?access_token=${encodeURIComponent(TOKEN)}`;
      await using api = await startCrossOriginApi((response) => response.writeHead(status, { location }).end());
      const { error } = await site.run(api.url, ({ qrCodes }) =>
        qrCodes.update('AAAAAAAAAAAAAA', { prefilled_message: 'Hi' }),
      );
      // Browsers hide the status of a redirect.
      expect(error).toMatchObject({ name: 'UnexpectedResponseError', status: 0, attempts: 1 });
      expect([api.requests.length, other.preflights.length, other.requests.length]).toEqual([1, 0, 0]);
    },
  );

  test('an abort rejects at once with the reason of its signal, and aborts the request', async () => {
    const calls = new EventEmitter();
    const arrived = once(calls, 'arrived');
    const ended = arrived.then(([response]) => once(response, 'close'));
    await using api = await startCrossOriginApi((response, { path }) => {
      if (path === ITEM) calls.emit('arrived', response);
      else void arrived.then(() => response.end());
    });
    const { value } = await site.run(api.url, async ({ qrCodes, code, url }) => {
      const controller = new AbortController();
      const reason = new Error('left the page');
      const failure = qrCodes.get(code, { signal: controller.signal }).catch((error: unknown) => error);
      await fetch(`${url}/arrived`);
      const abortedAt = performance.now();
      controller.abort(reason);
      return { isReason: (await failure) === reason, isAtOnce: performance.now() - abortedAt < 1_000 };
    });
    expect(value).toEqual({ isReason: true, isAtOnce: true });
    await ended;
  });

  test('a missing response ends in a TimeoutError after timeoutMs', async () => {
    await using api = await startCrossOriginApi(() => {});
    const options = { timeoutMs: 200, maxRetries: 0 };
    const { error } = await site.run(api.url, ({ qrCodes }) => qrCodes.list(), options);
    expect(error).toMatchObject({ name: 'TimeoutError', which: 'attempt', timeoutMs: 200, attempts: 1 });
  });

  test('on a closed port, a get fails after its retries and a create at once', async () => {
    const { url, [Symbol.asyncDispose]: close } = await listen(createServer());
    await close();
    const got = await site.run(url, ({ qrCodes, code }) => qrCodes.get(code));
    expect(got.error).toMatchObject({ name: 'NetworkError', attempts: 3, guards: ['isNetworkError'] });
    const created = await site.run(url, ({ qrCodes }) => qrCodes.create({ prefilled_message: 'Hi' }));
    expect(created.error).toMatchObject({ name: 'NetworkError', attempts: 1 });
  });

  test('a create whose response was lost is not retried by the client', async () => {
    await using api = await startCrossOriginApi((response) => response.destroy());
    const { error } = await site.run(api.url, ({ qrCodes }) => qrCodes.create({ prefilled_message: 'Hi' }));
    expect(error).toMatchObject({ name: 'NetworkError', attempts: 1 });
    expect(api.requests).toHaveLength(1);
  });

  test('an app secret adds the proof that a server computes from it', async () => {
    await using api = await startCrossOriginApi(respondWith({ data: [qrCode] }));
    const { value } = await site.run(api.url, ({ qrCodes, code }) => qrCodes.get(code), { appSecret: SECRET });
    expect(value).toEqual(qrCode);
    const appsecret_proof = createHmac('sha256', SECRET).update(TOKEN).digest('hex');
    expect(api.requests).toEqual([sent('GET', ITEM, { query: { appsecret_proof } })]);
  });

  test('an image is loaded without token, cookies or referrer', async () => {
    await using host = await startCrossOriginApi((response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([137, 80, 78, 71])),
    );
    const { value } = await site.run(host.url, async ({ client, url }) => {
      await cookieStore.set('session', '1');
      // Credentials that a browser may add.
      await fetch(`${url}/image`, { mode: 'no-cors', credentials: 'include' });
      const { bytes, mediaType } = await client.fetchQrImage(`${url}/image`);
      return { bytes: [...bytes], mediaType };
    });
    expect(value).toEqual({ bytes: [137, 80, 78, 71], mediaType: 'image/png' });
    const credentialHeaders = host.requests.map(({ headers }) => [
      headers.cookie,
      headers.referer,
      headers.authorization,
    ]);
    expect(credentialHeaders).toEqual([
      ['session=1', expect.stringContaining('http'), undefined],
      [undefined, undefined, undefined],
    ]);
  });

  test.each<[what: string, handler: Handler, name: string]>([
    ['a message', respondWithError(401, { message: `Malformed access token ${TOKEN}`, code: 190 }), 'GraphApiError'],
    ['HTML', html, 'UnexpectedResponseError'],
    ['a code', respondWith({ data: [{ ...qrCode, code: { [TOKEN]: TOKEN } }] }), 'UnexpectedResponseError'],
  ])('a token that the API repeats in %s is in no error and no log', async (_what, handler, name) => {
    await using api = await startCrossOriginApi(handler);
    const { error } = await site.run(api.url, ({ qrCodes, code }) => qrCodes.get(code));
    expect(error).toMatchObject({ name, attempts: 1 });
  });

  // Every test here relies on this.
  test.each<[what: string, script: Script<unknown>]>([
    ['a token in a log', async ({ token }) => console.log({ token })],
    ['a token in the cause of an error', ({ token }) => Promise.reject(new Error('x', { cause: new Error(token) }))],
    ['a token in a result', async ({ token }) => [token]],
    ['an unhandled rejection', async () => void Promise.reject(new Error('lost'))],
    ['an uncaught error', async () => void setTimeout(() => JSON.parse('lost'))],
  ])('%s would be noticed', async (_what, script) => {
    await expect(site.run('http://127.0.0.1', script)).rejects.toMatchObject({ name: 'AssertionError' });
  });
});
