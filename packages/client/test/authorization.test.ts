import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createQrCodeClient } from '../src/generated/v23.0/entry.ts';
import { AccessTokenError, isUnexpectedResponseError } from '../src/index.ts';
import {
  CODE,
  clientFor,
  everyOperation,
  found,
  ITEM,
  json,
  META,
  PHONE,
  SECRET,
  stubFetch,
  TOKEN,
  throttled,
} from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';
import { listen } from './support/server.ts';

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each(everyOperation)('$operation', ({ operation, responseBody, call, method, path }) => {
  test('calls the token function on every attempt, and each attempt sends its result', async () => {
    const tokens = ['firstToken', 'secondToken', 'thirdToken'];
    const accessToken = vi.fn(async () => String(tokens.shift()));
    const { qrCodes, sent } = clientFor([throttled(), throttled(), json(responseBody)], { accessToken });
    await call(qrCodes);
    expect(accessToken).toHaveBeenCalledTimes(3);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer firstToken',
      'Bearer secondToken',
      'Bearer thirdToken',
    ]);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('vault is sealed');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('vault is sealed');
      },
    ],
    ['rejects with a value that is not an Error', () => Promise.reject('vault is sealed')],
  ])('sends nothing if the token function %s', async (_how, accessToken: () => Promise<string>) => {
    const { qrCodes, sent } = clientFor(json(responseBody), { accessToken });
    const error = await failureOf(call(qrCodes));
    expect(error).toBeInstanceOf(AccessTokenError);
    expect(String(error instanceof Error && error.cause)).toContain('vault is sealed');
    expect(sent).toEqual([]);
  });

  test('an AccessTokenError names method and path, and counts no attempt without a request', async () => {
    const accessToken = () => Promise.reject(new Error('vault is sealed'));
    const { qrCodes } = clientFor(json(responseBody), { accessToken });
    const error = await failureOf(call(qrCodes));
    expect(error).toMatchObject({ message: `${method} ${path} got no token: accessToken() failed` });
    expect(error).toMatchObject({ operation, attempts: 0 });
  });

  test('adds the appsecret_proof that node:crypto computes', async () => {
    const { qrCodes, sent } = clientFor(json(responseBody), { appSecret: SECRET });
    await call(qrCodes);
    const proof = createHmac('sha256', SECRET).update(TOKEN).digest('hex');
    expect(sent[0]?.query).toEqual({ appsecret_proof: proof });
    expect(sent[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });
});

test('the token function may return without a promise', async () => {
  const { qrCodes, sent } = clientFor(found(), { accessToken: () => TOKEN });
  await qrCodes.get(CODE);
  expect(sent[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
});

test.each([
  ['', 'an empty text'],
  [`${TOKEN}\n`, 'a line break at the end, as in a file'],
  [`${TOKEN}\r\nX-Evil: 1`, 'a second header'],
  [`${TOKEN} `, 'a space'],
  [`${TOKEN}ü`, 'a letter that no header carries'],
  [undefined, 'nothing'],
  [42, 'a number'],
  [{ token: TOKEN }, 'an object'],
])('a token function that returns %j (%s) causes an AccessTokenError that does not quote it', async (token, _what) => {
  const accessToken = () => token as string;
  const { qrCodes, sent } = clientFor(found(), { accessToken });
  const error = await failureOf(qrCodes.get(CODE));
  expect(error).toBeInstanceOf(AccessTokenError);
  expect(error).not.toHaveProperty('cause', expect.anything());
  expectNothingSecret(error);
  expect(sent).toEqual([]);
});

test('the proof is computed again when the token changes', async () => {
  const tokens = ['firstToken', 'firstToken', 'secondToken'];
  const accessToken = () => String(tokens.shift());
  const { qrCodes, sent } = clientFor(found(), { accessToken, appSecret: SECRET });
  for (let call = 0; call < 3; call++) await qrCodes.get(CODE);
  const proofOf = (token: string) => createHmac('sha256', SECRET).update(token).digest('hex');
  expect(sent.map(({ query }) => query.appsecret_proof)).toEqual(
    ['firstToken', 'firstToken', 'secondToken'].map(proofOf),
  );
});

test('the proof is sent together with fields', async () => {
  const { qrCodes, sent } = clientFor(found(), { appSecret: SECRET });
  await qrCodes.list({ limit: 3, after: 'a=b&c' });
  const appsecret_proof = createHmac('sha256', SECRET).update(TOKEN).digest('hex');
  expect(sent[0]?.query).toEqual({ limit: '3', after: 'a=b&c', appsecret_proof });
});

test('the proof is computed once per token', async () => {
  const sign = vi.spyOn(crypto.subtle, 'sign');
  const { qrCodes, sent } = clientFor(found(), { accessToken: () => TOKEN, appSecret: SECRET });
  for (let call = 0; call < 3; call++) await qrCodes.get(CODE);
  expect(sent).toHaveLength(3);
  expect(sign).toHaveBeenCalledTimes(1);
});

test('concurrent calls with different tokens each send their own token and its proof', async () => {
  let given = 0;
  const accessToken = async () => `token-number-${given++}`;
  const { qrCodes, sent } = clientFor(found(), { accessToken, appSecret: SECRET });
  await Promise.all(Array.from({ length: 20 }, () => qrCodes.get(CODE)));
  for (const { headers, query } of sent) {
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    expect(query.appsecret_proof).toBe(createHmac('sha256', SECRET).update(token).digest('hex'));
  }
  expect(new Set(sent.map(({ headers }) => headers.authorization)).size).toBe(20);
});

test('the global fetch is looked up for every call, not when the client is created', async () => {
  const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN });
  for (const stub of [stubFetch(found()), stubFetch(found())]) {
    vi.stubGlobal('fetch', stub.fetch);
    await qrCodes.get(CODE);
    expect(stub.sent.map(({ address }) => address)).toEqual([META + ITEM]);
  }
});

describe.each([301, 302, 303, 307, 308])('a redirect with status %i', (status) => {
  test.each(['another origin', 'the same origin'])('to %s is refused, and nothing is sent there', async (where) => {
    const arrived: string[] = [];
    await using other = await listen(
      createServer((request, response) => {
        arrived.push(`other ${request.url}`);
        response.end(JSON.stringify({ data: [] }));
      }),
    );
    await using api = await listen(
      createServer((request, response) => {
        arrived.push(`api ${request.url}`);
        const target = where === 'another origin' ? other.url : '';
        response.writeHead(status, { location: `${target}/elsewhere` }).end();
      }),
    );
    const qrCodes = createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, baseUrl: api.url });
    const error = await failureOf(qrCodes.get(CODE));
    expect(isUnexpectedResponseError(error)).toBe(true);
    expect(error).toMatchObject({ status, attempts: 1 });
    expect(arrived).toEqual([`api ${ITEM}`]);
  });
});
