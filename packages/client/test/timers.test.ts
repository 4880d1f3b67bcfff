import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CODE, found, PHONE, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';

// Regressions of a timer that several calls shared.

const never = () => new Promise<Response>(() => {});
const timedOut = { name: 'TimeoutError', which: 'attempt', attempts: 1 };

/** A client with fresh module state. */
async function freshClient(fetch: () => Promise<Response>, timeoutMs = 30) {
  vi.resetModules();
  const { createQrCodeClient } = await import('../src/generated/v23.0/entry.ts');
  return createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, fetch, timeoutMs, maxRetries: 0 });
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('in a worker, whose runtime cancels the timers of a request when it ends', () => {
  beforeEach(() => vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' }));

  test('a call times out after the request of an earlier call has ended', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const fetch = vi.fn(never).mockResolvedValueOnce(found());
    const qrCodes = await freshClient(fetch);
    await qrCodes.get(CODE);
    for (const { value } of set.mock.results) clearTimeout(value);
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject(timedOut);
  });

  test('a call times out though the request of another pending call has ended', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const qrCodes = await freshClient(never);
    void failureOf(qrCodes.get(CODE));
    for (const { value } of set.mock.results) clearTimeout(value);
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject(timedOut);
  });

  test('a result leaves no timer', async () => {
    vi.useFakeTimers();
    const qrCodes = await freshClient(async () => found());
    await qrCodes.get(CODE);
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a call times out after a test that faked timers has restored them', async () => {
  const qrCodes = await freshClient(never);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  for (let round = 0; round < 2; round++) {
    const failure = failureOf(qrCodes.get(CODE));
    await vi.advanceTimersByTimeAsync(31);
    expect(await failure).toMatchObject(timedOut);
    void failureOf(qrCodes.get(CODE));
    vi.clearAllTimers();
  }
});

test('a call has its full time limit beside a shorter one, in either order', async () => {
  for (const limits of [
    [20, 5_000],
    [5_000, 20],
  ]) {
    const qrCodes = await freshClient(never);
    const ended: number[] = [];
    const controller = new AbortController();
    const calls = limits.map((timeoutMs) =>
      failureOf(qrCodes.get(CODE, { timeoutMs, signal: controller.signal })).finally(() => ended.push(timeoutMs)),
    );
    await calls[limits.indexOf(20)];
    // If the other call ended too, it would do so in one of the next turns.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(ended).toEqual([20]);
    controller.abort();
    await Promise.all(calls);
  }
});

test('a call that is aborted by the timeout of another leaves no timer', async () => {
  const set = vi.spyOn(globalThis, 'setTimeout');
  const controller = new AbortController();
  const fetch = vi.fn((_url: string, { signal }: { signal: AbortSignal }) => {
    signal.addEventListener('abort', () => controller.abort());
    return never();
  });
  const qrCodes = await freshClient(fetch as never);
  const calls = [qrCodes.get(CODE), qrCodes.get(CODE, { signal: controller.signal, timeoutMs: 5_000 })];
  await Promise.all(calls.map(failureOf));
  const open = set.mock.results.map(({ value }) => value).filter((timer) => timer.hasRef() && !timer._destroyed);
  expect(open).toEqual([]);
});

test('nothing is sent after the deadline if the process was suspended and no timer has fired', async () => {
  let now = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const fetch = vi.fn(async () => found());
  vi.resetModules();
  const { createQrCodeClient } = await import('../src/generated/v23.0/entry.ts');
  const qrCodes = createQrCodeClient({
    phoneNumberId: PHONE,
    accessToken: TOKEN,
    fetch,
    deadlineMs: 500,
    hooks: {
      onRequest() {
        now += 800;
      },
    },
  });
  expect(await failureOf(qrCodes.create({ prefilled_message: 'Hi' }))).toMatchObject({
    name: 'TimeoutError',
    which: 'deadline',
    attempts: 0,
  });
  expect(fetch).not.toHaveBeenCalled();
});
