import { afterEach, describe, expect, test, vi } from 'vitest';
import { isTimeoutError } from '../src/index.ts';
import { CODE, clientFor, found, graphError, throttled } from './support/api.ts';
import { failureOf } from './support/failure.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('limits', () => {
  const never = () => new Promise<Response>(() => {});

  test('maxRetries is 2 by default; a call can set its own', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const attempts = async (client?: number, call?: number) => {
      const { qrCodes, sent } = clientFor(throttled(), { maxRetries: client });
      expect(await failureOf(qrCodes.get(CODE, { maxRetries: call }))).toMatchObject({ attempts: sent.length });
      return sent.length;
    };
    expect(await attempts()).toBe(3);
    expect(await attempts(0)).toBe(1);
    expect(await attempts(4)).toBe(5);
    expect(await attempts(4, 1)).toBe(2);
    expect(await attempts(4, 0)).toBe(1);
  });

  test.each([
    ['10 000 ms by default', {}, {}, 10_000],
    ['the limit of the client', { timeoutMs: 700 }, {}, 700],
    ['the limit of the call', { timeoutMs: 700 }, { timeoutMs: 50 }, 50],
  ])('an attempt may take %s', async (_what, client, call, timeoutMs) => {
    vi.useFakeTimers();
    const { qrCodes, sent } = clientFor(never, { ...client, maxRetries: 0 });
    const settled = vi.fn();
    const failure = failureOf(qrCodes.get(CODE, call)).finally(settled);
    await vi.advanceTimersByTimeAsync(timeoutMs - 2);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4);
    expect(await failure).toMatchObject({ name: 'TimeoutError', which: 'attempt', timeoutMs, attempts: 1 });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.signal.aborted).toBe(true);
  });

  test.each([
    ['30 000 ms by default', {}, {}, 30_000],
    ['the limit of the client', { deadlineMs: 900 }, {}, 900],
    ['the limit of the call', { deadlineMs: 900 }, { deadlineMs: 60 }, 60],
  ])('a call may take %s with all its attempts', async (_what, client, call, timeoutMs) => {
    vi.useFakeTimers();
    const { qrCodes } = clientFor(never, { timeoutMs: 60_000, ...client });
    const settled = vi.fn();
    const failure = failureOf(qrCodes.get(CODE, call)).finally(settled);
    await vi.advanceTimersByTimeAsync(timeoutMs - 2);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(4);
    expect(await failure).toMatchObject({ name: 'TimeoutError', which: 'deadline', timeoutMs });
  });

  test('an attempt that timed out is retried, and the next one may succeed', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { qrCodes, sent } = clientFor([never, found()], { timeoutMs: 100 });
    expect((await qrCodes.get(CODE).withResponse()).response.attempts).toBe(2);
    expect(sent).toHaveLength(2);
  });

  test('the limit includes the wait for the token', async () => {
    const { qrCodes, sent } = clientFor([], { accessToken: () => new Promise(() => {}), timeoutMs: 5, maxRetries: 0 });
    expect(isTimeoutError(await failureOf(qrCodes.get(CODE)))).toBe(true);
    expect(sent).toEqual([]);
  });

  test('the limit includes reading an endless body', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"data":')),
    });
    const { qrCodes } = clientFor(() => new Response(body), { timeoutMs: 5, maxRetries: 0 });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ name: 'TimeoutError', which: 'attempt', timeoutMs: 5 });
  });

  test('a wait beyond the deadline is not started', async () => {
    const { qrCodes, sent } = clientFor(graphError(503, {}, { 'retry-after': '2' }), { deadlineMs: 1_000 });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ status: 503, attempts: 1, retryAfterMs: 2_000 });
    expect(sent).toHaveLength(1);
  });

  test('a wait that ends just before the deadline is started, one that ends with it is not', async () => {
    vi.useFakeTimers();
    for (const [deadlineMs, attempts] of [
      [2_000, 1],
      [2_001, 2],
    ] as const) {
      const { qrCodes, sent } = clientFor([throttled({ 'retry-after': '2' }), graphError(401)], { deadlineMs });
      const failure = failureOf(qrCodes.get(CODE));
      await vi.advanceTimersByTimeAsync(2_000);
      expect(await failure).toMatchObject({ attempts });
      expect(sent).toHaveLength(attempts);
    }
  });

  test('if both limits are exceeded at once, the deadline is reported', async () => {
    vi.useFakeTimers();
    const { qrCodes } = clientFor(never, { timeoutMs: 50, deadlineMs: 50 });
    const failure = failureOf(qrCodes.get(CODE));
    await vi.advanceTimersByTimeAsync(50);
    expect(await failure).toMatchObject({ name: 'TimeoutError', which: 'deadline', timeoutMs: 50, attempts: 1 });
  });
});
