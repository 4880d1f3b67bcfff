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

  test('maxRetries is 2 unless told otherwise; a call can set its own', async () => {
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
    ['10 000 ms unless told otherwise', {}, {}, 10_000],
    ['what the client says', { timeoutMs: 700 }, {}, 700],
    ['what the call says', { timeoutMs: 700 }, { timeoutMs: 50 }, 50],
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
    ['30 000 ms unless told otherwise', {}, {}, 30_000],
    ['what the client says', { deadlineMs: 900 }, {}, 900],
    ['what the call says', { deadlineMs: 900 }, { deadlineMs: 60 }, 60],
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

  test('an attempt that timed out is made again, and the next one may succeed', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { qrCodes, sent } = clientFor([never, found()], { timeoutMs: 5 });
    expect((await qrCodes.get(CODE).withResponse()).response.attempts).toBe(2);
    expect(sent).toHaveLength(2);
  });

  test('time waited for the token counts', async () => {
    const { qrCodes, sent } = clientFor([], { accessToken: () => new Promise(() => {}), timeoutMs: 5, maxRetries: 0 });
    expect(isTimeoutError(await failureOf(qrCodes.get(CODE)))).toBe(true);
    expect(sent).toEqual([]);
  });

  test('a body that never ends counts, too', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"data":')),
    });
    const { qrCodes } = clientFor(() => new Response(body), { timeoutMs: 5, maxRetries: 0 });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ name: 'TimeoutError', which: 'attempt', timeoutMs: 5 });
  });

  test('a wait that would pass the deadline is not begun', async () => {
    const { qrCodes, sent } = clientFor(graphError(503, {}, { 'retry-after': '2' }), { deadlineMs: 1_000 });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ status: 503, attempts: 1, retryAfterMs: 2_000 });
    expect(sent).toHaveLength(1);
  });

  test('a wait that ends just before the deadline is begun, and one that ends with it is not', async () => {
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

  test('where both run out at once, it is the deadline of the call that did', async () => {
    vi.useFakeTimers();
    const { qrCodes } = clientFor(never, { timeoutMs: 50, deadlineMs: 50 });
    const failure = failureOf(qrCodes.get(CODE));
    await vi.advanceTimersByTimeAsync(50);
    expect(await failure).toMatchObject({ name: 'TimeoutError', which: 'deadline', timeoutMs: 50, attempts: 1 });
  });
});
