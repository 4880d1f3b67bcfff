import { describe, expect, test } from 'vitest';
import { createQrCodeClient, type QrCodeClient } from '../src/generated/v23.0/entry.ts';
import { type AccessTokenError, fetchQrImage, type InvalidArgumentError } from '../src/index.ts';
import { CODE, clientFor, IMAGE_URL, ITEM, PHONE, TOKEN } from './support/api.ts';
import { failureOf, thrownBy } from './support/failure.ts';

/** Calls a method with untyped arguments, as JavaScript can. */
const callWith = (client: QrCodeClient, method: string, ...args: unknown[]): PromiseLike<unknown> =>
  Reflect.apply(Reflect.get(client, method), client, args);

/** The message repeats the properties. */
function expectMessage(error: unknown, operation: string): void {
  const { message, argument, expected, received } = error as InvalidArgumentError;
  const verb = expected.endsWith('characters') ? 'have' : 'be';
  if (/^unknown (option|property)$/.test(received)) {
    expect(message).toMatch(`${operation}: ${received} "${argument}"; `);
    expect(message.toLowerCase().endsWith(`expected ${expected}`.toLowerCase())).toBe(true);
  } else {
    expect(message).toBe(`${operation}: ${argument} must ${verb} ${expected}; received ${received}`);
  }
}

const aCode = 'text like ^[A-Z0-9]{14}$';
const anAppSecret = 'text of printable ASCII characters, in a secure context: it needs crypto.subtle';

const message = { prefilled_message: 'Hi' };
const messageOptions = 'one of prefilled_message, generate_qr_image';
const limits = 'maxRetries, timeoutMs, deadlineMs';
const duration = 'milliseconds, above 0 and below 2 ** 31';
const fields =
  'an array of code, prefilled_message, deep_link_url, creation_time, qr_image_url.format(PNG), ' +
  'qr_image_url.format(SVG), with one image format at most';

// `expected` names what is accepted; `received` quotes the value if it is short.
describe('an InvalidArgumentError has the expected and the received value', () => {
  test.each<[method: string, args: unknown[], argument: string, expected: unknown, received: string]>([
    ['get', ['..'], 'code', aCode, '".."'],
    ['get', [undefined], 'code', 'a string', 'undefined'],
    ['get', [null], 'code', 'a string', 'null'],
    ['get', [12345678901234], 'code', 'a string', '12345678901234'],
    ['delete', [[CODE]], 'code', 'a string', 'array'],
    ['delete', [{}], 'code', 'a string', 'object'],
    ['delete', [() => CODE], 'code', 'a string', 'function'],
    ['update', ['x'.repeat(18), message], 'code', aCode, `"${'x'.repeat(18)}"`],
    ['update', ['x'.repeat(19), message], 'code', aCode, '19 characters'],
    ['update', [CODE, {}], 'prefilled_message', 'a string', 'undefined'],
    ['update', [CODE, { prefilled_message: '' }], 'prefilled_message', '1 to 140 characters', '0'],
    ['create', [{ prefilled_message: '🎉'.repeat(141) }], 'prefilled_message', '1 to 140 characters', '141'],
    ['create', [{ ...message, generate_qr_image: true }], 'generate_qr_image', 'PNG or SVG', 'true'],
    ['create', [{ ...message, generate_qr_image: 'JPG' }], 'generate_qr_image', 'PNG or SVG', '"JPG"'],
    ['create', [{ ...message, code: CODE }], 'code', messageOptions, 'unknown property'],
    ['create', ['Hi'], 'message', 'an object', '"Hi"'],
    ['get', [CODE, { limit: 1 }], 'limit', `one of ${limits}, signal, fields`, 'unknown option'],
    ['get', [CODE, { fields: 'code' }], 'fields', fields, '"code"'],
    ['list', [{ after: '' }], 'after', 'a text that is not empty and valid Unicode', '""'],
    ['list', [{ limit: 0 }], 'limit', 'an integer from 1', '0'],
    ['list', [{ limit: Number.NaN }], 'limit', 'an integer from 1', 'NaN'],
    ['list', [{ maxRetries: -1 }], 'maxRetries', 'an integer from 0', '-1'],
    ['list', [{ timeoutMs: 0 }], 'timeoutMs', duration, '0'],
    ['list', [{ deadlineMs: '1' }], 'deadlineMs', duration, '"1"'],
    ['list', [{ signal: {} }], 'signal', 'an AbortSignal', 'object'],
    ['list', [null], 'options', 'an object', 'null'],
  ])('%s(…%j): %s', async (method, args, argument, expected, received) => {
    const operation = `${method}QrCode${method === 'list' ? 's' : ''}`;
    const error = await failureOf(callWith(clientFor([]).qrCodes, method, ...args));
    expect(error).toMatchObject({ operation, argument, expected, received });
    expectMessage(error, operation);
  });

  test('and quotes a short unknown name, but only the length of a long one, which may be a token', async () => {
    const argumentOf = async (name: string) =>
      Reflect.get(Object(await failureOf(callWith(clientFor([]).qrCodes, 'get', CODE, { [name]: 1 }))), 'argument');
    expect(await argumentOf('x'.repeat(19))).toBe('x'.repeat(19));
    expect(await argumentOf('x'.repeat(20))).toBe('20 characters');
  });
});

test('an unknown option that resembles a known one suggests it', async () => {
  const failures = {
    acessToken: thrownBy(() => Reflect.apply(createQrCodeClient, undefined, [{ acessToken: TOKEN }])),
    prefiled_message: await failureOf(callWith(clientFor([]).qrCodes, 'create', { prefiled_message: 'Hi' })),
    limt: await failureOf(callWith(clientFor([]).qrCodes, 'list', { limt: 1 })),
  };
  expect(Object.entries(failures).map(([name, error]) => (error as Error).message.split(`"${name}"; `)[1])).toEqual([
    expect.stringMatching(/^did you mean accessToken\? Expected one of /),
    expect.stringMatching(/^did you mean prefilled_message\? Expected one of /),
    expect.stringMatching(/^did you mean limit\? Expected one of /),
  ]);
});

const optionNames =
  'phoneNumberId, accessToken, baseUrl, allowInsecureHttp, fetch, appSecret, userAgent, onVersionMismatch, hooks, ' +
  limits;

describe('createQrCodeClient reports what an option must be, and only the length of a secret', () => {
  test.each<[options: object, argument: string, expected: unknown, received: string]>([
    [{ phoneNumberId: 'x' }, 'phoneNumberId', 'text like ^[0-9]+$', '"x"'],
    [{ accessToken: ' ' }, 'accessToken', 'a function or 1 to 8192 printable ASCII characters', '1 characters'],
    [{ accessToken: 42 }, 'accessToken', 'a function or 1 to 8192 printable ASCII characters', 'number'],
    [
      { baseUrl: 'http://a.example' },
      'baseUrl',
      'https:// (http:// to this machine, or with allowInsecureHttp) without query and login',
      '16 characters',
    ],
    [{ allowInsecureHttp: 'yes' }, 'allowInsecureHttp', 'true or false', '"yes"'],
    [{ fetch: 'fetch' }, 'fetch', 'a function', '"fetch"'],
    [{ appSecret: 42 }, 'appSecret', anAppSecret, 'number'],
    [{ appSecret: true }, 'appSecret', anAppSecret, 'boolean'],
    [{ userAgent: 'ü' }, 'userAgent', 'text of printable ASCII characters', '1 characters'],
    [{ onVersionMismatch: 'no' }, 'onVersionMismatch', "a function or 'warn', 'error' or 'ignore'", '"no"'],
    [{ hooks: null }, 'hooks', 'an object', 'null'],
    [{ hooks: { onRetry: 1 } }, 'onRetry', 'a function', '1'],
    [{ hooks: { on: 1 } }, 'on', 'one of onRequest, onResponse, onRetry, onDrift', 'unknown option'],
    [{ token: 'x' }, 'token', `one of ${optionNames}`, 'unknown option'],
  ])('%j', (options, argument, expected, received) => {
    const required = { phoneNumberId: PHONE, accessToken: TOKEN };
    const error = thrownBy(() => Reflect.apply(createQrCodeClient, undefined, [{ ...required, ...options }]));
    expect(error).toMatchObject({ argument, expected, received });
    expectMessage(error, 'createQrCodeClient');
  });
});

describe('fetchQrImage reports what an argument must be', () => {
  test.each<[url: unknown, options: object, argument: string, expected: unknown, received: string]>([
    ['ftp://a', {}, 'url', 'an https address, such as a qr_image_url', '7 characters'],
    [IMAGE_URL, { maxBytes: 0 }, 'maxBytes', 'an integer from 1', '0'],
    [IMAGE_URL, { timeoutMs: -1 }, 'timeoutMs', duration, '-1'],
    [IMAGE_URL, { signal: 1 }, 'signal', 'an AbortSignal', '1'],
    [IMAGE_URL, { fetch: 1 }, 'fetch', 'a function', '1'],
    [IMAGE_URL, { x: 1 }, 'x', 'one of maxBytes, timeoutMs, signal, fetch', 'unknown option'],
    [IMAGE_URL, [], 'options', 'an object', 'array'],
  ])('%j, %j', async (url, options, argument, expected, received) => {
    const error = await failureOf(Reflect.apply(fetchQrImage, undefined, [url, options]));
    expect(error).toMatchObject({ argument, expected, received });
    expectMessage(error, 'fetchQrImage');
  });
});

test('an AccessTokenError reports what the token function must return, and only the type or length of what it returned', async () => {
  for (const [token, received] of [
    ['a b', '3 characters'],
    [42, 'number'],
    [undefined, 'undefined'],
  ]) {
    const error = await failureOf(clientFor([], { accessToken: () => token as string }).qrCodes.get(CODE));
    const { message } = error as AccessTokenError;
    expect(message).toContain(
      ' got no token: accessToken() must return 1 to 8192 printable ASCII characters; received ',
    );
    expect([message.startsWith(`GET ${ITEM} `), message.split('; received ').at(-1)]).toEqual([true, received]);
  }
});
