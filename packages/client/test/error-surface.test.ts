import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as surface from '../src/index.ts';
import { CODE, clientFor, everyOperation, graphError, ITEM, json, qrCode, SECRET, TOKEN } from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

afterEach(() => void vi.resetModules());

/** A failed call for each class. */
const failures: Readonly<Record<string, () => Promise<unknown>>> = {
  GraphApiError: () => failureOf(clientFor(graphError(400, { code: 100 })).qrCodes.get(CODE)),
  NetworkError: () => failureOf(clientFor(new TypeError('fetch failed'), { maxRetries: 0 }).qrCodes.get(CODE)),
  TimeoutError: () =>
    failureOf(clientFor(() => new Promise(() => {}), { maxRetries: 0, timeoutMs: 5 }).qrCodes.get(CODE)),
  AccessTokenError: () => failureOf(clientFor([], { accessToken: () => '' }).qrCodes.get(CODE)),
  UnexpectedResponseError: () => failureOf(clientFor(new Response('<html>')).qrCodes.get(CODE)),
  InvalidArgumentError: () => failureOf(clientFor([]).qrCodes.get('..')),
  VersionMismatchError: () => {
    const served = json({ data: [qrCode] }, { headers: { 'facebook-api-version': 'v24.0' } });
    return failureOf(clientFor(served, { onVersionMismatch: 'error' }).qrCodes.get(CODE));
  },
};
const names = Object.keys(failures);

const guardsOf = (module: object) => (error: unknown) =>
  names.filter((name) => Reflect.get(module, `is${name}`)(error));
const classesOf = (module: object) => (error: unknown) =>
  names.filter((name) => error instanceof Reflect.get(module, name));

describe.each(Object.entries(failures))('%s', (name, fail) => {
  test('is an Error with this name, of this class alone, recognised by its guard alone', async () => {
    const error = await fail();
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name });
    expect(guardsOf(surface)(error)).toEqual([name]);
    expect(classesOf(surface)(error)).toEqual([name]);
    expect(inspect(error)).toContain(name);
    expect(String(error)).toMatch(new RegExp(`^${name}: `));
  });

  test('is recognised by another copy of this package', async () => {
    const error = await fail();
    vi.resetModules();
    const copy = await import('../src/index.ts');
    expect(Reflect.get(copy, name)).not.toBe(Reflect.get(surface, name));
    expect(guardsOf(copy)(error)).toEqual([name]);
    expect(classesOf(copy)(error)).toEqual([name]);
  });

  test('has the operation and the number of requests sent', async () => {
    const nothingSent = name === 'InvalidArgumentError' || name === 'AccessTokenError';
    expect(await fail()).toMatchObject({ operation: 'getQrCode', attempts: nothingSent ? 0 : 1 });
  });

  test('has a stack that leads to where it was created', async () => {
    const error = await fail();
    expect(error instanceof Error && error.stack?.split('\n').length).toBeGreaterThan(1);
  });
});

test.each(names.filter((name) => name !== 'InvalidArgumentError'))(
  '%s has METHOD and path in its message',
  async (name) => {
    expect(await failures[name]?.()).toMatchObject({ message: expect.stringContaining(`GET ${ITEM}`) });
  },
);

test.each([
  undefined,
  null,
  0,
  'GraphApiError',
  {},
  { name: 'GraphApiError', category: 'not-found' },
  Object.assign(new Error(), { name: 'GraphApiError', category: 'not-found' }),
  () => {},
  new Proxy({}, {}),
])('no guard and no class takes %o for one of its errors', (value) => {
  expect(guardsOf(surface)(value)).toEqual([]);
  expect(classesOf(surface)(value)).toEqual([]);
  expect(surface.isNotFound(value)).toBe(false);
});

// An application can have several releases of this package, so the brand must never change.
test.each(names)('%s of another release is recognised by its brand', (name) => {
  const error = Object.assign(new Error(), { [Symbol.for('@whatsapp-qr/client/error')]: name });
  expect(guardsOf(surface)(error)).toEqual([name]);
  expect(classesOf(surface)(error)).toEqual([name]);
});

test('isNotFound holds for the category not-found alone', async () => {
  for (const [status, expected] of [
    [404, true],
    [400, false],
    [401, false],
    [500, false],
  ] as const) {
    const error = await failureOf(clientFor(graphError(status), { maxRetries: 0 }).qrCodes.get(CODE));
    expect(surface.isNotFound(error)).toBe(expected);
  }
});

describe('causes', () => {
  test('a NetworkError has the error of fetch', async () => {
    const cause = new TypeError('fetch failed', { cause: Object.assign(new Error('gone'), { code: 'ECONNRESET' }) });
    const { qrCodes, sent } = clientFor(cause, { maxRetries: 0 });
    const error = await failureOf(qrCodes.get(CODE));
    expect(error).toBeInstanceOf(surface.NetworkError);
    expect(error).toHaveProperty('cause', cause);
    expect(sent).toHaveLength(1);
  });

  test('a NetworkError has a thrown value that is not an Error', async () => {
    const { qrCodes } = clientFor(() => Promise.reject('socket hang up'), { maxRetries: 0 });
    const error = await failureOf(qrCodes.get(CODE));
    expect(error).toBeInstanceOf(surface.NetworkError);
    expect(inspect(error)).toContain('socket hang up');
  });

  test('an AccessTokenError has any value that the token function threw', async () => {
    for (const cause of [new Error('vault'), 'vault', null]) {
      const { qrCodes } = clientFor([], { accessToken: () => Promise.reject(cause) });
      expect(await failureOf(qrCodes.get(CODE))).toHaveProperty('cause', cause);
    }
  });
});

describe.each(everyOperation)('errors of $operation leak no secret', ({ call, method, path }) => {
  const echoed = `Malformed access token ${TOKEN}, secret ${SECRET}, ${encodeURIComponent(TOKEN)}`;
  const withSecrets = { accessToken: TOKEN, appSecret: SECRET, maxRetries: 0 } as const;

  test.each<[string, () => Response]>([
    [
      'an error of the API',
      () => graphError(400, { code: 190, message: echoed, error_user_msg: echoed, [TOKEN]: echoed }),
    ],
    [
      'escapes in the JSON',
      () =>
        new Response(
          `{"error":{"message":"${[...TOKEN].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}}`,
          { status: 400 },
        ),
    ],
    [
      'an HTML page',
      () => new Response(`<h1>${echoed}</h1>`, { status: 502, headers: { 'content-type': 'text/html' } }),
    ],
    ['a truncated response', () => new Response(`{"data":[{"code":"${echoed}`, { status: 200 })],
    ['another shape', () => json({ [TOKEN]: echoed, data: echoed, success: echoed, code: echoed })],
    [
      'headers',
      () =>
        graphError(
          400,
          {},
          {
            'x-fb-trace-id': TOKEN,
            'facebook-api-version': TOKEN,
            'content-type': `text/${TOKEN.slice(0, 12)}; x="${TOKEN}"`,
            'x-business-use-case-usage': JSON.stringify({ [TOKEN]: [{ type: TOKEN }] }),
          },
        ),
    ],
  ])('received with %s', async (_what, response) => {
    const { qrCodes } = clientFor(response(), { ...withSecrets, onVersionMismatch: 'ignore' });
    const error = await failureOf(call(qrCodes));
    expectNothingSecret(error);
    expect(error).toMatchObject({ message: expect.stringContaining(`${method} ${path}`) });
  });

  test('that fetch threw', async () => {
    const request = new Request('https://graph.facebook.com', { headers: { authorization: `Bearer ${TOKEN}` } });
    const cause = Object.assign(new TypeError(`failed: ${echoed}`, { cause: new Error(echoed) }), {
      request,
      headers: [TOKEN],
    });
    const { qrCodes } = clientFor(cause, withSecrets);
    const error = await failureOf(call(qrCodes));
    expect(error).toBeInstanceOf(surface.NetworkError);
    expectNothingSecret(error);
  });

  test('that shows the proof', async () => {
    let proof = '';
    const { qrCodes } = clientFor((sent) => {
      proof = sent.query.appsecret_proof ?? '';
      return graphError(400, { message: `bad proof ${proof}, https://x.example/?appsecret_proof=${proof}&a=1` });
    }, withSecrets);
    const error = await failureOf(call(qrCodes));
    expect(proof).toHaveLength(64);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(proof);
  });
});
