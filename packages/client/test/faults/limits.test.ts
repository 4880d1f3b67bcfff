import { beforeEach, describe, expect, test, vi } from 'vitest';
import type * as entry from '../../src/generated/v23.0/entry.ts';
import { endlessBody, reset, silence, silenceInBody } from './broken-connections.ts';
import { type CallOn, type Observed, observe } from './call-recorder.ts';
import { type FaultServer, type Handler, startFaultServer } from './fault-server.ts';
import { watchHandles } from './leaked-handles.ts';
import { operations } from './operations.ts';
import { graphError, html, reply } from './responses.ts';

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

const slackMs = 3_000;

/** Makes one call, and checks that it leaves neither connection nor timer. */
async function callCleanly(
  handler: Handler,
  call: (client: entry.QrCodeClient, server: FaultServer) => ReturnType<CallOn>,
) {
  const leakedHandles = watchHandles();
  const server = await startFaultServer(handler);
  const observed: Observed = await observe(server, (client) => call(client, server));
  await server.disconnected();
  await server.close();
  expect(await leakedHandles()).toEqual([]);
  return { ...observed, requests: server.requests.length };
}

describe.each(operations)('$key', ({ call }) => {
  test.each([
    ['a reset', reset, 'NetworkError'],
    ['HTML 503', html(503), 'UnexpectedResponseError'],
    ['an empty 429', reply({ status: 429, body: '' }), 'UnexpectedResponseError'],
    ['a throttle', graphError(400, { code: 4 }), 'GraphApiError'],
    ['is_transient', graphError(500, { is_transient: true }), 'GraphApiError'],
  ])('makes a single attempt with maxRetries 0: %s', async (_fault, handler, name) => {
    const { error, requests } = await callCleanly(handler, (client) => call(client, { maxRetries: 0 }));
    expect(error).toMatchObject({ name, attempts: 1 });
    expect(requests).toBe(1);
  });

  test.each([
    ['the headers', silence],
    ['the rest of the body', silenceInBody],
    ['the end of the body', endlessBody],
  ])('ends at its deadline while it waits for %s, before the time limit of the attempt', async (_what, handler) => {
    const { error, tookMs, requests } = await callCleanly(handler, (client) => call(client, { deadlineMs: 200 }));
    expect(error).toMatchObject({ name: 'TimeoutError', which: 'deadline', timeoutMs: 200, attempts: 1 });
    expect(tookMs).toBeGreaterThan(198);
    expect(tookMs).toBeLessThan(200 + slackMs);
    expect(requests).toBe(1);
  });

  test.each([
    ['the headers', silence],
    ['the rest of the body', silenceInBody],
    ['the end of the body', endlessBody],
  ])('ends at once when it is aborted while it waits for %s', async (_what, handler) => {
    const reason = { why: 'the user went away' };
    const abort = new AbortController();
    const { error, tookMs, requests } = await callCleanly(
      (exchange) => {
        handler(exchange);
        setImmediate(() => abort.abort(reason));
      },
      (client) => call(client, { signal: abort.signal }),
    );
    expect(error).toBe(reason);
    expect(tookMs).toBeLessThan(slackMs);
    expect(requests).toBe(1);
  });

  test('sends nothing if it is aborted before', async () => {
    const { error, requests } = await callCleanly(silence, (client) =>
      call(client, { signal: AbortSignal.abort('too late') }),
    );
    expect(error).toBe('too late');
    expect(requests).toBe(0);
  });
});

test('the deadline covers all attempts', async () => {
  const { error, tookMs, requests } = await callCleanly(silence, (client) =>
    client.list({ timeoutMs: 300, deadlineMs: 750, maxRetries: 99 }),
  );
  expect(error).toMatchObject({ name: 'TimeoutError', which: 'deadline', timeoutMs: 750, attempts: 3 });
  expect(tookMs).toBeGreaterThan(748);
  expect(tookMs).toBeLessThan(750 + slackMs);
  expect(requests).toBe(3);
});

test('maxRetries allows more retries', async () => {
  const { error, requests } = await callCleanly(reset, (client) => client.list({ maxRetries: 9 }));
  expect(error).toMatchObject({ name: 'NetworkError', attempts: 10 });
  expect(requests).toBe(10);
});

test('no negative timer is set if time passes at the start of a call', async () => {
  const timer = vi.spyOn(globalThis, 'setTimeout');
  let now = performance.now();
  // The clock advances by 5 ms with every read, as on an overloaded machine.
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 5));
  try {
    await using server = await startFaultServer(silence);
    const { error } = await observe(server, (client) => client.list({ timeoutMs: 1, deadlineMs: 2 }));
    expect(error).toMatchObject({ name: 'TimeoutError' });
  } finally {
    clock.mockRestore();
  }
  // Node warns of negative timers on the console.
  expect(timer.mock.calls.filter(([, ms]) => Number(ms) < 0)).toEqual([]);
});
