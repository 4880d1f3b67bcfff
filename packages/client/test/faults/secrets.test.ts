import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import * as entry from '../../src/generated/v23.0/entry.ts';
import { type Options, observe, outputsOf } from './call-recorder.ts';
import { appSecret, proof, secretsIn, token } from './canary.ts';
import { callRawCrossOrigin, callWithRedirect, loadImage } from './cross-origin.ts';
import { echoCases } from './echoed-secrets.ts';
import { startFaultServer } from './fault-server.ts';
import { operations, phoneNumberId } from './operations.ts';
import { graphError, inTurn, success } from './responses.ts';

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

describe.each(echoCases)('no secret leaks by $name', ({ handler, options }) => {
  test.each(operations)('$key', async ({ call }) => {
    await using server = await startFaultServer(handler);
    await observe(server, (client) => call(client, {}), options);
  });

  test('with a token function', async () => {
    await using server = await startFaultServer(handler);
    const accessToken = async () => token;
    await observe(server, (client) => client.list(), { ...options, accessToken });
  });
});

describe.each(operations)('$key', (operation) => {
  test.each([301, 302, 303, 307, 308])('%i to another origin: nothing is sent to it', async (status) => {
    expect(await callWithRedirect(entry, operation, status)).toEqual({ leaks: [], requests: 0 });
  });
});

test('an image is loaded without the secrets', async () => {
  expect(await loadImage(entry)).toEqual({ leaks: [], requests: 1 });
});

test('raw sends no secret to another base address', async () => {
  expect(await callRawCrossOrigin(entry, 'another base address')).toEqual({ leaks: [], requests: 1 });
});

test('raw follows no redirect to another origin', async () => {
  expect(await callRawCrossOrigin(entry, 'a redirect')).toEqual({ leaks: [], requests: 0 });
});

const refusedBy = (attempt: () => unknown): unknown => {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  return expect.fail('expected an error');
};

test.each([
  ['a token that no header can carry', { accessToken: `${token}\n` }],
  ['an app secret that is not a string', { appSecret: [appSecret] }],
  ['an app secret with other characters', { appSecret: `${appSecret}\u{1f511}` }],
  ['a base address with the token as its login', { baseUrl: `https://${encodeURIComponent(token)}@localhost` }],
  [
    'a base address with the token in its query',
    { baseUrl: `https://localhost?access_token=${encodeURIComponent(token)}` },
  ],
])('%s is refused without being quoted', (_what, options) => {
  const error = refusedBy(() =>
    Reflect.apply(entry.createQrCodeClient, undefined, [{ phoneNumberId, accessToken: token, ...options }]),
  );
  expect(error).toMatchObject({ name: 'InvalidArgumentError' });
  expect(secretsIn('error', error)).toEqual([]);
});

test.each([
  ['that no header can carry', `${token}\n`],
  ['that is none', { token }],
])('a token %s from a function is refused without being quoted', async (_what, given) => {
  await using server = await startFaultServer(success);
  const untyped = Object.assign({}, { accessToken: () => given });
  const observed = await observe(server, (client) => client.list(), untyped as Options);
  expect(observed.error).toMatchObject({ name: 'AccessTokenError', attempts: 0 });
  expect(Reflect.get(Object(observed.error), 'cause')).toBeUndefined();
  expect(server.requests).toEqual([]);
});

test('a token passed as a code is refused without being quoted', async () => {
  await using server = await startFaultServer(success);
  for (const { key, call } of operations) {
    await observe(server, (client) =>
      key === 'get' ? client.get(token) : key === 'delete' ? client.delete(token) : call(client, {}),
    );
  }
});

test('the end-of-version report has no secret', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2027-10-01') });
  onTestFinished(() => void vi.useRealTimers());
  await using server = await startFaultServer(success);
  const observed = await observe(server, (client) => client.list());
  expect(outputsOf(observed, 'console')).toEqual([[expect.stringContaining('v23.0 is available until 2027-10-08')]]);
});

test('if the token is renewed between two attempts, neither leaks', async () => {
  const tokens = [token, `${token}renewed`, `${token}again`];
  let tokenRequests = 0;
  await using server = await startFaultServer(
    inTurn(
      graphError(400, { message: tokens[0], code: 4 }),
      graphError(400, { message: `not ${tokens[0]} and ${proof}, but ${tokens[1]}`, code: 190 }),
    ),
  );
  const observed = await observe(server, (client) => client.list(), {
    accessToken: () => tokens[tokenRequests++] ?? token,
  });
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${tokens[0]}`,
    `Bearer ${tokens[1]}`,
  ]);
  expect(observed.error).toMatchObject({ category: 'authentication', attempts: 2 });
});
