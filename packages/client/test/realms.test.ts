import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CODE, clientFor, json, qrCode, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';

// What comes from elsewhere is no instance of the classes here: test runners give each file a realm of its own, and
// libraries put their own Promise in place of the native one.

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const refused: Error = runInNewContext(
  `new TypeError('fetch failed', { cause: Object.assign(new Error('nobody there'), { code: 'ECONNREFUSED' }) })`,
);

test('a refused connection is understood in an error of another realm, so that a create is sent again', async () => {
  expect(refused).not.toBeInstanceOf(Error);
  const { qrCodes, sent } = clientFor([() => Promise.reject(refused), json(qrCode)]);
  expect(await qrCodes.create({ prefilled_message: 'Hi' })).toEqual(qrCode);
  expect(sent).toHaveLength(2);
});

test('an error of another realm is the cause of a NetworkError, and its text is told', async () => {
  const { qrCodes } = clientFor(() => Promise.reject(refused), { maxRetries: 0 });
  const error = await failureOf(qrCodes.get(CODE));
  expect(error).toMatchObject({
    name: 'NetworkError',
    message: expect.stringContaining('no response: fetch failed (ECONNREFUSED)'),
  });
  expect(error).toHaveProperty('cause', refused);
});

test('a token may come in a promise of another class', async () => {
  const accessToken = () => runInNewContext(`Promise.resolve(${JSON.stringify(TOKEN)})`);
  const { qrCodes, sent } = clientFor(json({ data: [qrCode] }), { accessToken });
  const replaced = class extends Promise<unknown> {};
  const native = globalThis.Promise;
  vi.stubGlobal('Promise', replaced);
  try {
    expect(native).not.toBe(Promise);
    expect(await qrCodes.get(CODE)).toEqual(qrCode);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(sent[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
});
