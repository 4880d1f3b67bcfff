import { expect, test } from 'vitest';
import { CODE, clientFor, found, graphError, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';

// A secret is one however it is written.

const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(2, '0');
const special = (text: string, write: (char: string) => string) => text.replace(/[^A-Za-z0-9]/g, write);

/** Ways in which a text may write the special characters of a secret. */
const ways: Readonly<Record<string, (secret: string) => string>> = {
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

test.each(Object.entries(ways))(
  'a token written %s is in no error, whether or not the text is JSON',
  async (_way, write) => {
    for (const accessToken of tokens) {
      const echo = `before ${write(accessToken)} after`;
      for (const answer of [new Response(`<p>${echo}</p>`, { status: 502 }), graphError(400, { message: echo })]) {
        const { qrCodes } = clientFor(answer, { accessToken, maxRetries: 0 });
        const error = await failureOf(qrCodes.get(CODE));
        const { message, bodySnippet = '' } = error as Error & { bodySnippet?: string };
        expect(message + bodySnippet).toContain('before [removed] after');
      }
    }
  },
);

test('what only resembles a token stays', async () => {
  const { qrCodes } = clientFor(graphError(400, { message: 'abcdeg== abcdxf== abcdef=-' }), {
    accessToken: 'abcdef==',
  });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ message: expect.stringContaining('abcdef=-') });
});

test('the token that an earlier attempt was sent with is removed as well', async () => {
  const renewed = ['TOKENofTheFirstAttempt', 'TOKENofTheSecondAttempt'];
  const accessToken = () => String(renewed.shift());
  const answers = [
    graphError(400, { code: 4 }, { 'retry-after': '0' }),
    graphError(400, { code: 190, message: 'TOKENofTheFirstAttempt has expired, TOKENofTheSecondAttempt too' }),
  ];
  const { qrCodes } = clientFor(answers, { accessToken });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
    message: expect.stringContaining('[removed] has expired, [removed] too'),
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
  ['with a text of its own', withText],
  ['with a cause on its prototype', new Deferred('failed')],
  ['that is a DOMException with nothing of its own', domException],
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

test('the message of a DOMException is told', async () => {
  const { qrCodes } = clientFor(() => Promise.reject(domException), { maxRetries: 0 });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ message: expect.stringContaining('no [removed]') });
});

const unreadable = Object.defineProperty(new Error('x'), 'detail', {
  get() {
    throw new Error('not now');
  },
});

test.each([
  ['a symbol', Symbol('gone')],
  ['an error whose name is a symbol', Object.assign(new Error('x'), { name: Symbol('x') })],
  ['an error that cannot be read', unreadable],
  ['an object without a prototype', Object.create(null)],
])('a fetch that throws %s is a NetworkError', async (_what, thrown) => {
  const { qrCodes, sent } = clientFor([() => Promise.reject(thrown), found()], { maxRetries: 0 });
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ name: 'NetworkError', attempts: 1 });
  expect(sent).toHaveLength(1);
});
