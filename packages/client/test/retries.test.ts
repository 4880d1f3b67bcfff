import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clientFor, everyOperation, graphError, json, qrCode } from './support/api.ts';
import { failureOf } from './support/failure.ts';

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const failed = (code: string, cause?: unknown) => Object.assign(new TypeError('fetch failed', { cause }), { code });
const create = (thrown: unknown) => {
  const { qrCodes, sent } = clientFor([() => Promise.reject(thrown), json(qrCode)]);
  return { created: qrCodes.create({ prefilled_message: 'Hi' }), sent };
};

describe('a create whose connection failed', () => {
  test.each([
    ['Node', new TypeError('fetch failed', { cause: failed('ECONNREFUSED') })],
    ['Bun', failed('ConnectionRefused')],
    ['an error deeper down', failed('UND_ERR', failed('OTHER', failed('ECONNREFUSED')))],
  ])('is retried if it was refused, in the format of %s: nothing can have been created', async (_who, thrown) => {
    const { created, sent } = create(thrown);
    expect(await created).toEqual(qrCode);
    expect(sent).toHaveLength(2);
  });

  test.each([
    ['a reset', failed('ECONNRESET')],
    ['an error without a code', new TypeError('fetch failed')],
    ['a code that begins otherwise', failed('NOT_ECONNREFUSED')],
    ['a code that only begins with it', failed('ConnectionRefusedLater')],
    ['a cause that is not an Error', new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })],
    ['a text', 'ECONNREFUSED'],
    ['nothing', null],
  ])('is not sent again after %s, which proves nothing', async (_what, thrown) => {
    const { created, sent } = create(thrown);
    expect(await failureOf(created)).toMatchObject({ name: 'NetworkError', attempts: 1 });
    expect(sent).toHaveLength(1);
  });
});

describe.each(everyOperation)('$operation', ({ operation, responseBody, call }) => {
  const once = operation === 'createQrCode';

  test.each([
    ['an error that may pass', graphError(500, { code: 2 })],
    ['a page of a gateway', new Response('<h1>', { status: 502 })],
    ['a lost connection', new TypeError('fetch failed')],
  ])('is retried after %s, unless it could create twice', async (_what, failure) => {
    const { qrCodes, sent } = clientFor([failure, json(responseBody)]);
    const ended = await call(qrCodes).then(
      () => 'well',
      () => 'badly',
    );
    expect([ended, sent.length]).toEqual(once ? ['badly', 1] : ['well', 2]);
  });

  test.each([
    ['a page with status 429', () => new Response('<h1>', { status: 429 }), 2],
    ['a page that was not found', () => new Response('<h1>', { status: 404 }), 1],
    ['a page with status 200', () => new Response('<h1>'), 1],
  ])('after %s is sent as often as a retry can help', async (_what, failure, times) => {
    const { qrCodes, sent } = clientFor([failure(), json(responseBody)]);
    await call(qrCodes).catch(() => {});
    expect(sent).toHaveLength(times);
  });
});
