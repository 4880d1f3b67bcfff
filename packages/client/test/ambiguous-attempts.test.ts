import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CODE, clientFor, graphError, json, qrCode, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';

// A later failure means success if an earlier attempt may have been carried out.

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const lost = new TypeError('fetch failed');
const gone = (headers: Record<string, string> = {}) => graphError(404, { code: 803 }, headers);

/** A token function that never resolves for the first attempt. */
const lateAtFirst = () => {
  let tokenRequests = 0;
  return () => (tokenRequests++ === 0 ? new Promise<string>(() => {}) : TOKEN);
};

test('a not-found delete fails if the earlier attempt only waited for its token', async () => {
  const { qrCodes, sent } = clientFor(gone(), { accessToken: lateAtFirst(), timeoutMs: 200 });
  expect(await failureOf(qrCodes.delete(CODE))).toMatchObject({ category: 'not-found', attempts: 1 });
  expect(sent).toHaveLength(1);
});

test('a create is retried after an attempt that only waited for its token', async () => {
  const { qrCodes, sent } = clientFor(json(qrCode), { accessToken: lateAtFirst(), timeoutMs: 200 });
  expect(await qrCodes.create({ prefilled_message: 'Hi' })).toEqual(qrCode);
  expect(sent).toHaveLength(1);
});

test('a not-found delete succeeds after a lost response', async () => {
  const { qrCodes } = clientFor([lost, gone()]);
  expect(await qrCodes.delete(CODE)).toEqual({ success: true });
});

test("a not-found delete served by another version is a VersionMismatchError with onVersionMismatch 'error'", async () => {
  const { qrCodes } = clientFor([lost, gone({ 'facebook-api-version': 'v24.0' })], { onVersionMismatch: 'error' });
  expect(await failureOf(qrCodes.delete(CODE))).toMatchObject({
    name: 'VersionMismatchError',
    servedVersion: 'v24.0',
    data: { success: true },
    attempts: 2,
  });
});
