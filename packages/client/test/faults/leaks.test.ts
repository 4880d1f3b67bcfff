import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { reset } from './broken-connections.ts';
import { leaks, type Options, record } from './call-recorder.ts';
import { callRawCrossOrigin, callWithRedirect, loadImage } from './cross-origin.ts';
import { echoCases } from './echoed-secrets.ts';
import { type Handler, startFaultServer } from './fault-server.ts';
import { type LeakName, leakyCopy } from './leaky-copy.ts';
import { type Entry, type OperationKey, operations } from './operations.ts';
import { json, reply } from './responses.ts';

// Proves that the leak checks find a leak: each test runs a copy of the client with one leak patched in.

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

const operation = (key: OperationKey) => operations.find((candidate) => candidate.key === key) ?? expect.fail(key);

async function leaksOf(entry: Entry, key: OperationKey, handler: Handler, options?: Options) {
  await using server = await startFaultServer(handler);
  return leaks(await record(entry, server.origin, (client) => operation(key).call(client, {}), options), server);
}

const leaky: LeakName = 'the scrubber removes nothing';

describe('a patched client leaks a secret', () => {
  test.each(echoCases)('by $name', async ({ handler, options, on, at, leak = leaky }) => {
    const entry = await leakyCopy(leak);
    expect(await leaksOf(entry, on, handler, options)).toEqual(expect.arrayContaining([...at]));
  });
});

const drifted = reply({ body: (text) => text.replace('"code":', '"creation_time":"1700000000","code":') });

test.each<[LeakName, found: string, handler: Handler]>([
  ['onRequest receives the token', 'onRequest.token', reply({})],
  ['onResponse receives the token', 'onResponse.token', reply({})],
  ['onRetry receives the token', 'onRetry.token', reset],
  ['onDrift receives the token', 'onDrift.token', drifted],
  ['errors have the token in a non-enumerable property', 'error.hidden', json(200, null)],
  ['errors have the token in a non-enumerable property', 'inspect of error', reset],
  ['errors have the token in a symbol property', 'inspect of error', reset],
  ['the token is logged', 'console.1', reply({})],
  ['the app secret is logged', 'console.1', reply({})],
  ['the proof is logged', 'console.1', reply({})],
  ['a process warning contains the token', 'console.message', reply({})],
  ['the token is a property of the client', 'client.token', reply({})],
  ['the token is a property of the promise', 'promise.token', reply({})],
])('a leak is found if %s: %s', async (leak, found, handler) => {
  expect(await leaksOf(await leakyCopy(leak), 'get', handler)).toContain(found);
});

test('a leak is found if the end-of-version report contains the token', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-10-01') });
  onTestFinished(() => void vi.useRealTimers());
  const entry = await leakyCopy('the end-of-version report contains the token');
  expect(await leaksOf(entry, 'get', reply({}))).toContain('console.0');
});

test.each(['get', 'delete'] as const)('a leak is found if redirects are followed: %s', async (key) => {
  const { leaks } = await callWithRedirect(await leakyCopy('redirects are followed'), operation(key), 307);
  expect(leaks).toContain('request to another origin.target');
});

test('a leak is found if raw sends the token to every address', async () => {
  const { leaks } = await callRawCrossOrigin(
    await leakyCopy('raw sends the token to every address'),
    'another base address',
  );
  expect(leaks).toContain('inspect of request to another origin');
});

test('a leak is found if raw follows redirects', async () => {
  const { leaks } = await callRawCrossOrigin(await leakyCopy('redirects are followed'), 'a redirect');
  expect(leaks).toContain('request to another origin.target');
});

test('a leak is found if images are requested with the token', async () => {
  const { leaks } = await loadImage(await leakyCopy('images are requested with the token'));
  expect(leaks).toContain('inspect of request to another origin');
});

test('an unpatched copy has no leak', async () => {
  for (const { on, handler, options, name } of echoCases.slice(0, 3)) {
    expect(await leaksOf(await leakyCopy(undefined), on, handler, options), name).toEqual([]);
  }
});
