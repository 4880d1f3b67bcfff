import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { creationDate, fetchQrImage, graphVersions, InvalidArgumentError } from '../src/index.ts';
import { IMAGE_URL } from './support/api.ts';
import { failureOf } from './support/failure.ts';
import { listen } from './support/server.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>';
const image = (type = 'image/svg+xml') => new Response(svg, { headers: { 'content-type': type } });

function stub(response: () => Response | Promise<Response>) {
  const sent: [url: string, init: RequestInit][] = [];
  const fetch = async (url: string, init: RequestInit) => {
    sent.push([url, init]);
    return response();
  };
  return { fetch, sent };
}

describe('fetchQrImage', () => {
  test('sends nothing if the signal was aborted before', async () => {
    const { fetch, sent } = stub(() => image());
    const failure = await failureOf(fetchQrImage(IMAGE_URL, { fetch, signal: AbortSignal.abort('left') }));
    expect(failure).toBe('left');
    expect(sent).toEqual([]);
  });

  test('returns bytes and media type, and sends no credentials', async () => {
    const { fetch, sent } = stub(() => image('image/SVG+xml; charset=utf-8'));
    const { bytes, mediaType } = await fetchQrImage(IMAGE_URL, { fetch });
    expect(new TextDecoder().decode(bytes)).toBe(svg);
    expect(mediaType).toBe('image/svg+xml');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.[0]).toBe(IMAGE_URL);
    expect(sent[0]?.[1]).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
    expect(new Headers(sent[0]?.[1].headers).has('authorization')).toBe(false);
  });

  test('loads over a socket, without credentials', async () => {
    const arrived: Record<string, unknown>[] = [];
    await using host = await listen(
      createServer((request, response) => {
        arrived.push(request.headers);
        response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.alloc(70_000, 7));
      }),
    );
    const { bytes, mediaType } = await fetchQrImage(`${host.url}/image?oh=1`);
    expect([bytes.length, bytes[0], bytes.at(-1), mediaType]).toEqual([70_000, 7, 7, 'image/png']);
    for (const name of ['authorization', 'cookie', 'referer']) expect(arrived[0]).not.toHaveProperty(name);
  });

  test.each([
    'http://images.example/x',
    'ftp://a',
    '/relative',
    '',
    'data:image/png;base64,AA',
    new URL(IMAGE_URL),
    7,
    undefined,
    null,
  ])('refuses the address %j', async (url) => {
    const { fetch, sent } = stub(image);
    const error = await failureOf(Reflect.apply(fetchQrImage, undefined, [url, { fetch }]));
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expect(error).toMatchObject({ argument: 'url', operation: 'fetchQrImage', attempts: 0 });
    expect(sent).toEqual([]);
  });

  test.each([
    ['maxBytes', 0],
    ['maxBytes', 1.5],
    ['maxBytes', '10'],
    ['timeoutMs', 0],
    ['timeoutMs', Number.NaN],
    ['signal', {}],
    ['fetch', 'fetch'],
    ['headers', {}],
  ])('refuses the option %s: %j', async (name, value) => {
    const error = await failureOf(Reflect.apply(fetchQrImage, undefined, [IMAGE_URL, { [name]: value }]));
    expect(error).toMatchObject({ name: 'InvalidArgumentError', argument: name });
  });

  test.each([
    ['HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    [
      'an expired address',
      () => new Response('URL signature expired', { status: 403, headers: { 'content-type': 'text/plain' } }),
    ],
    [
      'an image with an error status',
      () => new Response(svg, { status: 404, headers: { 'content-type': 'image/svg+xml' } }),
    ],
    ['no media type', () => new Response(new Uint8Array(3))],
    ['a type that only contains image/', () => image('text/image/png')],
  ])('does not accept %s as an image', async (_what, response) => {
    const { fetch } = stub(response);
    const error = await failureOf(fetchQrImage(IMAGE_URL, { fetch }));
    expect(error).toMatchObject({
      name: 'UnexpectedResponseError',
      status: response().status,
      contentType: response().headers.get('content-type') ?? undefined,
      bodySnippet: await response().text(),
      retryAfterMs: undefined,
      operation: 'fetchQrImage',
      attempts: 1,
    });
    // The address is signed: it alone gives access to the image.
    expect(error instanceof Error && error.message).not.toContain('oh=00_Af');
  });

  test('accepts exactly maxBytes, and not one more', async () => {
    const { fetch } = stub(image);
    expect((await fetchQrImage(IMAGE_URL, { fetch, maxBytes: svg.length })).bytes).toHaveLength(svg.length);
    const error = await failureOf(fetchQrImage(IMAGE_URL, { fetch, maxBytes: svg.length - 1 }));
    expect(error).toMatchObject({
      name: 'UnexpectedResponseError',
      status: 200,
      contentType: 'image/svg+xml',
      bodySnippet: '',
    });
  });

  test('accepts 1 048 576 bytes by default', async () => {
    const sized = (length: number) => async () =>
      new Response(new Uint8Array(length), { headers: { 'content-type': 'image/png' } });
    expect((await fetchQrImage(IMAGE_URL, { fetch: sized(1_048_576) })).bytes).toHaveLength(1_048_576);
    const error = await failureOf(fetchQrImage(IMAGE_URL, { fetch: sized(1_048_577) }));
    expect(error).toMatchObject({ message: expect.stringContaining('more than 1048576 bytes') });
  });

  test('joins the chunks of an image in order', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (const chunk of [[1, 2], [], [3], [4, 5, 6]]) controller.enqueue(new Uint8Array(chunk));
        controller.close();
      },
    });
    const { fetch } = stub(() => new Response(body, { headers: { 'content-type': 'image/png ; q=1' } }));
    const { bytes, mediaType } = await fetchQrImage(IMAGE_URL, { fetch });
    expect([...bytes]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(mediaType).toBe('image/png');
  });

  test('returns no bytes for a response without a body', async () => {
    const { fetch } = stub(() => new Response(null, { headers: { 'content-type': 'image/png' } }));
    expect(await fetchQrImage(IMAGE_URL, { fetch })).toEqual({ bytes: new Uint8Array(0), mediaType: 'image/png' });
  });

  test('has at most 200 characters of a response that is not an image', async () => {
    const { fetch } = stub(() => new Response(`${'x'.repeat(199)}yz`));
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch }))).toHaveProperty('bodySnippet', `${'x'.repeat(199)}y`);
  });

  test('accepts a fraction of a millisecond as a limit, and leaves neither timer nor listener', async () => {
    const { signal } = new AbortController();
    const { fetch } = stub(() => image());
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    expect(await fetchQrImage(IMAGE_URL, { fetch, signal, timeoutMs: 1000.5 })).toMatchObject({
      mediaType: 'image/svg+xml',
    });
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('reads inherited options, and refuses invalid ones', async () => {
    const { fetch } = stub(() => image());
    const inherit = (options: object) => Object.create(options);
    expect(await failureOf(fetchQrImage(IMAGE_URL, inherit({ fetch, maxBytes: 5 })))).toMatchObject({
      name: 'UnexpectedResponseError',
      message: expect.stringContaining('more than 5 bytes'),
    });
    expect(await failureOf(fetchQrImage(IMAGE_URL, inherit({ fetch, maxBytes: 'x' })))).toMatchObject({
      name: 'InvalidArgumentError',
      argument: 'maxBytes',
    });
  });

  test('stops reading an endless image', async () => {
    let chunks = 0;
    let isCancelled = false;
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill(chunks++)),
      cancel: () => {
        isCancelled = true;
      },
    });
    const { fetch } = stub(() => new Response(body, { headers: { 'content-type': 'image/png' } }));
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch }))).toMatchObject({ name: 'UnexpectedResponseError' });
    expect(isCancelled).toBe(true);
    expect(chunks).toBeLessThan(30);
  });

  test('fails with a TimeoutError, the reason of the signal or a NetworkError', async () => {
    const heeding = (_url: string, { signal }: { signal: AbortSignal }) =>
      new Promise<Response>((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch: heeding, timeoutMs: 5 }))).toMatchObject({
      name: 'TimeoutError',
      timeoutMs: 5,
      which: 'attempt',
    });
    const controller = new AbortController();
    const failure = failureOf(fetchQrImage(IMAGE_URL, { fetch: heeding, signal: controller.signal }));
    controller.abort(0);
    expect(await failure).toBe(0);
    const cause = new TypeError('fetch failed');
    const { fetch } = stub(() => Promise.reject(cause));
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch }))).toMatchObject({ name: 'NetworkError', cause });
  });

  test.each(['timeoutMs', 'signal'])(
    'a fetch that ignores its signal does not defeat %s',
    async (which) => {
      const fetch = () => new Promise<Response>(() => {});
      const controller = new AbortController();
      const options = which === 'signal' ? { signal: controller.signal } : { timeoutMs: 5 };
      const failure = failureOf(fetchQrImage(IMAGE_URL, { fetch, ...options }));
      controller.abort('left');
      const error = await failure;
      if (which === 'signal') expect(error).toBe('left');
      else expect(error).toMatchObject({ name: 'TimeoutError' });
    },
    1_000,
  );

  test('the body of an unneeded image is cancelled if fetch ignores the signal', async () => {
    const cancelled = vi.fn();
    const endless = new ReadableStream({ cancel: cancelled });
    const { fetch } = stub(() => new Response(endless, { headers: { 'content-type': 'image/png' } }));
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch, timeoutMs: 5 }))).toMatchObject({ name: 'TimeoutError' });
    expect(cancelled).toHaveBeenCalledOnce();
    let response = (_response: Response) => {};
    const late = () => new Promise<Response>((resolve) => (response = resolve));
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch: late, timeoutMs: 5 }))).toMatchObject({
      name: 'TimeoutError',
    });
    response(new Response(new ReadableStream({ cancel: cancelled })));
    await vi.waitUntil(() => cancelled.mock.calls.length === 2);
  });

  test('an image of a fetch without a web stream is read within maxBytes', async () => {
    const image = new Uint8Array([1, 2, 3]);
    const { fetch } = stub(() => {
      const headers = new Headers({ 'content-type': 'image/png' });
      return { ok: true, status: 200, headers, body: { pipe() {} }, arrayBuffer: async () => image.buffer } as never;
    });
    expect(await fetchQrImage(IMAGE_URL, { fetch })).toEqual({ bytes: image, mediaType: 'image/png' });
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch, maxBytes: 2 }))).toMatchObject({
      name: 'UnexpectedResponseError',
      message: expect.stringContaining('more than 2 bytes'),
    });
  });
});

describe('creationDate', () => {
  const date = new Date('2023-01-01T00:00:00Z');

  test.each([
    [1672531200, date],
    ['1672531200', date],
    [0, new Date(0)],
    ['0', new Date(0)],
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['1672531200.5', undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
  ])('of %j is %s', (creation_time, expected) => {
    expect(creationDate({ creation_time })).toEqual(expected);
  });

  test.each([[null], [{}], [[]], [['1672531200']], [true], [1e300], ['9'.repeat(400)]])(
    'of %j, which Meta never documented, is undefined',
    (creation_time) => {
      expect(Reflect.apply(creationDate, undefined, [{ creation_time }])).toBeUndefined();
    },
  );

  test('of a code without creation_time is undefined', () => expect(creationDate({})).toBeUndefined());
});

test('graphVersions has the release and the last day of every version', () => {
  expect(graphVersions['v23.0']).toEqual({ released: '2025-05-29', availableUntil: '2027-10-08' });
});
