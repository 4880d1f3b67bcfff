import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { createQrCodeClient, type QrCodeClientOptions } from '../src/generated/v23.0/entry.ts';
import { CODE, clientFor, found, json, PHONE, qrCode, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';
import { listen } from './support/server.ts';

// Compressing and sending hundreds of megabytes takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body of these chunks that ends after them unless `isEndless`; `cancelled` is called when it is cancelled. */
function body(chunks: readonly Uint8Array[], { isEndless = false, cancelled = () => {} } = {}) {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      if (!isEndless) controller.close();
    },
    cancel: cancelled,
  });
}

describe('a body', () => {
  test('that fails without a reason is a lost connection, which is retried', async () => {
    const failing = () => new Response(new ReadableStream({ pull: (controller) => controller.error() }));
    const { qrCodes, sent } = clientFor([failing(), found()]);
    expect(await qrCodes.get(CODE)).toEqual(qrCode);
    expect(sent).toHaveLength(2);
  });

  const message = 'Grüße 👋, a text that is cut everywhere';
  const whole = bytes(JSON.stringify({ data: [{ ...qrCode, prefilled_message: message }] }));

  test('is assembled from chunks of any size, also if a character is split', async () => {
    for (const size of [1, 2, 3, 7, 1_000]) {
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, part) =>
        whole.slice(part * size, (part + 1) * size),
      );
      const { qrCodes } = clientFor(() => new Response(body(chunks)));
      expect(await qrCodes.get(CODE)).toMatchObject({ prefilled_message: message });
    }
  });

  test('may begin with a byte order mark', async () => {
    const { qrCodes } = clientFor(() => new Response(body([bytes('\uFEFF'), whole])));
    expect(await qrCodes.get(CODE)).toMatchObject({ prefilled_message: message });
  });

  test('that ends within a character is decoded with replacement characters', async () => {
    const { qrCodes } = clientFor(() => new Response(body([bytes('<p>'), bytes('ü').slice(0, 1)])));
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ bodySnippet: '<p>\uFFFD' });
  });

  test.each([
    ['has no stream', undefined],
    ['has a stream of another kind', { pipe() {} }],
  ])('of a custom fetch whose response %s is read as text', async (_what, stream) => {
    const fetch = async () =>
      ({
        ok: true,
        status: 200,
        headers: new Headers(),
        body: stream,
        text: async () => await found().text(),
      }) as never;
    const { qrCodes } = clientFor([], { fetch });
    expect(await qrCodes.get(CODE)).toEqual(qrCode);
  });
});

/** A client whose requests get their responses from the test; it ignores the signals. */
function clientWithDeferredResponses(options: Partial<QrCodeClientOptions> = {}) {
  const responses: ((response: Response) => void)[] = [];
  return { ...clientFor(() => new Promise((resolve) => void responses.push(resolve)), options), responses };
}

describe('an unneeded body is cancelled if fetch ignores the signal:', () => {
  test('that of an attempt that timed out', async () => {
    const cancelled = vi.fn();
    const endless = () => new Response(body([], { isEndless: true, cancelled }));
    const { qrCodes } = clientFor(endless, { timeoutMs: 5, maxRetries: 0 });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ name: 'TimeoutError', which: 'attempt' });
    expect(cancelled).toHaveBeenCalledOnce();
  });

  test('that of a response after the call was aborted', async () => {
    const cancelled = vi.fn();
    const { qrCodes, sent, responses } = clientWithDeferredResponses();
    const controller = new AbortController();
    const failure = failureOf(qrCodes.get(CODE, { signal: controller.signal }));
    await vi.waitUntil(() => sent.length === 1);
    controller.abort('left');
    expect(await failure).toBe('left');
    responses[0]?.(new Response(body([], { isEndless: true, cancelled })));
    await vi.waitUntil(() => cancelled.mock.calls.length === 1);
  });

  test('that of a late response during the next attempt, which continues', async () => {
    const cancelled = vi.fn();
    const { qrCodes, sent, responses } = clientWithDeferredResponses({ timeoutMs: 300 });
    vi.spyOn(Math, 'random').mockReturnValueOnce(0);
    const code = qrCodes.get(CODE);
    await vi.waitUntil(() => sent.length === 2);
    responses[0]?.(new Response(body([bytes('{}')], { isEndless: true, cancelled })));
    await vi.waitUntil(() => cancelled.mock.calls.length === 1);
    expect(sent[1]?.init.signal.aborted).toBe(false);
    responses[1]?.(found());
    expect(await code).toEqual(qrCode);
    expect(sent).toHaveLength(2);
  });

  test('that of the current attempt, after a late response to the one before', async () => {
    const cancelled: number[] = [];
    const endless = (attempt: number) =>
      new Response(body([], { isEndless: true, cancelled: () => void cancelled.push(attempt) }));
    const { qrCodes, sent, responses } = clientWithDeferredResponses({ timeoutMs: 300 });
    vi.spyOn(Math, 'random').mockReturnValueOnce(0);
    const controller = new AbortController();
    const failure = failureOf(qrCodes.get(CODE, { signal: controller.signal }));
    await vi.waitUntil(() => sent.length === 2);
    responses[1]?.(endless(2));
    await new Promise((resolve) => setImmediate(resolve));
    responses[0]?.(endless(1));
    await vi.waitUntil(() => cancelled.includes(1));
    controller.abort('left');
    expect(await failure).toBe('left');
    expect(cancelled).toEqual([1, 2]);
  });
});

describe('a body above the size limit', () => {
  const mebibyte = new Uint8Array(2 ** 20).fill(0x20);

  test('is cut off: an endless body is an error before memory runs out', async () => {
    let pulled = 0;
    const cancelled = vi.fn();
    const flood = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled += 1;
            controller.enqueue(mebibyte);
          },
          cancel: cancelled,
        }),
      );
    const { qrCodes, sent } = clientFor(flood);
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
      name: 'UnexpectedResponseError',
      message: expect.stringMatching(/answered 200 with more than 4000000 characters$/),
    });
    expect(cancelled).toHaveBeenCalledOnce();
    expect(pulled).toBeLessThan(8);
    expect(sent).toHaveLength(1);
  });

  test('is not decompressed: 300 MB in 300 kB of gzip', async () => {
    const packed = gzipSync(Buffer.alloc(300 * 2 ** 20, ' '));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    await using api = await listen(createServer((_request, response) => response.writeHead(200, headers).end(packed)));
    const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: api.url });
    expect(await failureOf(qrCodes.delete(CODE))).toMatchObject({
      name: 'UnexpectedResponseError',
      message: expect.stringMatching(/answered 200 with more than 4000000 characters$/),
      attempts: 1,
    });
  });

  test('ends a create, which may have been carried out', async () => {
    const { qrCodes, sent } = clientFor(() => json(' '.repeat(2 ** 26)));
    expect(await failureOf(qrCodes.create({ prefilled_message: 'Hi' }))).toMatchObject({
      name: 'UnexpectedResponseError',
      attempts: 1,
    });
    expect(sent).toHaveLength(1);
  });
});
