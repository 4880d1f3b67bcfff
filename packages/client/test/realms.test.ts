import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CODE, clientFor, json, qrCode, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';

// Objects of another realm are no instances of the classes here: test runners create a realm per file, and
// libraries replace the native Promise.

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const refused: Error = runInNewContext(
  `new TypeError('fetch failed', { cause: Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' }) })`,
);

test('a refused connection is recognised in an error of another realm, so that a create is retried', async () => {
  expect(refused).not.toBeInstanceOf(Error);
  const { qrCodes, sent } = clientFor([() => Promise.reject(refused), json(qrCode)]);
  expect(await qrCodes.create({ prefilled_message: 'Hi' })).toEqual(qrCode);
  expect(sent).toHaveLength(2);
});

test('an error of another realm is the cause of a NetworkError, with its message', async () => {
  const { qrCodes } = clientFor(() => Promise.reject(refused), { maxRetries: 0 });
  const error = await failureOf(qrCodes.get(CODE));
  expect(error).toMatchObject({
    name: 'NetworkError',
    message: expect.stringContaining('no response: fetch failed (ECONNREFUSED)'),
  });
  expect(error).toHaveProperty('cause', refused);
});

test('a token function may return a promise of another class', async () => {
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
