import { describe, expect, test, vi } from 'vitest';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { InvalidArgumentError } from '../src/index.ts';
import { CODE, clientFor, found, ITEM, PHONE, SECRET, TOKEN } from './support/api.ts';
import { expectNothingSecret, failureOf, thrownBy } from './support/failure.ts';

/** Creates a client with untyped options, as JavaScript can. */
const create = (options: unknown) => Reflect.apply(createQrCodeClient, undefined, [options]);
const required = { phoneNumberId: PHONE, accessToken: TOKEN };

function expectRefusal(options: unknown, argument: string): void {
  const error = thrownBy(() => create(options));
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error).toMatchObject({ argument, operation: 'createQrCodeClient', attempts: 0 });
  const { message, expected, received } = error as InvalidArgumentError;
  for (const part of [argument, expected, received]) expect(message).toContain(part);
  expectNothingSecret(error);
}

const long = { toString: () => TOKEN };

describe('createQrCodeClient refuses', () => {
  test.each<[argument: string, ...values: unknown[]]>([
    ['phoneNumberId', undefined, '', '12a', '../1', '1/2', ' 1', '1\n', '١٢٣', '-1', '1.5', 106540352242922, null, {}],
    [
      'accessToken',
      undefined,
      '',
      ' ',
      `${TOKEN} `,
      `${TOKEN}\n`,
      `${TOKEN}ü`,
      42,
      null,
      {},
      [TOKEN],
      Promise.resolve(TOKEN),
    ],
    [
      'baseUrl',
      '',
      'graph.facebook.com',
      '/graph',
      'ftp://graph.facebook.com',
      'file:///etc/passwd',
      'https://',
      'ftp://a.example/https://b.example',
      new URL('https://graph.example'),
      42,
      null,
    ],
    ['allowInsecureHttp', 'yes', 1, null],
    ['fetch', 'fetch', {}, null],
    ['appSecret', '', 42, null, `${SECRET}\n`, {}],
    ['userAgent', '', 'a\r\nX-Evil: 1', 'ü', 42, null],
    ['onVersionMismatch', 'throw', 'warned', 'no error', '', true, null, {}],
    ['hooks', 'onRequest', null, () => {}],
    ['maxRetries', -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '2', null],
    ['timeoutMs', 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1000', null],
    ['deadlineMs', 0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1000', null],
  ])('%s: %j, %j, %j …', (name, ...values) => {
    for (const value of [...values, ...(/accessToken|hooks/.test(name) ? [] : [[long]])]) {
      expectRefusal({ ...required, [name]: value }, name);
    }
  });

  test.each(['token', 'PhoneNumberId', 'version', 'retries', 'toString', 'constructor'])(
    'the unknown option %s',
    (name) => {
      expectRefusal({ ...required, [name]: 'x' }, name);
    },
  );

  test.each(['onRequest', 'onResponse', 'onRetry', 'onDrift'])('a hook %s that is not a function', (name) => {
    for (const value of ['x', {}, null, true]) expectRefusal({ ...required, hooks: { [name]: value } }, name);
  });

  test('an unknown hook', () => expectRefusal({ ...required, hooks: { onError() {} } }, 'onError'));

  test.each([undefined, null, 'options', 7])('%j instead of options', (options) => expectRefusal(options, 'options'));

  test('missing options by their name', () => {
    expectRefusal({ phoneNumberId: PHONE }, 'accessToken');
    expectRefusal({ accessToken: TOKEN }, 'phoneNumberId');
  });
});

test('an app secret is refused without crypto.subtle, as in an insecure context', () => {
  for (const crypto of [{}, undefined]) {
    vi.stubGlobal('crypto', crypto);
    expectRefusal({ ...required, appSecret: SECRET }, 'appSecret');
    expect(() => create(required)).not.toThrow();
    vi.unstubAllGlobals();
  }
  expect(() => create({ ...required, appSecret: SECRET })).not.toThrow();
});

test('undefined counts as absent', async () => {
  const names = [
    'baseUrl',
    'allowInsecureHttp',
    'appSecret',
    'userAgent',
    'onVersionMismatch',
    'hooks',
    'maxRetries',
    'timeoutMs',
    'deadlineMs',
  ];
  const { qrCodes, sent } = clientFor(found(), Object.fromEntries(names.map((name) => [name, undefined])));
  await qrCodes.get(CODE);
  expect(sent[0]?.address).toBe(`https://graph.facebook.com${ITEM}`);
});

describe('inherited options are read', () => {
  class Config {
    get phoneNumberId() {
      return PHONE;
    }
    get accessToken() {
      return TOKEN;
    }
    get baseUrl() {
      return 'https://staging.example';
    }
    get maxRetries() {
      return -1;
    }
  }

  test('of the client', () => {
    expectRefusal(new Config(), 'maxRetries');
    const fetch = vi.fn(async (_url: string) => found());
    create(Object.create(new Config(), { fetch: { value: fetch }, maxRetries: { value: 0 } })).get(CODE);
    expect(fetch.mock.calls[0]?.[0]).toBe(`https://staging.example${ITEM}`);
  });

  test('of hooks: the methods of a class', async () => {
    class Metrics {
      #requests = 0;
      onRequest() {
        this.#requests += 1;
      }
      get requests() {
        return this.#requests;
      }
    }
    const metrics = new Metrics();
    const { qrCodes } = clientFor(found(), { hooks: metrics });
    await qrCodes.get(CODE);
    expect(metrics.requests).toBe(1);
  });

  test('of a call', async () => {
    const { qrCodes, sent } = clientFor(found());
    expect(await failureOf(qrCodes.get(CODE, Object.create({ signal: AbortSignal.abort('left') })))).toBe('left');
    expect(sent).toEqual([]);
  });
});

describe('baseUrl', () => {
  test.each([
    'http://localhost:4010',
    'http://127.0.0.1',
    'http://127.8.9.10:80',
    'http://[::1]:4010',
    'https://graph.example',
    'https://gateway.example:8443/meta/',
  ])('%s is accepted', async (baseUrl) => {
    const { qrCodes, sent } = clientFor(found(), { baseUrl });
    await qrCodes.get(CODE);
    expect(sent[0]?.address).toBe(new URL(baseUrl).href.replace(/\/$/, '') + ITEM);
  });

  test.each([
    'http://graph.facebook.com',
    'http://mock:4010',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://0.0.0.0:4010',
    'http://10.0.0.1',
    'http://128.0.0.1',
    'http://[::2]',
  ])('plain http to another host, %s, is refused without allowInsecureHttp', async (baseUrl) => {
    expectRefusal({ ...required, baseUrl }, 'baseUrl');
    expectRefusal({ ...required, baseUrl, allowInsecureHttp: false }, 'baseUrl');
    const { qrCodes, sent } = clientFor(found(), { baseUrl, allowInsecureHttp: true });
    await qrCodes.get(CODE);
    expect(sent[0]?.address).toBe(baseUrl + ITEM);
  });

  test.each([
    'https://a.example?x=1',
    'https://a.example/#x',
    `https://user:${SECRET}@a.example`,
    `https://${SECRET}@a.example`,
    `https://a.example/?access_token=${encodeURIComponent(TOKEN)}`,
  ])('a query, a fragment or a login is refused, and not quoted: %#', (baseUrl) =>
    expectRefusal({ ...required, baseUrl }, 'baseUrl'),
  );

  test('white space around it is ignored', async () => {
    const { qrCodes, sent } = clientFor(found(), { baseUrl: ' https://gateway.example/graph/ ' });
    await qrCodes.get(CODE);
    expect(sent[0]?.address).toBe(`https://gateway.example/graph${ITEM}`);
  });

  test('allowInsecureHttp allows http, and nothing else', () => {
    expectRefusal({ ...required, baseUrl: 'ftp://a.example', allowInsecureHttp: true }, 'baseUrl');
    expectRefusal({ ...required, baseUrl: 'ftp://a.example/http://b.example', allowInsecureHttp: true }, 'baseUrl');
    expectRefusal({ ...required, baseUrl: 'http://a.example?x', allowInsecureHttp: true }, 'baseUrl');
  });
});
