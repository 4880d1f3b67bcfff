import { describe, expect, test } from 'vitest';
import { CODE, clientFor, graphError, json, META, qrCode, TOKEN } from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

/** The message of an error of the API with this text, for a client with this token. */
async function messageWith(accessToken: string, message: string): Promise<unknown> {
  const { qrCodes } = clientFor(graphError(400, { code: 190, message: message }), { accessToken });
  return Reflect.get(Object(await failureOf(qrCodes.get(CODE))), 'message');
}

describe('in a text', () => {
  test('a secret is replaced by [removed], and everything else is kept', async () => {
    expect(await messageWith(TOKEN, `Malformed access token ${TOKEN}!`)).toContain('Malformed access token [removed]!');
  });

  test('a secret of six characters is removed, a shorter one is kept', async () => {
    expect(await messageWith('EAA123', 'token EAA123 is bad')).toContain('token [removed] is bad');
    expect(await messageWith('token', 'token EAA123 is bad')).toContain('token EAA123 is bad');
  });

  test('a token with quotes and backslashes is found in its JSON encoding', async () => {
    const token = 'EAA"quoted\\token"';
    expect(await messageWith(token, `Malformed access token ${token}!`)).toContain('Malformed access token [removed]!');
  });

  test('a token with a slash is found in truncated JSON, whether or not the slash is escaped', async () => {
    for (const written of [TOKEN, TOKEN.replaceAll('/', '\\/')]) {
      const { qrCodes } = clientFor(new Response(`{"data":[{"code":"${written}`));
      const error = await failureOf(qrCodes.get(CODE));
      expectNothingSecret(error);
      expect(error).toMatchObject({ name: 'UnexpectedResponseError', bodySnippet: '{"data":[{"code":"[removed]' });
    }
  });

  test('a link loses the values of access_token and appsecret_proof, also unknown ones, and nothing else', async () => {
    const link = (token: string, proof: string) =>
      `${META}/v23.0/1/message_qrdls?access_token=${token}&limit=25&appsecret_proof=${proof}&after=A=`;
    const paging = { next: link('EAAsomebodyElse', '0123456789abcdef') };
    const { qrCodes } = clientFor(json({ data: [qrCode], paging }));
    expect((await qrCodes.list()).paging).toEqual({ next: link('[removed]', '[removed]') });
  });
});

describe('the cause of a NetworkError, thrown by fetch', () => {
  const causeOf = async (thrown: Error) => {
    const { qrCodes } = clientFor(thrown, { maxRetries: 0 });
    const error = await failureOf(qrCodes.get(CODE));
    expect(error).toHaveProperty('name', 'NetworkError');
    expectNothingSecret(error);
    return Reflect.get(Object(error), 'cause');
  };

  test('keeps name, message, stack and code, without the secret', async () => {
    const thrown = Object.assign(new TypeError(`no response to ${TOKEN}`), {
      code: 'ECONNRESET',
      errno: -104,
      path: `/?t=${TOKEN}`,
      isFatal: false,
      socket: { header: `Bearer ${TOKEN}` },
    });
    const cause = await causeOf(thrown);
    expect(cause).toBeInstanceOf(Error);
    expect(cause).toMatchObject({
      name: 'TypeError',
      message: 'no response to [removed]',
      code: 'ECONNRESET',
      errno: -104,
      path: '/?t=[removed]',
      isFatal: false,
    });
    expect(cause.socket).toBeUndefined();
    expect(cause.stack).toContain('secrets.test.ts');
  });

  test('has no message if the original has none', async () => {
    const cause = await causeOf(new Error(undefined, { cause: new Error(TOKEN) }));
    expect(cause).toMatchObject({ message: '', cause: { message: '[removed]' } });
  });

  test('is kept six causes deep', async () => {
    let thrown = new Error(`7 ${TOKEN}`);
    for (let depth = 6; depth > 0; depth--) thrown = new Error(`${depth} ${TOKEN}`, { cause: thrown });
    const messages: string[] = [];
    for (let link = await causeOf(thrown); link; link = link.cause) messages.push(link.message);
    expect(messages).toEqual([1, 2, 3, 4, 5, 6].map((depth) => `${depth} [removed]`));
  });

  test('is finite if an error is its own cause', async () => {
    const thrown = new Error(TOKEN);
    thrown.cause = thrown;
    expect(await causeOf(thrown)).toHaveProperty('message', '[removed]');
  });
});
