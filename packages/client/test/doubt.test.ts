import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CODE, clientFor, graphError, json, qrCode, TOKEN } from './support/api.ts';
import { failureOf } from './support/failure.ts';

// Whether an earlier attempt may have been carried out decides what a later one means.

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const lost = new TypeError('fetch failed');
const gone = (headers: Record<string, string> = {}) => graphError(404, { code: 803 }, headers);

/** A token function that gives none in time for the first attempt. */
const lateAtFirst = () => {
  let asked = 0;
  return () => (asked++ === 0 ? new Promise<string>(() => {}) : TOKEN);
};

test('a delete that finds nothing has not succeeded where the earlier attempt only waited for its token', async () => {
  const { qrCodes, sent } = clientFor(gone(), { accessToken: lateAtFirst(), timeoutMs: 20 });
  expect(await failureOf(qrCodes.delete(CODE))).toMatchObject({ category: 'not-found', attempts: 1 });
  expect(sent).toHaveLength(1);
});

test('a create is made after an attempt that only waited for its token', async () => {
  const { qrCodes, sent } = clientFor(json(qrCode), { accessToken: lateAtFirst(), timeoutMs: 20 });
  expect(await qrCodes.create({ prefilled_message: 'Hi' })).toEqual(qrCode);
  expect(sent).toHaveLength(1);
});

test('a delete that finds nothing after a lost answer has succeeded', async () => {
  const { qrCodes } = clientFor([lost, gone()]);
  expect(await qrCodes.delete(CODE)).toEqual({ success: true });
});

test('a delete that another version found done is a VersionMismatchError where that is asked for', async () => {
  const { qrCodes } = clientFor([lost, gone({ 'facebook-api-version': 'v24.0' })], { onVersionMismatch: 'error' });
  expect(await failureOf(qrCodes.delete(CODE))).toMatchObject({
    name: 'VersionMismatchError',
    servedVersion: 'v24.0',
    data: { success: true },
    attempts: 2,
  });
});
