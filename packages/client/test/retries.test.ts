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
  ])('is sent again where it was refused, as %s says it: nothing can have been created', async (_who, thrown) => {
    const { created, sent } = create(thrown);
    expect(await created).toEqual(qrCode);
    expect(sent).toHaveLength(2);
  });

  test.each([
    ['a reset', failed('ECONNRESET')],
    ['an error that says nothing', new TypeError('fetch failed')],
    ['a code that begins otherwise', failed('NOT_ECONNREFUSED')],
    ['a code that goes on', failed('ConnectionRefusedLater')],
    ['a cause that is no error', new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } })],
    ['a text', 'ECONNREFUSED'],
    ['nothing', null],
  ])('is not sent again after %s, which proves nothing', async (_what, thrown) => {
    const { created, sent } = create(thrown);
    expect(await failureOf(created)).toMatchObject({ name: 'NetworkError', attempts: 1 });
    expect(sent).toHaveLength(1);
  });
});

describe.each(everyOperation)('$operation', ({ operation, answer, call }) => {
  const once = operation === 'createQrCode';

  test.each([
    ['an error that may pass', graphError(500, { code: 2 })],
    ['a page of a gateway', new Response('<h1>', { status: 502 })],
    ['a lost connection', new TypeError('fetch failed')],
  ])('is sent again after %s, unless it would create twice', async (_what, trouble) => {
    const { qrCodes, sent } = clientFor([trouble, json(answer)]);
    const ended = await call(qrCodes).then(
      () => 'well',
      () => 'badly',
    );
    expect([ended, sent.length]).toEqual(once ? ['badly', 1] : ['well', 2]);
  });

  test.each([
    ['a page that asks to wait', () => new Response('<h1>', { status: 429 }), 2],
    ['a page that was not found', () => new Response('<h1>', { status: 404 }), 1],
    ['a page in place of an answer', () => new Response('<h1>'), 1],
  ])('after %s is sent as often as it can help', async (_what, trouble, times) => {
    const { qrCodes, sent } = clientFor([trouble(), json(answer)]);
    await call(qrCodes).catch(() => {});
    expect(sent).toHaveLength(times);
  });
});
