import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { clientFor, everyOperation, json, PHONE, qrCode, TOKEN, throttled } from './support/api.ts';
import { failureOf } from './support/failure.ts';
import { listen } from './support/server.ts';

const never = () => new Promise<Response>(() => {});

// What a caller may give as the reason; `undefined` becomes an AbortError by itself.
const reasons = [new Error('left the page'), 'text', null, 0, '', false, Number.NaN, undefined];

const unhandled = vi.fn();
beforeEach(() => void process.on('unhandledRejection', unhandled));
afterEach(async () => {
  vi.useRealTimers();
  // Unhandled rejections are told after the microtasks.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe.each(everyOperation)('an abort of $operation', ({ answer, call }) => {
  test.each(reasons)(
    'before the call sends nothing, asks for no token, and rejects with the reason %s',
    async (reason) => {
      const accessToken = vi.fn(() => TOKEN);
      const { qrCodes, sent } = clientFor(json(answer), { accessToken });
      const signal = AbortSignal.abort(reason);
      expect(await failureOf(call(qrCodes, { signal }))).toBe(signal.reason);
      expect(sent).toEqual([]);
      expect(accessToken).not.toHaveBeenCalled();
      expect(listeners(signal)).toBe(0);
    },
  );

  test.each(reasons)('while it waits for the token rejects at once with the reason %s', async (reason) => {
    const { qrCodes, sent } = clientFor(json(answer), { accessToken: () => new Promise(() => {}) });
    const controller = new AbortController();
    const failure = failureOf(call(qrCodes, { signal: controller.signal }));
    controller.abort(reason);
    expect(await failure).toBe(controller.signal.reason);
    expect(sent).toEqual([]);
    expect(listeners(controller.signal)).toBe(0);
  });

  test.each(reasons)(
    'in flight rejects at once with the reason %s, though fetch ignores its signal',
    async (reason) => {
      const { qrCodes, sent } = clientFor(never);
      const controller = new AbortController();
      const failure = failureOf(call(qrCodes, { signal: controller.signal }));
      await vi.waitUntil(() => sent.length === 1);
      controller.abort(reason);
      expect(await failure).toBe(controller.signal.reason);
      expect(sent[0]?.init.signal.aborted).toBe(true);
      expect(sent).toHaveLength(1);
      expect(listeners(controller.signal)).toBe(0);
    },
  );

  test('in flight rejects with the reason, and not with what a fetch that heeds its signal throws', async () => {
    const heeding = ({ init }: { init: { signal: AbortSignal } }) =>
      new Promise<Response>((_resolve, reject) => {
        init.signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      });
    const { qrCodes, sent } = clientFor(heeding);
    const controller = new AbortController();
    const reason = new Error('enough');
    const failure = failureOf(call(qrCodes, { signal: controller.signal }));
    await vi.waitUntil(() => sent.length === 1);
    controller.abort(reason);
    expect(await failure).toBe(reason);
    expect(sent).toHaveLength(1);
  });

  test('while the body comes rejects at once', async () => {
    const cancelled = vi.fn();
    const { qrCodes, sent } = clientFor(() => new Response(new ReadableStream({ cancel: cancelled })));
    const controller = new AbortController();
    const failure = failureOf(call(qrCodes, { signal: controller.signal }));
    await vi.waitUntil(() => sent.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort('enough');
    expect(await failure).toBe('enough');
    expect(listeners(controller.signal)).toBe(0);
    expect(cancelled).toHaveBeenCalledOnce();
  });

  test.each(reasons)(
    'between attempts rejects at once with the reason %s, and makes no other attempt',
    async (reason) => {
      vi.useFakeTimers();
      const controller = new AbortController();
      const hooks = { onRetry: () => void setTimeout(() => controller.abort(reason), 5) };
      const { qrCodes, sent } = clientFor(throttled({ 'retry-after': '20' }), { hooks });
      const failure = failureOf(call(qrCodes, { signal: controller.signal }));
      await vi.advanceTimersByTimeAsync(6);
      expect(await failure).toBe(controller.signal.reason);
      // One timer may serve all calls, and stay until it fires once; that of the wait is gone.
      expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(sent).toHaveLength(1);
      expect(vi.getTimerCount()).toBe(0);
      expect(listeners(controller.signal)).toBe(0);
    },
  );

  test('by a hook counts, too', async () => {
    for (const name of ['onRequest', 'onResponse', 'onRetry']) {
      const controller = new AbortController();
      const hooks = { [name]: () => controller.abort('from the hook') };
      const { qrCodes, sent } = clientFor(throttled({ 'retry-after': '0' }), { hooks });
      expect(await failureOf(call(qrCodes, { signal: controller.signal }))).toBe('from the hook');
      expect(sent).toHaveLength(name === 'onRequest' ? 0 : 1);
    }
  });

  test('after the result changes nothing', async () => {
    const { qrCodes } = clientFor(json(answer));
    const controller = new AbortController();
    const started = call(qrCodes, { signal: controller.signal });
    await started;
    expect(listeners(controller.signal)).toBe(0);
    controller.abort();
    await expect(started).resolves.toBeDefined();
  });

  test('leaves no timer behind, nor does a result or an error', async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const { qrCodes } = clientFor([json(answer), json({ error: {} }, { status: 400 }), never]);
    await call(qrCodes);
    await failureOf(call(qrCodes));
    const failure = failureOf(call(qrCodes, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(1);
    controller.abort();
    await failure;
    // One timer may serve all calls, and stay until it fires once; it must not be set again.
    await vi.advanceTimersByTimeAsync(30_001);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is not listened for any more once the call has failed', async () => {
    const { qrCodes } = clientFor(json({ error: {} }, { status: 400 }));
    const { signal } = new AbortController();
    await failureOf(call(qrCodes, { signal }));
    expect(listeners(signal)).toBe(0);
  });

  test('is the end for the hooks, too, though a token or an answer comes later', async () => {
    for (const late of ['token', 'answer']) {
      let open = () => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      const heard: string[] = [];
      const { qrCodes, sent } = clientFor(
        async () => {
          await gate;
          return json(answer);
        },
        {
          accessToken: async () => {
            if (late === 'token') await gate;
            return TOKEN;
          },
          hooks: { onRequest: () => heard.push('onRequest'), onResponse: () => heard.push('onResponse') },
        },
      );
      const controller = new AbortController();
      const failure = failureOf(call(qrCodes, { signal: controller.signal }));
      if (late === 'answer') await vi.waitUntil(() => sent.length === 1);
      controller.abort('left');
      expect(await failure).toBe('left');
      open();
      await new Promise((resolve) => setImmediate(resolve));
      expect(heard).toEqual(late === 'token' ? [] : ['onRequest']);
    }
  });

  test('by a hook is the end for the other hooks, too', async () => {
    const controller = new AbortController();
    const heard: string[] = [];
    const hear = (name: string) => () => void heard.push(name);
    const drifted = json(
      { data: [{ ...qrCode, creation_time: '1' }] },
      { headers: { 'facebook-api-version': 'v24.0' } },
    );
    const { qrCodes } = clientFor(drifted, {
      onVersionMismatch: hear('onVersionMismatch'),
      hooks: {
        onRequest: hear('onRequest'),
        onDrift: hear('onDrift'),
        onResponse() {
          heard.push('onResponse');
          controller.abort('seen enough');
        },
      },
    });
    expect(await failureOf(call(qrCodes, { signal: controller.signal }))).toBe('seen enough');
    expect(heard).toEqual(['onRequest', 'onResponse']);
  });

  test('of one call leaves the others alone', async () => {
    const { qrCodes } = clientFor([never, json(answer)]);
    const controller = new AbortController();
    const aborted = failureOf(call(qrCodes, { signal: controller.signal }));
    const other = call(qrCodes);
    controller.abort('this one');
    expect(await aborted).toBe('this one');
    await expect(other).resolves.toBeDefined();
  });
});

test('a fetch that fails after the abort, when nobody listens any more, is no unhandled rejection', async () => {
  let fail = (_error: Error) => {};
  const { qrCodes, sent } = clientFor(
    () =>
      new Promise((_resolve, reject) => {
        fail = reject;
      }),
  );
  const controller = new AbortController();
  const failure = failureOf(qrCodes.list({ signal: controller.signal }));
  await vi.waitUntil(() => sent.length === 1);
  controller.abort('left');
  await failure;
  fail(new Error('too late'));
});

test('a token function that fails after the abort is no unhandled rejection', async () => {
  let fail = (_error: Error) => {};
  const { qrCodes } = clientFor([], {
    accessToken: () =>
      new Promise((_resolve, reject) => {
        fail = reject;
      }),
  });
  const controller = new AbortController();
  const failure = failureOf(qrCodes.list({ signal: controller.signal }));
  controller.abort('left');
  await failure;
  fail(new Error('too late'));
});

test('over a socket, the abort closes the connection', async () => {
  const server = createServer((_request, response) => {
    response.on('close', () => server.emit('answer closed'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"data":[', () => server.emit('answer begun'));
  });
  await using api = await listen(server);
  const [begun, closed] = [once(server, 'answer begun'), once(server, 'answer closed')];
  const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: api.url });
  const controller = new AbortController();
  const failure = failureOf(qrCodes.list({ signal: controller.signal }));
  await begun;
  controller.abort('left');
  expect(await failure).toBe('left');
  await closed;
});

test('a thousand calls with one signal leave no listener and no warning of a leak', async () => {
  const warned = vi.fn();
  process.on('warning', warned);
  const { signal } = new AbortController();
  const { qrCodes } = clientFor(json({ data: [] }));
  for (let call = 0; call < 1_000; call++) await qrCodes.list({ signal });
  expect(listeners(signal)).toBe(0);
  process.off('warning', warned);
  expect(warned).not.toHaveBeenCalled();
});
