import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { type FetchInit, fetchQrImage } from '../src/index.ts';
import {
  CODE,
  clientFor,
  everyOperation,
  found,
  IMAGE_URL,
  json,
  PHONE,
  qrCode,
  TOKEN,
  throttled,
} from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

// A custom or old `fetch` that does not behave like that of a current Node.

const unhandled = vi.fn();
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  process.on('unhandledRejection', unhandled);
  process.on('uncaughtException', unhandled);
});
afterEach(async () => {
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  process.off('uncaughtException', unhandled);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  expect(unhandled).not.toHaveBeenCalled();
});

test.each(everyOperation)(
  '$operation: a fetch may add headers in place, as tracing does, on every attempt',
  async ({ responseBody, call }) => {
    const seen: Record<string, string>[] = [];
    let attempts = 0;
    const fetch = async (_url: string, init: FetchInit) => {
      seen.push({ ...init.headers });
      init.headers.traceparent = `attempt-${attempts++}`;
      init.headers.authorization = 'changed';
      init.method = 'CHANGED';
      return attempts === 1 ? throttled({ 'retry-after': '0' }) : json(responseBody);
    };
    const { qrCodes } = clientFor([], { fetch });
    await call(qrCodes);
    expect(seen).toHaveLength(2);
    for (const headers of seen) {
      expect(headers).toMatchObject({ authorization: `Bearer ${TOKEN}` });
      expect(headers).not.toHaveProperty('traceparent');
    }
  },
);

const headers = new Headers();
const strings = () => new ReadableStream({ start: (controller) => controller.enqueue('{"data":[]}') });
const locked = () => {
  const response = found();
  response.body?.getReader();
  return response;
};
const used = async () => {
  const response = found();
  await response.text();
  return response;
};

describe('a fetch result that is not a Response causes an UnexpectedResponseError that names it', () => {
  test.each<[what: string, returned: () => unknown, message: string]>([
    ['nothing', () => undefined, 'fetch returned undefined: expected a Response'],
    ['null', () => null, 'fetch returned null: expected a Response'],
    ['a text', () => 'ok', 'fetch returned "ok": expected a Response'],
    ['parsed JSON', () => ({ data: [qrCode] }), 'fetch returned object: expected a Response'],
    ['a status alone', () => ({ status: 200 }), 'fetch returned object: expected a Response'],
    ['headers that are a record', () => ({ status: 200, headers: {}, text: async () => '' }), 'expected a Response'],
    ['no text()', () => ({ status: 200, headers }), 'fetch returned a Response without text()'],
    [
      'a text() that returns an object',
      () => ({ status: 200, headers, text: async () => ({}) }),
      'text() of the Response returned object: expected a string',
    ],
    [
      'a text() that returns nothing',
      () => ({ status: 200, headers, text: async () => undefined }),
      'returned undefined: expected a string',
    ],
    ['a text() without a promise', () => ({ status: 200, headers, text: () => 7 }), 'returned 7: expected a string'],
    ['a Response that was read before', used, 'fetch returned a Response whose body was read before'],
  ])('%s', async (_what, returned, message) => {
    const fetch = vi.fn(async () => (await returned()) as Response);
    const error = await failureOf(clientFor([], { fetch }).qrCodes.get(CODE));
    expect(error).toMatchObject({
      name: 'UnexpectedResponseError',
      attempts: 1,
      message: expect.stringContaining(message),
    });
    expect(fetch).toHaveBeenCalledOnce();
  });
});

const throwing = () => {
  throw new Error('broken');
};

describe.each(everyOperation)(
  '$operation rejects with one of the error classes for any malformed Response',
  ({ call }) => {
    test.each<[what: string, returned: () => unknown]>([
      ['a body of strings', () => ({ status: 200, ok: true, headers, body: strings() })],
      ['a body that is locked', locked],
      ['a getReader that throws', () => ({ status: 200, headers, body: { getReader: throwing } })],
      ['a getReader that returns nothing', () => ({ status: 200, headers, body: { getReader: () => undefined } })],
      [
        'a reader that returns nothing',
        () => ({ status: 200, headers, body: { getReader: () => ({ read: async () => undefined }) } }),
      ],
      ['a text that throws', () => ({ status: 200, headers, text: throwing })],
      ['a text that rejects with nothing', () => ({ status: 200, headers, text: () => Promise.reject() })],
      ['headers that throw', () => ({ status: 200, headers: { get: throwing }, text: async () => '{}' })],
      ['headers that are numbers', () => ({ status: 200, headers: { get: () => 7 }, text: async () => '{}' })],
      ['a status that is not a number', () => ({ status: Number.NaN, headers, text: async () => '{}' })],
      ['an object of another realm', () => runInNewContext('({ status: 200, headers: new Map(), text: () => ({}) })')],
      ['a Proxy that throws', () => new Proxy({}, { get: throwing })],
    ])('%s', async (_what, returned) => {
      const fetch = async () => returned() as Response;
      const { qrCodes } = clientFor([], { fetch, maxRetries: 0 });
      expect(await failureOf(call(qrCodes))).toMatchObject({
        name: expect.stringMatching(/^(UnexpectedResponseError|NetworkError)$/),
        attempts: 1,
      });
    });

    test('a body that fails without a reason', async () => {
      const text = () => Promise.reject();
      const { qrCodes } = clientFor([], {
        fetch: async () => ({ status: 200, ok: true, headers, text }),
        maxRetries: 0,
      });
      expect(await failureOf(call(qrCodes))).toMatchObject({
        name: 'NetworkError',
        message: expect.stringMatching(/ no response: undefined$/),
      });
    });

    test.each([undefined, null, 0, '', false, Number.NaN])('a fetch that rejects with %j', async (thrown) => {
      const { qrCodes } = clientFor(() => Promise.reject(thrown), { maxRetries: 0 });
      expect(await failureOf(call(qrCodes))).toMatchObject({ name: 'NetworkError', attempts: 1 });
    });

    test('a fetch that throws instead of rejecting', async () => {
      const { qrCodes } = clientFor([], { fetch: throwing, maxRetries: 0 });
      expect(await failureOf(call(qrCodes))).toMatchObject({
        name: 'NetworkError',
        message: expect.stringContaining('broken'),
      });
    });

    test.each<[what: string, cancel: () => unknown]>([
      ['throws', throwing],
      ['rejects', () => Promise.reject(new Error('no'))],
      ['returns nothing', () => undefined],
    ])('a body whose cancel %s, when the attempt times out', async (_what, cancel) => {
      const body = { getReader: () => ({ read: () => new Promise(() => {}), cancel }) };
      const fetch = async () => ({ status: 200, ok: true, headers, body }) as never;
      const { qrCodes } = clientFor([], { fetch, timeoutMs: 5, maxRetries: 0 });
      expect(await failureOf(call(qrCodes))).toMatchObject({ name: 'TimeoutError', attempts: 1 });
    });
  },
);

describe('errors in the code of a fetch are not retried', () => {
  test.each([
    ['a name that is missing', () => Reflect.get(globalThis, 'missing') ?? runInNewContext('missing')],
    ['a function that is none', () => (undefined as unknown as () => never)()],
    ['a property of undefined', () => (undefined as unknown as { x: never }).x],
  ])('%s', async (_what, fail) => {
    const fetch = vi.fn(async () => fail());
    const error = await failureOf(clientFor([], { fetch }).qrCodes.get(CODE));
    expect(error).toMatchObject({ name: 'NetworkError', attempts: 1, cause: expect.anything() });
    expect(fetch).toHaveBeenCalledOnce();
  });

  test('a TypeError of fetch itself is', async () => {
    const { qrCodes, sent } = clientFor([new TypeError('fetch failed'), found()]);
    expect(await qrCodes.get(CODE)).toEqual(qrCode);
    expect(sent).toHaveLength(2);
  });
});

describe('without a global fetch', () => {
  beforeEach(() => void vi.stubGlobal('fetch', undefined));
  const missing = { name: 'InvalidArgumentError', argument: 'fetch', attempts: 0, received: 'undefined' };

  test.each(everyOperation)('$operation fails at once', async ({ operation, call }) => {
    const onRetry = vi.fn();
    const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, hooks: { onRetry } });
    expect(await failureOf(call(qrCodes))).toMatchObject({ ...missing, operation });
    expect(onRetry).not.toHaveBeenCalled();
  });

  test('raw and fetchQrImage fail at once', async () => {
    const { raw } = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN });
    const path = { Version: 'v23.0', 'Phone-Number-ID': PHONE } as const;
    expect(await failureOf(raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls', { params: { path } }))).toMatchObject(
      missing,
    );
    expect(await failureOf(fetchQrImage(IMAGE_URL))).toMatchObject(missing);
  });

  test('the fetch option is sufficient', async () => {
    expect(await clientFor(found()).qrCodes.get(CODE)).toEqual(qrCode);
  });
});

describe('in a runtime without', () => {
  test('AbortSignal.prototype.throwIfAborted: calls, and aborts of calls', async () => {
    const original = AbortSignal.prototype.throwIfAborted;
    Reflect.deleteProperty(AbortSignal.prototype, 'throwIfAborted');
    try {
      const { qrCodes } = clientFor(found());
      const { signal } = new AbortController();
      expect(await qrCodes.get(CODE, { signal })).toEqual(qrCode);
      expect(await failureOf(qrCodes.get(CODE, { signal: AbortSignal.abort('left') }))).toBe('left');
      const image = async () => new Response('<svg/>', { headers: { 'content-type': 'image/svg+xml' } });
      expect(await fetchQrImage(IMAGE_URL, { signal, fetch: image })).toMatchObject({ mediaType: 'image/svg+xml' });
    } finally {
      AbortSignal.prototype.throwIfAborted = original;
    }
  });

  test('URL.canParse: clients, and images', async () => {
    const original = URL.canParse;
    Reflect.deleteProperty(URL, 'canParse');
    try {
      expect(await clientFor(found(), { baseUrl: 'https://gateway.example' }).qrCodes.get(CODE)).toEqual(qrCode);
      expect(await failureOf(fetchQrImage('no address'))).toMatchObject({ argument: 'url' });
    } finally {
      URL.canParse = original;
    }
  });
});

test('an error of fetch leaks no secret in any rendering', async () => {
  const hidden = () => TOKEN;
  const causes: Error[] = [
    Object.defineProperty(new Error('x'), 'detail', { get: hidden, enumerable: true }),
    Object.assign(new Error('x'), { toJSON: hidden }),
    Object.assign(new Error('x'), { toString: hidden }),
    Object.assign(new Error('x'), { [Symbol.for('nodejs.util.inspect.custom')]: hidden }),
    Object.assign(new Error('x'), { [Symbol(TOKEN)]: 1 }),
    new (class Secretive extends Error {
      toJSON() {
        return TOKEN;
      }
      get detail() {
        return TOKEN;
      }
      [Symbol.for('nodejs.util.inspect.custom')]() {
        return TOKEN;
      }
    })('x'),
    Object.assign(new Error('x'), { config: { url: `https://a.example/?access_token=${TOKEN}` } }),
    new AggregateError([new Error(TOKEN)], 'x'),
  ];
  for (const cause of causes) {
    const { qrCodes } = clientFor(() => Promise.reject(new TypeError('fetch failed', { cause })), { maxRetries: 0 });
    const error = await failureOf(qrCodes.get(CODE));
    expect(error).toMatchObject({ name: 'NetworkError', message: expect.stringContaining('fetch failed') });
    expectNothingSecret(error);
  }
});
