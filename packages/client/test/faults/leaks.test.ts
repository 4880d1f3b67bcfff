import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { json, reply } from './answers.ts';
import { reset } from './broken-connections.ts';
import { echoes } from './echoes.ts';
import { type Answer, startFaultServer } from './fault-server.ts';
import { leakyCopy, type Way } from './leaky-copy.ts';
import { leaks, type Options, record } from './observed-call.ts';
import { type Entry, type OperationKey, operations } from './operations.ts';
import { imageLoaded, rawElsewhere, redirected } from './other-origins.ts';

// The checks that no secret comes out are worth what they find where one does.

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

const operation = (key: OperationKey) => operations.find((candidate) => candidate.key === key) ?? expect.fail(key);

async function leaksOf(entry: Entry, key: OperationKey, answer: Answer, options?: Options) {
  await using server = await startFaultServer(answer);
  return leaks(await record(entry, server.origin, (client) => operation(key).call(client, {}), options), server);
}

const leaky: Way = 'nothing is removed from what comes in';

describe('with a client that removes nothing, a secret is found', () => {
  test.each(echoes)('by $name', async ({ answer, options, on, at, way = leaky }) => {
    const entry = await leakyCopy(way);
    expect(await leaksOf(entry, on, answer, options)).toEqual(expect.arrayContaining([...at]));
  });
});

const drifted = reply({ body: (text) => text.replace('"code":', '"creation_time":"1700000000","code":') });

test.each<[Way, found: string, answer: Answer]>([
  ['onRequest is told the token', 'onRequest.token', reply({})],
  ['onResponse is told the token', 'onResponse.token', reply({})],
  ['onRetry is told the token', 'onRetry.token', reset],
  ['onDrift is told the token', 'onDrift.token', drifted],
  ['errors hide the token', 'error.hidden', json(200, null)],
  ['errors hide the token', 'inspect of error', reset],
  ['errors have the token under a symbol', 'inspect of error', reset],
  ['the token is logged', 'console.1', reply({})],
  ['the app secret is logged', 'console.1', reply({})],
  ['the proof is logged', 'console.1', reply({})],
  ['the token is warned about', 'console.message', reply({})],
  ['the token stands on the client', 'client.token', reply({})],
  ['the token stands on the promise', 'promise.token', reply({})],
])('where %s, it is found: %s', async (way, found, answer) => {
  expect(await leaksOf(await leakyCopy(way), 'get', answer)).toContain(found);
});

test('where the end of a version is told with the token, it is found', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-10-01') });
  onTestFinished(() => void vi.useRealTimers());
  const entry = await leakyCopy('the end of a version is told with the token');
  expect(await leaksOf(entry, 'get', reply({}))).toContain('console.0');
});

test.each(['get', 'delete'] as const)('where redirects are followed, it is found: %s', async (key) => {
  const { leaks } = await redirected(await leakyCopy('redirects are followed'), operation(key), 307);
  expect(leaks).toContain('request to another origin.target');
});

test('where raw sends the token wherever it is told to, it is found', async () => {
  const { leaks } = await rawElsewhere(
    await leakyCopy('raw sends the token wherever it is told to'),
    'another base address',
  );
  expect(leaks).toContain('inspect of request to another origin');
});

test('where raw follows redirects, it is found', async () => {
  const { leaks } = await rawElsewhere(await leakyCopy('redirects are followed'), 'a redirect');
  expect(leaks).toContain('request to another origin.target');
});

test('where images are asked for with the token, it is found', async () => {
  const { leaks } = await imageLoaded(await leakyCopy('images are asked for with the token'));
  expect(leaks).toContain('inspect of request to another origin');
});

test('a copy with no leak built in has none', async () => {
  for (const { on, answer, options, name } of echoes.slice(0, 3)) {
    expect(await leaksOf(await leakyCopy(undefined), on, answer, options), name).toEqual([]);
  }
});
