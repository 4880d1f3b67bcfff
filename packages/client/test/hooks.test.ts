import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Hooks } from '../src/index.ts';
import { clientFor, everyOperation, graphError, json, SECRET, TOKEN, throttled } from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

/** Hooks that record their names and arguments. */
function recording() {
  const events: [string, object][] = [];
  const note = (name: string) => (event: object) => void events.push([name, event]);
  const hooks: Hooks = {
    onRequest: note('onRequest'),
    onResponse: note('onResponse'),
    onRetry: note('onRetry'),
    onDrift: note('onDrift'),
  };
  return { hooks, events };
}

describe.each(everyOperation)('the hooks of $operation', ({ operation, method, path, responseBody, call }) => {
  const about = (attempt: number) => ({ operation, method, path, attempt });

  test('receive the request and its response', async () => {
    const { hooks, events } = recording();
    const headers = { 'facebook-api-version': 'v23.0', 'x-fb-trace-id': 'trace-9', 'x-app-usage': '{"call_count":3}' };
    const { qrCodes } = clientFor(json(responseBody, { headers }), { hooks });
    await call(qrCodes);
    expect(events).toEqual([
      ['onRequest', about(1)],
      [
        'onResponse',
        {
          ...about(1),
          status: 200,
          durationMs: expect.any(Number),
          servedVersion: 'v23.0',
          requestId: 'trace-9',
          usage: { app: { call_count: 3 } },
        },
      ],
    ]);
  });

  test('receive every attempt, and the reason and delay of the next one', async () => {
    const { hooks, events } = recording();
    const { qrCodes, sent } = clientFor([throttled({ 'retry-after': '0' }), json(responseBody)], { hooks });
    await call(qrCodes);
    expect(events.map(([name]) => name)).toEqual(['onRequest', 'onResponse', 'onRetry', 'onRequest', 'onResponse']);
    expect(events.map(([, event]) => event)).toMatchObject([
      about(1),
      { ...about(1), status: 400 },
      { ...about(1), delayMs: 0, error: expect.objectContaining({ name: 'GraphApiError', category: 'throttled' }) },
      about(2),
      { ...about(2), status: 200 },
    ]);
    expect(sent).toHaveLength(2);
  });

  test('are not called for a refused call', async () => {
    const { hooks, events } = recording();
    const { qrCodes } = clientFor(json(responseBody), { hooks });
    await failureOf(call(qrCodes, { maxRetries: -1 }));
    expect(events).toEqual([]);
  });

  test('receive no response if there is none', async () => {
    const { hooks, events } = recording();
    const { qrCodes } = clientFor(new TypeError('fetch failed'), { hooks, maxRetries: 0 });
    await failureOf(call(qrCodes));
    expect(events.map(([name]) => name)).toEqual(['onRequest']);
  });

  test('receive neither token nor app secret if the response echoes them', async () => {
    const { hooks, events } = recording();
    const echo = {
      'x-fb-trace-id': TOKEN,
      'facebook-api-version': TOKEN,
      'x-business-use-case-usage': JSON.stringify({ [TOKEN]: [{ type: TOKEN }] }),
    };
    const responses = [graphError(429, { message: `${TOKEN} ${SECRET}` }, echo), json(responseBody, { headers: echo })];
    const { qrCodes } = clientFor(responses, { hooks, appSecret: SECRET, onVersionMismatch: 'ignore' });
    await call(qrCodes);
    expect(events).toHaveLength(5);
    expectNothingSecret(events);
  });

  test.each(['onRequest', 'onResponse', 'onRetry'] as const)(
    'end the call with the error that %s throws',
    async (name) => {
      const thrown = new Error('hook broke');
      const hooks = {
        [name]: () => {
          throw thrown;
        },
      };
      const { qrCodes, sent } = clientFor(throttled({ 'retry-after': '0' }), { hooks });
      expect(await failureOf(call(qrCodes))).toBe(thrown);
      expect(sent).toHaveLength(name === 'onRequest' ? 0 : 1);
    },
  );
});

describe('an error that a hook throws ends the call', () => {
  const lost = new TypeError('fetch failed');

  test('if it is an error that would otherwise be retried', async () => {
    const failed = await failureOf(clientFor(lost, { maxRetries: 0 }).qrCodes.list());
    for (const name of ['onRequest', 'onResponse', 'onRetry'] as const) {
      const hook = vi.fn(() => {
        throw failed;
      });
      const { qrCodes } = clientFor(throttled({ 'retry-after': '0' }), { hooks: { [name]: hook } });
      expect(await failureOf(qrCodes.list())).toBe(failed);
      expect(hook).toHaveBeenCalledOnce();
    }
  });

  test('if it would otherwise prove that a delete has succeeded', async () => {
    const gone = await failureOf(clientFor(graphError(404, { code: 803 })).qrCodes.list());
    const onRequest = vi.fn().mockImplementationOnce(() => {});
    onRequest.mockImplementation(() => {
      throw gone;
    });
    const { qrCodes } = clientFor(lost, { hooks: { onRequest } });
    expect(await failureOf(qrCodes.delete('ANED2T5QRU7HG1'))).toBe(gone);
  });

  test('if onVersionMismatch throws it', async () => {
    const failed = await failureOf(clientFor(lost, { maxRetries: 0 }).qrCodes.list());
    const onVersionMismatch = () => {
      throw failed;
    };
    const served = json({ data: [] }, { headers: { 'facebook-api-version': 'v24.0' } });
    const { qrCodes, sent } = clientFor(served, { onVersionMismatch });
    expect(await failureOf(qrCodes.list())).toBe(failed);
    expect(sent).toHaveLength(1);
  });
});

test('an error that onDrift throws ends the call', async () => {
  const thrown = new Error('drift');
  const hooks = {
    onDrift: () => {
      throw thrown;
    },
  };
  const responseBody = {
    data: [{ code: 'ANED2T5QRU7HG1', prefilled_message: '', deep_link_url: '', creation_time: '1' }],
  };
  const { qrCodes, sent } = clientFor(json(responseBody), { hooks });
  expect(await failureOf(qrCodes.list({ fields: ['creation_time'] }))).toBe(thrown);
  expect(sent).toHaveLength(1);
});

test('durationMs includes reading the body', async () => {
  const { hooks, events } = recording();
  vi.useFakeTimers();
  try {
    // So that the call does not start at time 0 of the clock.
    await vi.advanceTimersByTimeAsync(1_000);
    const body = new ReadableStream({
      start(controller) {
        setTimeout(() => {
          controller.enqueue(new TextEncoder().encode('{"success":true}'));
          controller.close();
        }, 400);
      },
    });
    const { qrCodes } = clientFor(() => new Response(body), { hooks });
    const deleted = qrCodes.delete('ANED2T5QRU7HG1');
    await vi.advanceTimersByTimeAsync(500);
    await deleted;
    expect(events.at(-1)).toEqual(['onResponse', expect.objectContaining({ durationMs: 400 })]);
  } finally {
    vi.useRealTimers();
  }
});
