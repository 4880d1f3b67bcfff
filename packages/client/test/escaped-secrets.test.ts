import { expect, test } from 'vitest';
import { CODE, clientFor, found, graphError, json, qrCode, SECRET, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';

// A secret is removed in every encoding.

const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(2, '0');
const special = (text: string, write: (char: string) => string) => text.replace(/[^A-Za-z0-9]/g, write);

/** Encodings of the special characters of a secret. */
const encodings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in an address': encodeURIComponent,
  'in an address, in lower case': (secret) => special(secret, (char) => `%${hex(char)}`),
  'in an address in an address': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'in JSON, slashes and quotes escaped': (secret) => special(secret, (char) => `\\${char}`),
  'in JSON, by number': (secret) => special(secret, (char) => `\\u00${hex(char)}`),
  'in JSON, by number in capitals': (secret) => special(secret, (char) => `\\u00${hex(char).toUpperCase()}`),
  'in HTML': (secret) => special(secret, (char) => `&#${char.charCodeAt(0)};`),
  'in HTML, by hexadecimal number': (secret) => special(secret, (char) => `&#x${hex(char)};`),
  'in HTML, by name': (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
};

const tokens = ['EAA/abc"def==x', '123456|abcdefgh', 'abcdef==', 'a<b>c&d"e/f', 'EAA.b-c_d~e+f'];

test.each(Object.entries(encodings))(
  'a token written %s is in no error, whether or not the text is JSON',
  async (_way, write) => {
    for (const accessToken of tokens) {
      const echo = `before ${write(accessToken)} after`;
      for (const response of [new Response(`<p>${echo}</p>`, { status: 502 }), graphError(400, { message: echo })]) {
        const { qrCodes } = clientFor(response, { accessToken, maxRetries: 0 });
        const error = await failureOf(qrCodes.get(CODE));
        const { message, bodySnippet = '' } = error as Error & { bodySnippet?: string };
        expect(message + bodySnippet).toContain('before [removed] after');
      }
    }
  },
);

test('text that only resembles a token is kept', async () => {
  const { qrCodes } = clientFor(graphError(400, { message: 'abcdeg== abcdxf== abcdef=-' }), {
    accessToken: 'abcdef==',
  });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ message: expect.stringContaining('abcdef=-') });
});

test('the token of an earlier attempt is removed', async () => {
  const renewed = ['TOKENofTheFirstAttempt', 'TOKENofTheSecondAttempt'];
  const accessToken = () => String(renewed.shift());
  const responses = [
    graphError(400, { code: 4 }, { 'retry-after': '0' }),
    graphError(400, { code: 190, message: 'TOKENofTheFirstAttempt has expired, TOKENofTheSecondAttempt too' }),
  ];
  const { qrCodes } = clientFor(responses, { accessToken });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
    message: expect.stringContaining('[removed] has expired, [removed] too'),
  });
});

test('the tokens of all three attempts are removed', async () => {
  const tokens = ['TOKENofTheFirst', 'TOKENofTheSecond', 'TOKENofTheThird'];
  const renewed = [...tokens];
  const again = graphError(400, { code: 4 }, { 'retry-after': '0' });
  const { qrCodes } = clientFor([again, again, graphError(400, { code: 190, message: tokens.join() })], {
    accessToken: () => String(renewed.shift()),
    appSecret: SECRET,
  });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
    message: expect.stringContaining('[removed],[removed],[removed]'),
  });
});

test('the previous token is removed, though concurrent calls all use the same new one', async () => {
  let accessToken = 'TOKENbefore';
  const expired = graphError(400, { code: 190, message: 'TOKENbefore has expired' });
  const { qrCodes } = clientFor([found(), expired], { accessToken: () => accessToken, appSecret: SECRET });
  await qrCodes.get(CODE);
  accessToken = 'TOKENafter';
  for (const { reason } of (await Promise.allSettled([1, 2, 3, 4].map(() => qrCodes.get(CODE)))) as {
    reason: Error;
  }[]) {
    expect(reason.message).toContain('[removed] has expired');
  }
});

test('a long row of backslashes is scanned in linear time, though the token begins with a quote', async () => {
  const { qrCodes } = clientFor(new Response('\\'.repeat(200_000), { status: 502 }), {
    accessToken: '"quoted-token"',
    maxRetries: 0,
  });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ bodySnippet: '\\'.repeat(200) });
});

test.each([
  ['the app secret', 'EAAold-secret-4711tail', 'EAAnew-4712', 'secret'],
  ['the token after it', 'EAAold.SESSIONKEY99', 'SESSIONKEY99', undefined],
])('a token is removed as a whole if it contains %s', async (_what, before, after, appSecret) => {
  const renewed = [before, after];
  const accessToken = () => String(renewed.shift());
  const responses = [
    graphError(400, { code: 4 }, { 'retry-after': '0' }),
    graphError(400, { code: 190, message: `<${before}> has expired, <${after}> has not` }),
  ];
  const { qrCodes } = clientFor(responses, { accessToken, appSecret });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
    message: expect.stringContaining('<[removed]> has expired, <[removed]> has not'),
  });
});

test('an escaped token in a paging link is removed with its parameter', async () => {
  const next = `https://graph.facebook.com/x?after=1&access_token=${encodeURIComponent('abc"def+ghi')}&limit=2`;
  const { qrCodes } = clientFor(json({ data: [], paging: { next } }), { accessToken: 'abc"def+ghi' });
  expect(await qrCodes.list()).toMatchObject({
    paging: { next: 'https://graph.facebook.com/x?after=1&access_token=[removed]&limit=2' },
  });
});

const withText = Object.assign(new Error('failed'), { toString: () => `failed with ${TOKEN}` });
class Deferred extends Error {
  override get cause() {
    return new Error(`of ${TOKEN}`);
  }
}
const domException = new DOMException(`no ${TOKEN}`, 'AbortError');
Reflect.deleteProperty(domException, 'stack');

test.each([
  ['with its own toString', withText],
  ['with a cause on its prototype', new Deferred('failed')],
  ['that is a DOMException without own properties', domException],
  ['with a property of this name', Object.assign(new Error('failed'), { [TOKEN]: true })],
])('a token is in no NetworkError whose cause is an error %s', async (_what, thrown) => {
  const { qrCodes } = clientFor(() => Promise.reject(thrown), { maxRetries: 0 });
  const error = (await failureOf(qrCodes.get(CODE))) as Error;
  expect(error.name).toBe('NetworkError');
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    const own = Object.getOwnPropertyDescriptors(link);
    expect(`${link} ${link.message} ${link.stack} ${JSON.stringify(own)}`).not.toContain(TOKEN);
  }
});

test('an error with a symbol property keeps its text when a secret is removed from it', async () => {
  const thrown = Object.assign(new Error(`no ${TOKEN}`), { [Symbol('kind')]: 1 });
  const { qrCodes } = clientFor(() => Promise.reject(thrown), { maxRetries: 0 });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
    message: expect.stringContaining('no response: no [removed]'),
    cause: { message: 'no [removed]' },
  });
});

test('the message of a DOMException is kept', async () => {
  const { qrCodes } = clientFor(() => Promise.reject(domException), { maxRetries: 0 });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ message: expect.stringContaining('no [removed]') });
});

const unreadable = Object.defineProperty(new Error('x'), 'detail', {
  get() {
    throw new Error('not now');
  },
});

test.each([
  ['a symbol', Symbol('gone'), 'Symbol(gone)'],
  ['an error whose name is a symbol', Object.assign(new Error('x'), { name: Symbol('x') }), 'x'],
  ['an error whose code is a symbol', Object.assign(new Error('x'), { code: Symbol('x') }), 'x'],
  ['an error that cannot be read', unreadable, 'x'],
  ['an object without a prototype', Object.create(null), 'undefined'],
])('a fetch that throws %s causes a NetworkError', async (_what, thrown, text) => {
  const { qrCodes, sent } = clientFor([() => Promise.reject(thrown), found()], { maxRetries: 0 });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
    name: 'NetworkError',
    attempts: 1,
    message: expect.stringContaining(`no response: ${text}`),
  });
  expect(sent).toHaveLength(1);
});

test.each<[what: string, others: Record<string, string>]>([
  ['no other header', {}],
  ['others', { 'content-type': 'application/json', 'x-fb-rev': '1234' }],
])('a header with a token among %s loses the token alone', async (_what, others) => {
  // A body of bytes adds no content type.
  const body = new TextEncoder().encode(JSON.stringify({ data: [qrCode] }));
  const { qrCodes } = clientFor(new Response(body, { headers: { ...others, 'x-fb-trace-id': `of ${TOKEN}` } }));
  const { response } = await qrCodes.get(CODE).withResponse();
  expect(Object.fromEntries(response.headers)).toEqual({ ...others, 'x-fb-trace-id': 'of [removed]' });
});
