import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { found, PHONE, TOKEN, throttled } from './support/api.ts';

// Tracing and logging read the asynchronous context to find the caller.
const context = new AsyncLocalStorage<string>();

// Node loads fetch with the first Headers, which can take longer than the time limit here.
beforeAll(() => void new Headers());
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

/** A client that records the context of the token function, of fetch and of the hooks. */
function recording(response: (attempt: number) => Promise<Response>) {
  const seen: string[] = [];
  const attempts = new Map<string, number>();
  const note = (what: string) => void seen.push(`${context.getStore()}: ${what}`);
  const qrCodes = createQrCodeClient({
    phoneNumberId: PHONE,
    accessToken: () => {
      note('token');
      return TOKEN;
    },
    timeoutMs: 200,
    hooks: { onRequest: () => note('request'), onResponse: () => note('response'), onRetry: () => note('retry') },
    fetch: () => {
      note('fetch');
      const caller = context.getStore() ?? '';
      attempts.set(caller, (attempts.get(caller) ?? 0) + 1);
      return response(attempts.get(caller) ?? 0);
    },
  });
  const call = (caller: string) => context.run(caller, () => qrCodes.list());
  return { call, seen };
}

test.each<[fault: string, first: () => Promise<Response>]>([
  ['an attempt that timed out, whose fetch ignores the signal', () => new Promise(() => {})],
  ['a throttled response', async () => throttled({ 'retry-after': '0' })],
  ['a lost connection', () => Promise.reject(new TypeError('fetch failed'))],
])('after %s the next attempt is made in the context of its own call', async (_fault, first) => {
  const { call, seen } = recording((attempt) => (attempt === 1 ? first() : Promise.resolve(found())));
  const callers = ['first', 'second', 'third'];
  await Promise.all(callers.map(call));
  for (const caller of callers) {
    const done = seen.filter((entry) => entry.startsWith(`${caller}: `)).map((entry) => entry.split(': ')[1]);
    expect(done.filter((what) => what !== 'response')).toEqual([
      'token',
      'request',
      'fetch',
      'retry',
      'token',
      'request',
      'fetch',
    ]);
    expect(done.at(-1)).toBe('response');
  }
});
