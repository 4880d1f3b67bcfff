// Regressions: attacks by a server, by a chosen token, or by another module of the process.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createQrCodeClient, type QrCodeClientOptions } from '../src/generated/v23.0/entry.ts';
import { fetchQrImage } from '../src/index.ts';
import {
  CODE,
  clientFor,
  everyOperation,
  found,
  graphError,
  IMAGE_URL,
  json,
  META,
  PHONE,
  qrCode,
  SECRET,
  stubFetch,
  TOKEN,
} from './support/api.ts';
import { expectNothingSecret, failureOf, thrownBy } from './support/failure.ts';
import { listen } from './support/server.ts';

const collection = '/{Version}/{Phone-Number-ID}/message_qrdls';
const item = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';
const onePath = { Version: 'v23.0', 'Phone-Number-ID': PHONE, 'QR-Code-ID': CODE } as const;

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

describe('a token function that fails with secrets in its error', () => {
  test.each<[what: string, error: (secrets: string) => unknown]>([
    ['text', (secrets) => new Error(`vault: ${secrets}`)],
    ['cause', (secrets) => new Error('vault', { cause: new Error(secrets) })],
    ['own properties', (secrets) => Object.assign(new Error('vault'), { config: { url: secrets }, secrets })],
    ['own text', (secrets) => secrets],
    ['toJSON', (secrets) => Object.assign(new Error('vault'), { toJSON: () => secrets })],
  ])('its %s contains none of them', async (_what, errorWith) => {
    const tokens = [TOKEN];
    const accessToken = () => {
      const token = tokens.pop();
      if (token) return token;
      throw errorWith(`app secret ${SECRET}, token before ${TOKEN}, ${encodeURIComponent(TOKEN)}`);
    };
    const { qrCodes, sent } = clientFor(graphError(400, { code: 4 }, { 'retry-after': '0' }), {
      accessToken,
      appSecret: SECRET,
    });
    const error = await failureOf(qrCodes.get(CODE));
    expect(error).toMatchObject({ name: 'AccessTokenError', attempts: 1 });
    expectNothingSecret(error);
    expect(sent).toHaveLength(1);
  });
});

const entry = new URL('../src/generated/v23.0/entry.ts', import.meta.url).href;

test('60 million characters in 58 kB of gzip do not exhaust a heap of 256 MB', async () => {
  const bomb = gzipSync(`{"data":[${'{},'.repeat(20_000_000)}{"x":"\\u0041"}]}`);
  const typed = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  await using api = await listen(createServer((_request, response) => response.writeHead(200, typed).end(bomb)));
  const program = `
    import { createQrCodeClient } from ${JSON.stringify(entry)};
    const qrCodes = createQrCodeClient({ phoneNumberId: '1', accessToken: 'EAA-token', baseUrl: ${JSON.stringify(api.url)} });
    for (const call of [() => qrCodes.list(), () => qrCodes.raw.GET('${collection}', { params: { path: { Version: 'v23.0', 'Phone-Number-ID': '1' } } })]) {
      await call().then(() => console.log('resolved'), ({ name, message }) => console.log(name, message));
    }
  `;
  const args = ['--max-old-space-size=256', '--input-type=module', '--no-warnings', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
  expect(stdout.split('\n')).toEqual([
    expect.stringMatching(/^UnexpectedResponseError .* answered 200 with more than 4000000 characters$/),
    expect.stringMatching(/^UnexpectedResponseError .* answered 200 with a body longer than 4000000 bytes$/),
    '',
  ]);
}, 120_000);

test("a call's own tokens are removed, though other calls used six more meanwhile", async () => {
  const accessToken = vi.fn<() => string>();
  const { qrCodes, sent } = clientFor(
    async ({ headers }) => {
      if (headers.authorization === 'Bearer token-of-the-first-attempt') {
        // Other calls of this client, each with its own token, while the first waits.
        for (let other = 0; other < 20; other += 1) {
          accessToken.mockReturnValueOnce(`token-of-another-call-${other}`);
          await qrCodes.get(CODE);
        }
        return graphError(400, { code: 4 }, { 'retry-after': '0' });
      }
      if (headers.authorization !== 'Bearer token-of-the-second-attempt') return found();
      return graphError(400, { code: 190, message: 'not token-of-the-first-attempt, token-of-the-second-attempt' });
    },
    { accessToken },
  );
  accessToken.mockReturnValueOnce('token-of-the-first-attempt').mockReturnValue('token-of-the-second-attempt');
  const failed = failureOf(qrCodes.list());
  expect(await failed).toMatchObject({ message: expect.stringContaining('not [removed], [removed]') });
  expect(sent).toHaveLength(22);
});

describe('tokens of extreme length and content', () => {
  test.each(['E'.repeat(33_000), '/'.repeat(8_193), '\\'.repeat(100_000)])(
    'a token of too many characters is refused before anything is sent, and not quoted',
    async (token) => {
      const refused = thrownBy(() => createQrCodeClient({ phoneNumberId: PHONE, accessToken: token }));
      const { qrCodes, sent } = clientFor(found(), { accessToken: () => token });
      const failed = await failureOf(qrCodes.get(CODE));
      expect(refused).toMatchObject({
        name: 'InvalidArgumentError',
        argument: 'accessToken',
        received: `${token.length} characters`,
      });
      expect(failed).toMatchObject({ name: 'AccessTokenError', attempts: 0 });
      for (const { message } of [refused, failed] as Error[]) expect(message.length).toBeLessThan(300);
      expect(sent).toEqual([]);
    },
  );

  test.each([
    ['slashes', '/'.repeat(2_900)],
    ['backslashes', '\\a'.repeat(4_096)],
    ['what a pattern would take for its own', '(?:[a-z]+)*$^{1,9}|.\\d+?'.repeat(300)],
    ['one character and another at its end', `${'a'.repeat(8_000)}b`],
    ['percent signs', '%25'.repeat(2_700)],
    ['ampersands', '&amp;#x'.repeat(1_000)],
  ])('a token of %s is sent, and removed from an error', async (_what, accessToken) => {
    const { qrCodes, sent } = clientFor(graphError(400, { code: 190, message: `<${accessToken}>` }), { accessToken });
    const error = await failureOf(qrCodes.get(CODE));
    expect(sent[0]?.headers.authorization).toBe(`Bearer ${accessToken}`);
    expect(error).toMatchObject({ name: 'GraphApiError' });
    expect(JSON.stringify(error)).not.toContain(JSON.stringify(accessToken).slice(1, -1));
  });

  // Quadratic time would be minutes, and exceed the limit of a test.
  test.each([
    ['a token and a text of backslashes', '\\'.repeat(8_000)],
    ['a token that the text almost repeats', `${'a'.repeat(8_000)}b`],
    ['a token with a period', `${'ab'.repeat(4_000)}c`],
  ])('%s take time in proportion to the text', async (_what, accessToken) => {
    const text = accessToken.slice(0, -1).repeat(490).slice(0, 1_900_000);
    const { qrCodes } = clientFor(graphError(400, { code: 190, message: text }), { accessToken });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ name: 'GraphApiError', code: 190 });
  });

  test.each(['%25'.repeat(1_000_000), '&amp;'.repeat(700_000), '\\u00'.repeat(900_000), '&#1'.repeat(1_000_000)])(
    'a text of escapes that lead nowhere takes time in proportion to its length',
    async (text) => {
      const { qrCodes } = clientFor(new Response(text, { status: 502 }), { accessToken: 'EAA/token', maxRetries: 0 });
      expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ bodySnippet: text.slice(0, 200) });
    },
  );
});

describe('fetchQrImage', () => {
  /** A fetch that redirects to these addresses in turn. */
  const redirecting = (...locations: string[]) => {
    const requested: string[] = [];
    const fetch = async (url: string) => {
      requested.push(url);
      const location = locations.shift();
      return location
        ? new Response('redirecting', { status: 302, headers: { location } })
        : new Response('<svg/>', { headers: { 'content-type': 'image/svg+xml' } });
    };
    return { fetch, requested };
  };

  test.each([
    'http://images.example/x?oh=1',
    'ftp://images.example/x',
    '//user:pass@images.example:80/x',
    'data:image/png;base64,AA',
  ])('does not follow a redirect to %s', async (location) => {
    const insecure = location.startsWith('//') ? `http:${location}` : location;
    const { fetch, requested } = redirecting('https://next.example/x', insecure);
    const error = await failureOf(fetchQrImage(IMAGE_URL, { fetch }));
    expect(error).toMatchObject({ name: 'UnexpectedResponseError', status: 302, bodySnippet: '' });
    expect(requested).toEqual([IMAGE_URL, 'https://next.example/x']);
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/images\.example|user:pass|oh=/);
  });

  test('follows redirects to https, including relative ones', async () => {
    const { fetch, requested } = redirecting('/moved?a=1', 'https://cdn.example/x');
    expect(await fetchQrImage(IMAGE_URL, { fetch })).toMatchObject({ mediaType: 'image/svg+xml' });
    expect(requested).toEqual([IMAGE_URL, `${new URL(IMAGE_URL).origin}/moved?a=1`, 'https://cdn.example/x']);
  });

  test('stops an endless chain of redirects', async () => {
    const { fetch } = redirecting(...Array.from({ length: 99 }, () => IMAGE_URL));
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch }))).toMatchObject({
      name: 'UnexpectedResponseError',
      message: expect.stringContaining('more than 20 redirects'),
    });
  });

  test('omits signature and login of the address from errors', async () => {
    const url = 'https://login:password99@images.example/m1/v/secret-path?oh=00_signature&oe=64550A9E';
    const failures = [
      await failureOf(fetchQrImage(url, { fetch: () => Promise.reject(new TypeError(`cannot fetch ${url}`)) })),
      await failureOf(fetchQrImage(url, { fetch: async () => new Response(`denied: ${url}`, { status: 403 }) })),
    ];
    for (const error of failures) {
      const { message, cause, bodySnippet } = error as Error & { bodySnippet?: string };
      expect(`${message} ${Object(cause).message} ${Object(cause).stack} ${bodySnippet}`).not.toMatch(
        /password99|00_signature|secret-path/,
      );
    }
  });
});

describe('raw', () => {
  test.each([{}, 'logger', 7, () => {}])('use(%j) throws before any request', (middleware) => {
    const { qrCodes } = clientFor(found());
    expect(() => Reflect.apply(qrCodes.raw.use, qrCodes.raw, [middleware])).toThrow('Middleware must be an object');
  });

  test.each(['', '.', '..', undefined, null])(
    'refuses the path parameter %j, which leads to another resource',
    async (value) => {
      const { qrCodes, sent } = clientFor(found());
      const path = { ...onePath, 'QR-Code-ID': value as string };
      expect(await failureOf(qrCodes.raw.GET(item, { params: { path } }))).toMatchObject({
        name: 'InvalidArgumentError',
        operation: 'raw',
        argument: 'QR-Code-ID',
      });
      expect(sent).toEqual([]);
    },
  );

  test.each(['../../me', '%2e%2e', 'a/b', 'x?fields=y', 'x#y'])('encodes the path parameter %j', async (value) => {
    const { qrCodes, sent } = clientFor(found());
    await qrCodes.raw.GET(item, { params: { path: { ...onePath, 'QR-Code-ID': value } } });
    expect(sent[0]?.url.pathname).toBe(`/v23.0/${PHONE}/message_qrdls/${encodeURIComponent(value)}`);
    expect(sent[0]?.url.search).toBe('');
  });

  test('sends the token to addresses below the path of baseUrl alone', async () => {
    const { qrCodes, sent } = clientFor(found(), { baseUrl: 'https://gateway.example/meta', appSecret: SECRET });
    for (const baseUrl of [
      'https://gateway.example',
      'https://gateway.example/metadata',
      'https://gateway.example/meta/../other',
    ]) {
      await qrCodes.raw.GET(item, { params: { path: onePath }, baseUrl });
    }
    await qrCodes.raw.GET(item, { params: { path: onePath } });
    expect(sent.map(({ headers, query }) => [headers.authorization, Object.keys(query)])).toEqual([
      [undefined, []],
      [undefined, []],
      [undefined, []],
      [`Bearer ${TOKEN}`, ['appsecret_proof']],
    ]);
  });

  test('cancels the body on abort if fetch ignores the signal', async () => {
    const cancelled = vi.fn();
    const endless = () =>
      new Response(
        new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(9)), cancel: cancelled }),
      );
    const { qrCodes } = clientFor(endless);
    const controller = new AbortController();
    const { response } = await qrCodes.raw.GET(item, {
      params: { path: onePath },
      parseAs: 'stream',
      signal: controller.signal,
    });
    controller.abort();
    await vi.waitUntil(() => cancelled.mock.calls.length > 0);
    expect(response.status).toBe(200);
  });
});

describe('properties that another module adds to Object.prototype', () => {
  const polluted = (name: string, value: unknown) => {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true, enumerable: true });
    return { [Symbol.dispose]: () => void Reflect.deleteProperty(Object.prototype, name) };
  };

  test.each<[name: keyof QrCodeClientOptions | 'signal' | 'fields' | 'limit' | 'generate_qr_image', value: unknown]>([
    ['baseUrl', 'https://evil.example'],
    ['allowInsecureHttp', true],
    ['fetch', () => Promise.resolve(json({ data: [] }))],
    ['appSecret', 'of somebody else'],
    ['userAgent', 'evil'],
    ['maxRetries', 99],
    ['timeoutMs', 1],
    ['signal', AbortSignal.abort('evil')],
    ['fields', ['creation_time']],
    ['limit', 1],
    ['generate_qr_image', 'SVG'],
  ])('%s is not read as an option', async (name, value) => {
    const { fetch, sent } = stubFetch(json({ ...qrCode, data: [qrCode], success: true }));
    vi.stubGlobal('fetch', fetch);
    try {
      using _pollution = polluted(name, value);
      const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN });
      for (const { call } of everyOperation) await call(qrCodes, {});
      for (const { call } of everyOperation) await call(qrCodes);
      expect(
        thrownBy(() =>
          createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: 'http://evil.example' }),
        ),
      ).toMatchObject({ argument: 'baseUrl' });
    } finally {
      vi.unstubAllGlobals();
    }
    expect(sent).toHaveLength(10);
    for (const { url, query, headers, body } of sent) {
      expect(url.origin).toBe(META);
      expect([query, headers['user-agent'], Object(body).generate_qr_image]).toEqual([{}, undefined, undefined]);
    }
  });

  test('baseUrl redirects a request of raw, but not the token', async () => {
    const { qrCodes, sent } = clientFor(found(), { appSecret: SECRET });
    const { raw } = qrCodes;
    using _pollution = polluted('baseUrl', 'https://evil.example');
    await raw.GET(item, { params: { path: onePath } });
    expectNothingSecret(sent.map(({ address, headers }) => [address, headers]));
  });
});

describe('the data of a code is never changed', () => {
  test.each([
    'Show https://shop.example/?access_token=promo&x=1',
    `my token is ${TOKEN}`,
    'appsecret_proof=abc',
    '[removed]',
  ])('the message %j of a customer can be read and written back', async (prefilled_message) => {
    const code = { ...qrCode, prefilled_message, qr_image_url: `${IMAGE_URL}&access_token=x` };
    const { qrCodes, sent } = clientFor([found(code), json(code), json({ data: [code], paging: {} })]);
    const read = await qrCodes.get(CODE);
    expect(read).toEqual(code);
    expect(await qrCodes.update(CODE, { prefilled_message: read.prefilled_message })).toEqual(code);
    expect((await qrCodes.list()).data).toEqual([code]);
    expect(sent[1]?.body).toEqual({ code: CODE, prefilled_message });
  });
});

test('a usage header with 130,000 entries is read', async () => {
  const figures = Array.from({ length: 130_000 }, () => ({ estimated_time_to_regain_access: 1 }));
  const headers = { 'x-business-use-case-usage': JSON.stringify({ 1: figures }) };
  const { qrCodes } = clientFor(graphError(400, { code: 4 }, headers), { maxRetries: 0 });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ category: 'throttled', retryAfterMs: 60_000 });
});

test('a server with another version in every response causes a bounded number of warnings', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  let count = 0;
  const { qrCodes } = clientFor(() =>
    json({ data: [qrCode] }, { headers: { 'facebook-api-version': `v${count++}.9` } }),
  );
  for (let call = 0; call < 100; call += 1) await qrCodes.get(CODE);
  expect(warn.mock.calls.length).toBeLessThanOrEqual(10);
  expect(warn.mock.calls.length).toBeGreaterThan(0);
});

describe('escaped letters of a secret in a body that is not JSON', () => {
  const everyEscape = (write: (code: string) => string) => (secret: string) =>
    [...secret].map((char) => write(char.charCodeAt(0).toString(16).padStart(2, '0'))).join('');

  test.each<[what: string, write: (secret: string) => string]>([
    ['by number, as JSON does', everyEscape((hex) => `\\u00${hex}`)],
    ['by number, as JSON in JSON does', everyEscape((hex) => `\\\\\\\\u00${hex}`)],
    ['by number, as JavaScript does', everyEscape((hex) => `\\x${hex}`)],
    ['as addresses do', everyEscape((hex) => `%${hex}`)],
    ['as addresses in addresses do', everyEscape((hex) => `%2525${hex}`)],
    ['by number, as HTML does', everyEscape((hex) => `&#x${hex};`)],
    ['by case', (secret) => secret.toUpperCase()],
  ])('%s, are found', async (_what, write) => {
    const { qrCodes } = clientFor(
      (sent) =>
        new Response(`<p>${write(TOKEN)} ${write(SECRET)} ${write(sent.query.appsecret_proof ?? '')}<p>`, {
          status: 502,
        }),
      {
        appSecret: SECRET,
        maxRetries: 0,
      },
    );
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ bodySnippet: '<p>[removed] [removed] [removed]<p>' });
  });
});
