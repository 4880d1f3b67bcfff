import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type * as entry from '../../src/generated/v23.0/entry.ts';
import { reset } from './broken-connections.ts';
import { observe } from './call-recorder.ts';
import { type Handler, startFaultServer } from './fault-server.ts';
import { watchHandles } from './leaked-handles.ts';
import { operations } from './operations.ts';
import { graphError, html, inTurn, success } from './responses.ts';

const random = vi.spyOn(Math, 'random');
beforeEach(() => {
  random.mockReturnValue(0);
});

const throttled = (headers: Record<string, string>) => graphError(400, { code: 80_008 }, headers);
const retryAfter = (value: string): Handler => throttled({ 'retry-after': value });
const regain = (...minutes: unknown[]) =>
  throttled({
    'x-business-use-case-usage': JSON.stringify({
      1: minutes.map((parseNumber) => ({ type: 'messaging', estimated_time_to_regain_access: parseNumber })),
    }),
  });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();

/** The delays that a call reports; it is aborted at the first delay above zero. */
async function delaysOf(handler: Handler, operation: (typeof operations)[number], options: entry.CallOptions = {}) {
  const leakedHandles = watchHandles();
  const server = await startFaultServer(handler);
  const giveUp = new AbortController();
  const delays: number[] = [];
  const { error, result } = await observe(
    server,
    (client) => operation.call(client, { ...options, signal: giveUp.signal }),
    {
      hooks: {
        onRetry({ delayMs }) {
          delays.push(delayMs);
          if (delayMs > 0) giveUp.abort('seen enough');
        },
      },
    },
  );
  await server.disconnected();
  await server.close();
  expect(await leakedHandles()).toEqual([]);
  return { delays, error, result, requests: server.requests.length };
}

describe.each(operations)('$key', (operation) => {
  test('waits for the seconds of Retry-After', async () => {
    expect(await delaysOf(retryAfter('7'), operation)).toMatchObject({ delays: [7_000], error: 'seen enough' });
  });

  test('waits until the date in Retry-After', async () => {
    const { delays } = await delaysOf((exchange) => retryAfter(inSeconds(9))(exchange), operation);
    expect(delays[0]).toBeGreaterThan(7_000);
    expect(delays[0]).toBeLessThanOrEqual(9_000);
  });

  test('waits until the date in Retry-After, in every format of HTTP dates', async () => {
    onTestFinished(() => void vi.useRealTimers());
    for (const [date, day] of [
      ['Sun, 06 Nov 1994 08:49:37 GMT', 6],
      ['Sunday, 06-Nov-94 08:49:37 GMT', 6],
      ['Sun Nov  6 08:49:37 1994', 6],
      ['Wed Nov 16 08:49:37 1994', 16],
    ] as const) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(1994, 10, day, 8, 49, 30) });
      expect(await delaysOf(retryAfter(date), operation), date).toMatchObject({ delays: [7_000] });
    }
  });

  test('waits for the minutes until access is regained', async () => {
    expect(await delaysOf(regain(3), operation, { deadlineMs: 400_000 })).toMatchObject({ delays: [180_000] });
  });

  test('waits for the longest blocked business', async () => {
    expect(await delaysOf(regain(1, 4, 2), operation, { deadlineMs: 400_000 })).toMatchObject({ delays: [240_000] });
  });

  test('fails at once with retryAfterMs if the wait exceeds the deadline', async () => {
    expect(await delaysOf(retryAfter('31'), operation)).toMatchObject({
      delays: [],
      error: { name: 'GraphApiError', category: 'throttled', attempts: 1, retryAfterMs: 31_000 },
      requests: 1,
    });
    expect(await delaysOf(regain(1), operation)).toMatchObject({
      delays: [],
      error: { category: 'throttled', attempts: 1, retryAfterMs: 60_000 },
      requests: 1,
    });
    const { error } = await delaysOf((exchange) => retryAfter(inSeconds(60))(exchange), operation);
    expect(Reflect.get(Object(error), 'retryAfterMs')).toBeGreaterThan(57_000);
  });

  test('does not wait past the deadline of the call', async () => {
    expect(await delaysOf(retryAfter('2'), operation, { deadlineMs: 1_000 })).toMatchObject({
      delays: [],
      error: { category: 'throttled', attempts: 1, retryAfterMs: 2_000 },
      requests: 1,
    });
  });

  test('prefers Retry-After to the time until access is regained', async () => {
    const usage = JSON.stringify({ 1: [{ estimated_time_to_regain_access: 1 }] });
    const both = throttled({ 'retry-after': '5', 'x-business-use-case-usage': usage });
    expect(await delaysOf(both, operation, { deadlineMs: 400_000 })).toMatchObject({ delays: [5_000] });
  });

  test('uses the default backoff for malformed values', async () => {
    for (const nonsense of [
      'soon',
      '-1',
      '1.5',
      '0x10',
      '1e3',
      '',
      'Mon, 99 Foo 2026 00:00:00 GMT',
      'at Sat Nov  6 08:49:37 2094',
    ]) {
      expect(await delaysOf(retryAfter(nonsense), operation), nonsense).toMatchObject({
        delays: [0, 0],
        error: { category: 'throttled', attempts: 3, retryAfterMs: undefined },
        requests: 3,
      });
    }
    for (const nonsense of [-5, '5', null, {}]) {
      expect(await delaysOf(regain(nonsense), operation), String(nonsense)).toMatchObject({ delays: [0, 0] });
    }
  });
});

test.each(operations)('$key throttled by a gateway waits until the business regains access', async (operation) => {
  const usage = JSON.stringify({ 1: [{ estimated_time_to_regain_access: 3 }] });
  const blocked = html(429, { 'x-business-use-case-usage': usage });
  expect(await delaysOf(blocked, operation, { deadlineMs: 400_000 })).toMatchObject({ delays: [180_000] });
});

test.each(operations)('$key waits for the Retry-After of a gateway if it may be retried', async (operation) => {
  const { delays, error } = await delaysOf(html(503, { 'retry-after': '7' }), operation);
  if (operation.key === 'create') expect(error).toMatchObject({ name: 'UnexpectedResponseError', attempts: 1 });
  else expect(delays).toEqual([7_000]);
});

test('the reported delay is kept', async () => {
  await using server = await startFaultServer(inTurn(retryAfter('1'), success));
  const observed = await observe(server, (client) => client.create({ prefilled_message: 'Hi' }));
  expect(observed.response?.attempts).toBe(2);
  expect(observed.tookMs).toBeGreaterThan(998);
});

test.each([0.999, 0.5])('the backoff doubles from 250 ms to 8 s, with full jitter: %s', async (part) => {
  random.mockReturnValue(part);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  await using server = await startFaultServer(reset);
  const delays: number[] = [];
  const { error } = await observe(server, (client) => client.list({ maxRetries: 7, deadlineMs: 1e6 }), {
    hooks: {
      onRetry({ delayMs }) {
        delays.push(delayMs);
        // The wait starts after this, and ends at once.
        queueMicrotask(() => void vi.advanceTimersByTimeAsync(delayMs));
      },
    },
  });
  expect(error).toMatchObject({ name: 'NetworkError', attempts: 8 });
  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000].map((longest) => longest * part));
});
