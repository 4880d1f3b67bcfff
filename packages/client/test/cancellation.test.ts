import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { clientFor, everyOperation, json, PHONE, qrCode, TOKEN, throttled } from './support/api.ts';
import { failureOf } from './support/failure.ts';
import { listen } from './support/server.ts';

const never = () => new Promise<Response>(() => {});

// Possible abort reasons; `undefined` becomes an AbortError.
const reasons = [new Error('left the page'), 'text', null, 0, '', false, Number.NaN, undefined];

const unhandled = vi.fn();
beforeEach(() => void process.on('unhandledRejection', unhandled));
afterEach(async () => {
  vi.useRealTimers();
  // Unhandled rejections are reported after the microtasks.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe.each(everyOperation)('an abort of $operation', ({ responseBody, call }) => {
  test.each(reasons)(
    'before the call sends nothing, calls no token function, and rejects with the reason %s',
    async (reason) => {
      const accessToken = vi.fn(() => TOKEN);
      const { qrCodes, sent } = clientFor(json(responseBody), { accessToken });
      const signal = AbortSignal.abort(reason);
      expect(await failureOf(call(qrCodes, { signal }))).toBe(signal.reason);
      expect(sent).toEqual([]);
      expect(accessToken).not.toHaveBeenCalled();
      expect(listeners(signal)).toBe(0);
    },
  );

  test.each(reasons)('while it waits for the token rejects at once with the reason %s', async (reason) => {
    const { qrCodes, sent } = clientFor(json(responseBody), { accessToken: () => new Promise(() => {}) });
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

  test('in flight rejects with the reason, not with the error of fetch', async () => {
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

  test('while the body is read rejects at once', async () => {
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

  test.each(reasons)('between attempts rejects at once with the reason %s, and sends nothing more', async (reason) => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const hooks = { onRetry: () => void setTimeout(() => controller.abort(reason), 5) };
    const { qrCodes, sent } = clientFor(throttled({ 'retry-after': '20' }), { hooks });
    const failure = failureOf(call(qrCodes, { signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(6);
    expect(await failure).toBe(controller.signal.reason);
    // One timer may serve all calls, and stay until it fires once; that of the wait is cleared.
    expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(listeners(controller.signal)).toBe(0);
  });

  test('by a hook rejects the call', async () => {
    for (const name of ['onRequest', 'onResponse', 'onRetry']) {
      const controller = new AbortController();
      const hooks = { [name]: () => controller.abort('from the hook') };
      const { qrCodes, sent } = clientFor(throttled({ 'retry-after': '0' }), { hooks });
      expect(await failureOf(call(qrCodes, { signal: controller.signal }))).toBe('from the hook');
      expect(sent).toHaveLength(name === 'onRequest' ? 0 : 1);
    }
  });

  test('after the result changes nothing', async () => {
    const { qrCodes } = clientFor(json(responseBody));
    const controller = new AbortController();
    const started = call(qrCodes, { signal: controller.signal });
    await started;
    expect(listeners(controller.signal)).toBe(0);
    controller.abort();
    await expect(started).resolves.toBeDefined();
  });

  test('leaves no timer, nor does a result or an error', async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const { qrCodes } = clientFor([json(responseBody), json({ error: {} }, { status: 400 }), never]);
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

  test('has no listener once the call has failed', async () => {
    const { qrCodes } = clientFor(json({ error: {} }, { status: 400 }));
    const { signal } = new AbortController();
    await failureOf(call(qrCodes, { signal }));
    expect(listeners(signal)).toBe(0);
  });

  test('calls no further hook if a token or a response arrives later', async () => {
    for (const late of ['token', 'response']) {
      let open = () => {};
      const gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      const called: string[] = [];
      const { qrCodes, sent } = clientFor(
        async () => {
          await gate;
          return json(responseBody);
        },
        {
          accessToken: async () => {
            if (late === 'token') await gate;
            return TOKEN;
          },
          hooks: { onRequest: () => called.push('onRequest'), onResponse: () => called.push('onResponse') },
        },
      );
      const controller = new AbortController();
      const failure = failureOf(call(qrCodes, { signal: controller.signal }));
      if (late === 'response') await vi.waitUntil(() => sent.length === 1);
      controller.abort('left');
      expect(await failure).toBe('left');
      open();
      await new Promise((resolve) => setImmediate(resolve));
      expect(called).toEqual(late === 'token' ? [] : ['onRequest']);
    }
  });

  test('by a hook calls no further hook', async () => {
    const controller = new AbortController();
    const called: string[] = [];
    const record = (name: string) => () => void called.push(name);
    const drifted = json(
      { data: [{ ...qrCode, creation_time: '1' }] },
      { headers: { 'facebook-api-version': 'v24.0' } },
    );
    const { qrCodes } = clientFor(drifted, {
      onVersionMismatch: record('onVersionMismatch'),
      hooks: {
        onRequest: record('onRequest'),
        onDrift: record('onDrift'),
        onResponse() {
          called.push('onResponse');
          controller.abort('seen enough');
        },
      },
    });
    expect(await failureOf(call(qrCodes, { signal: controller.signal }))).toBe('seen enough');
    expect(called).toEqual(['onRequest', 'onResponse']);
  });

  test('of one call does not affect others', async () => {
    const { qrCodes } = clientFor([never, json(responseBody)]);
    const controller = new AbortController();
    const aborted = failureOf(call(qrCodes, { signal: controller.signal }));
    const other = call(qrCodes);
    controller.abort('this one');
    expect(await aborted).toBe('this one');
    await expect(other).resolves.toBeDefined();
  });
});

test('a fetch that rejects after the abort causes no unhandled rejection', async () => {
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

test('a token function that rejects after the abort causes no unhandled rejection', async () => {
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
    response.on('close', () => server.emit('response closed'));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"data":[', () => server.emit('response begun'));
  });
  await using api = await listen(server);
  const [begun, closed] = [once(server, 'response begun'), once(server, 'response closed')];
  const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: api.url });
  const controller = new AbortController();
  const failure = failureOf(qrCodes.list({ signal: controller.signal }));
  await begun;
  controller.abort('left');
  expect(await failure).toBe('left');
  await closed;
});

test('a thousand calls with one signal leave no listener and cause no leak warning', async () => {
  const warned = vi.fn();
  process.on('warning', warned);
  const { signal } = new AbortController();
  const { qrCodes } = clientFor(json({ data: [] }));
  for (let call = 0; call < 1_000; call++) await qrCodes.list({ signal });
  expect(listeners(signal)).toBe(0);
  process.off('warning', warned);
  expect(warned).not.toHaveBeenCalled();
});
