import { beforeEach, describe, expect, test, vi } from 'vitest';
import { reset, resetInBody, silence } from './broken-connections.ts';
import { observe } from './call-recorder.ts';
import { type Handler, startFaultServer } from './fault-server.ts';
import { code, type OperationKey, operations } from './operations.ts';
import { graphError, html, inTurn, json, reply, success } from './responses.ts';

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

/** Makes a call to a server with these responses in turn. */
async function call(key: OperationKey, ...handlers: Handler[]) {
  await using server = await startFaultServer(inTurn(...handlers));
  const operation = operations.find((candidate) => candidate.key === key);
  if (!operation) return expect.fail(`unknown operation ${key}`);
  // Only silence may reach its time limit: an attempt that a busy machine slows down would be repeated.
  const limit = handlers.includes(silence) ? { timeoutMs: 500 } : {};
  const observed = await observe(server, (client) => operation.call(client, limit));
  return { ...observed, requests: server.requests.length };
}

const gone = graphError(404, { code: 803 });
const goneWithoutCode = graphError(404, {});
const throttled = graphError(400, { code: 4 });

/** After these the code may be deleted, though no response confirmed it. */
const ambiguous: readonly (readonly [string, Handler])[] = [
  ['a reset', reset],
  ['a reset in the middle of the body', resetInBody],
  ['an attempt that timed out', silence],
  ['HTML 502', html(502)],
  ['an empty 500', reply({ status: 500, body: '' })],
  ['code 2', graphError(500, { code: 2 })],
  ['is_transient', graphError(400, { code: 131_016, is_transient: true })],
];

describe.each(ambiguous)('a delete after %s', (_name, fault) => {
  test.each([
    ['code 803', gone],
    ['code 803 with status 400', graphError(400, { code: 803 })],
    ['status 404', goneWithoutCode],
  ])('that is not found (%s) has succeeded', async (_what, handler) => {
    expect(await call('delete', fault, handler)).toMatchObject({
      result: { success: true },
      response: { attempts: 2 },
      requests: 2,
    });
  });

  test('with code 100 and subcode 33 fails: a permission may be missing', async () => {
    const { error, requests } = await call('delete', fault, graphError(404, { code: 100, error_subcode: 33 }));
    expect(error).toMatchObject({ name: 'GraphApiError', category: 'not-found', code: 100, subcode: 33, attempts: 2 });
    expect(requests).toBe(2);
  });

  test('that succeeds returns the success', async () => {
    expect(await call('delete', fault, success)).toMatchObject({ result: { success: true }, requests: 2 });
  });
});

test('a not-found delete after two ambiguous attempts has succeeded', async () => {
  expect(await call('delete', reset, html(503), gone)).toMatchObject({ result: { success: true }, requests: 3 });
});

test('a delete that is throttled with status 404 after a reset is retried', async () => {
  const handlers = [reset, graphError(404, { code: 4 }), success];
  expect(await call('delete', ...handlers)).toMatchObject({ result: { success: true }, requests: 3 });
});

test('an ambiguous attempt still counts after a throttled one', async () => {
  expect(await call('delete', reset, throttled, gone)).toMatchObject({ result: { success: true }, requests: 3 });
});

test.each([
  ['code 803', gone],
  ['status 404', goneWithoutCode],
])('a delete that is not found at the first attempt (%s) is an error', async (_what, handler) => {
  const { error, requests } = await call('delete', handler);
  expect(error).toMatchObject({ name: 'GraphApiError', category: 'not-found', attempts: 1 });
  expect(requests).toBe(1);
});

test('a not-found delete after a throttled attempt is an error: that attempt deleted nothing', async () => {
  const { error, requests } = await call('delete', throttled, gone);
  expect(error).toMatchObject({ name: 'GraphApiError', category: 'not-found', code: 803, attempts: 2 });
  expect(requests).toBe(2);
});

test('a not-found delete after a refused connection is an error: nothing was sent before', async () => {
  await using server = await startFaultServer(gone);
  await server.close();
  let sent = 0;
  const { error } = await observe(server, (client) => client.delete(code), {
    async fetch(url, init) {
      if (++sent === 2) await server.reopen();
      return fetch(url, init);
    },
  });
  expect(error).toMatchObject({ name: 'GraphApiError', category: 'not-found', attempts: 2 });
});

test.each([
  ['another error', graphError(403, { code: 200 }), { name: 'GraphApiError', category: 'permission' }],
  [
    'another error with status 404',
    graphError(404, { code: 190 }),
    { name: 'GraphApiError', category: 'authentication' },
  ],
  ['code 33 with status 400', graphError(400, { code: 33 }), { name: 'GraphApiError', category: 'not-found' }],
  ['an HTML 404, which is not the API speaking', html(404), { name: 'UnexpectedResponseError', status: 404 }],
  ['success: false', json(200, { success: false }), { name: 'UnexpectedResponseError' }],
])('a delete that fails with %s after a reset is an error', async (_name, handler, expected) => {
  const { error } = await call('delete', reset, handler);
  expect(error).toMatchObject({ ...expected, attempts: 2 });
});

test.each(operations.filter(({ key }) => key !== 'delete' && key !== 'create'))(
  '$key that finds nothing after a reset is an error',
  async ({ key }) => {
    const { error } = await call(key, reset, gone);
    expect(error).toMatchObject({ name: 'GraphApiError', category: 'not-found', attempts: 2 });
  },
);
