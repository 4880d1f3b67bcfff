import { inspect } from 'node:util';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import * as entry from '../../src/generated/v23.0/entry.ts';
import { type CallOn, type Observed, observe, outputsOf } from './call-recorder.ts';
import { proof, token } from './canary.ts';
import { type Received, startFaultServer } from './fault-server.ts';
import { watchHandles } from './leaked-handles.ts';
import { type Operation, operations } from './operations.ts';
import { type Setting, table } from './table.ts';

/** The time limit of an attempt that will exceed it. */
const timeoutMs = 200;
/** Tolerance for a machine under load. */
const slackMs = 4_000;

vi.setConfig({ testTimeout: 60_000 });
beforeEach(() => {
  // No wait between attempts.
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

/** The outcome in the notation of the table. */
function outcomeOf({ error }: Observed): string {
  if (error === undefined) return 'result';
  if (entry.isGraphApiError(error)) return error.category;
  if (entry.isNetworkError(error)) return 'network';
  if (entry.isTimeoutError(error)) return error.which === 'attempt' ? 'timeout' : 'timeout of the whole call';
  return entry.isUnexpectedResponseError(error) ? 'unexpected' : inspect(error);
}

/** Starts the server of the row, and makes the call. */
async function callServer({ handler, listens, scheme, isKeptAlive }: Setting, call: CallOn) {
  const server = await startFaultServer(handler);
  const baseUrl = scheme ? { baseUrl: server.origin.replace('http', scheme) } : {};
  if (listens) await server.close();
  if (isKeptAlive) await observe(server, (client) => client.list());
  const earlier = server.requests.length;
  let sent = 0;
  const fetchLater = async (url: string, init: entry.FetchInit) => {
    if (++sent === 2) await server.reopen();
    return fetch(url, init);
  };
  const observed = await observe(server, call, { ...baseUrl, ...(listens === 'later' && { fetch: fetchLater }) });
  return { server, observed, requests: server.requests.slice(earlier), earlier: server.requests.slice(0, earlier) };
}

/** Checks that every attempt sends the request of the operation, secrets included. */
function expectRequests(requests: readonly Received[], { request }: Operation): void {
  for (const { method, target, body, headers } of requests) {
    const { pathname, searchParams } = new URL(target, 'http://server');
    expect({ method, path: pathname, body: body ? JSON.parse(body) : undefined }).toEqual(request);
    expect(headers.authorization).toBe(`Bearer ${token}`);
    expect(searchParams.get('appsecret_proof')).toBe(proof);
  }
}

/** Checks that the hooks received every attempt. */
function expectHooks(observed: Observed, { name, request }: Operation, attempts: number): void {
  const numbers = Array.from({ length: attempts }, (_, index) => index + 1);
  const { method, path } = request;
  const expected = numbers.map((attempt) => ({ operation: name, method, path, attempt }));
  expect(outputsOf(observed, 'onRequest')).toEqual(expected);
  expect(outputsOf(observed, 'onRetry')).toMatchObject(
    expected.slice(0, -1).map((event) => ({ ...event, delayMs: 0 })),
  );
  // Attempts without a response have no event; the response of the last attempt must have one.
  const attemptsWithResponse = outputsOf(observed, 'onResponse').map((event) => Reflect.get(Object(event), 'attempt'));
  expect(attemptsWithResponse).toEqual(numbers.filter((attempt) => attemptsWithResponse.includes(attempt)));
  expect(attemptsWithResponse.includes(attempts)).toBe(!/^(network|timeout)/.test(outcomeOf(observed)));
}

describe.each(table)('%s', (fault, getListUpdate, create, delete_, row) => {
  test.each(operations)('$key', async (operation) => {
    const { key, name, call, request } = operation;
    const expectation = key === 'create' ? create : key === 'delete' ? delete_ : getListUpdate;
    const attempts = Number.parseInt(expectation, 10);
    const isSlow = create.endsWith('timeout');
    const setting: Setting = typeof row === 'function' ? { handler: row } : row;
    const leakedHandles = watchHandles();

    const { server, observed, requests, earlier } = await callServer(setting, (client) =>
      call(client, isSlow ? { timeoutMs } : {}),
    );
    const { error, response, tookMs } = observed;

    expect(`${response?.attempts ?? Reflect.get(Object(error), 'attempts')}× ${outcomeOf(observed)}`).toBe(expectation);
    if (response) expect(observed.result).toMatchObject(operation.result);
    else {
      expect(error).toMatchObject({ operation: name });
      expect(String(error)).toContain(`${request.method} ${request.path}`);
    }

    const unreached = setting.listens === 'later' ? 1 : setting.listens === 'never' || setting.scheme ? attempts : 0;
    expect(requests).toHaveLength(attempts - unreached);
    expectRequests(requests, operation);
    expectHooks(observed, operation, attempts);
    if (setting.isKeptAlive) expect(requests[0]?.connection).toBe(earlier[0]?.connection);

    const timeouts = expectation.endsWith('timeout') ? attempts : isSlow ? attempts - 1 : 0;
    // Timers may fire up to a millisecond early.
    expect(tookMs).toBeGreaterThan(timeouts * (timeoutMs - 1));
    expect(tookMs).toBeLessThan(timeouts * timeoutMs + slackMs);

    expect(outputsOf(observed, 'console')).toEqual([]);
    await server.disconnected();
    await server.close();
    expect(await leakedHandles(), `after ${fault}`).toEqual([]);
  });
});
