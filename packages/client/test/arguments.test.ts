import { describe, expect, test } from 'vitest';
import { createQrCodeClient, type QrCodeClient } from '../src/generated/v23.0/entry.ts';
import { InvalidArgumentError } from '../src/index.ts';
import { CODE, clientFor, everyOperation, json, PHONE, qrCode, TOKEN } from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

/** Calls a method with untyped arguments, as JavaScript can. */
function callWith(client: QrCodeClient, method: string, ...args: unknown[]): PromiseLike<unknown> {
  return Reflect.apply(Reflect.get(client, method), client, args);
}

async function expectRefusal(method: string, args: unknown[], argument: string): Promise<void> {
  const { qrCodes, sent } = clientFor(json({ data: [qrCode], ...qrCode, success: true }));
  const error = await failureOf(callWith(qrCodes, method, ...args));
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error).toMatchObject({ argument, attempts: 0, expected: expect.any(String), received: expect.any(String) });
  const { message, expected, received } = error as InvalidArgumentError;
  for (const part of [argument, expected, received]) expect(message).toContain(part);
  expect([expected, received]).not.toContain('');
  expect(sent).toEqual([]);
}

const message = { prefilled_message: 'Hi' };

const badCodes = [
  ['..', '..'],
  ['.', '.'],
  ['empty', ''],
  ['a/b', 'a/b'],
  ['13 characters', 'ANED2T5QRU7HG'],
  ['15 characters', 'ANED2T5QRU7HG11'],
  ['lower case', 'aned2t5qru7hg1'],
  ['a slash among 14 characters', 'ANED2T5QRU7/G1'],
  ['an encoded slash', 'ANED2T5QRU%2F1'],
  ['dots and slashes', '../../../me/xx'],
  ['a query', 'ANED2T5QRU7HG1?x=1'],
  ['a line break after it', `${CODE}\n`],
  ['a space before it', ` ${CODE}`],
  ['two lines, one of them good', `x\n${CODE}`],
  ['letters of another script', 'АNED2T5QRU7HG1'],
  ['a number', 12345678901234],
  ['an array of it', [CODE]],
  ['a String object', new String(CODE)],
  ['undefined', undefined],
  ['null', null],
  ['a symbol', Symbol('code')],
] as const;

describe.each(badCodes)('a code that is %s is refused by', (what, code) => {
  test('get', () => expectRefusal('get', [code], 'code'));
  test('update', () => expectRefusal('update', [code, message], 'code'));
  test('delete', () => expectRefusal('delete', [code], 'code'));
  if (what !== 'undefined') test('list', () => expectRefusal('list', [{ code }], 'code'));
});

describe.each([
  ['an unknown name', ['name']],
  ['the image without its format', ['qr_image_url']],
  ['an unknown image format', ['qr_image_url.format(JPG)']],
  ['an image format in lower case', ['qr_image_url.format(svg)']],
  ['both image formats at once', ['qr_image_url.format(SVG)', 'qr_image_url.format(PNG)']],
  ['two names in one text', ['code,creation_time']],
  ['an empty name', ['']],
  ['a property of every object', ['constructor']],
  ['a number among the names', ['code', 7]],
  ['a hole among the names', [undefined]],
  ['a text instead of an array', 'code'],
  ['an object instead of an array', { 0: 'code', length: 1 }],
  ['null', null],
])('fields with %s are refused by', (_what, fields) => {
  test('get', () => expectRefusal('get', [CODE, { fields }], 'fields'));
  test('list', () => expectRefusal('list', [{ fields }], 'fields'));
});

describe('list refuses', () => {
  test.each([0, -1, 1.5, '10', Number.NaN, Number.POSITIVE_INFINITY, null, {}])('limit %j', (limit) =>
    expectRefusal('list', [{ limit }], 'limit'),
  );

  test.each(['', 7, null, {}, '\ud800', 'a\udfffb'])('%j as a cursor', async (cursor) => {
    await expectRefusal('list', [{ after: cursor }], 'after');
    await expectRefusal('list', [{ before: cursor }], 'before');
  });

  test.each(['cursor', 'page', 'Limit', '__proto__x', 'constructor'])('the unknown option %s', (name) =>
    expectRefusal('list', [{ [name]: 1 }], name),
  );

  test.each([null, 'text', 7])('%j instead of options', (options) => expectRefusal('list', [options], 'options'));
});

describe('the message of create and update', () => {
  const refusals = [
    ['is empty', ''],
    ['has 141 characters', 'x'.repeat(141)],
    ['has 141 characters beyond the basic plane', '🎉'.repeat(141)],
    ['is missing', undefined],
    ['is null', null],
    ['is a number', 7],
    ['is an array', ['Hi']],
  ] as const;

  test.each(refusals)('is refused if it %s', async (_what, prefilled_message) => {
    await expectRefusal('create', [{ prefilled_message }], 'prefilled_message');
    await expectRefusal('update', [CODE, { prefilled_message }], 'prefilled_message');
  });

  test.each([undefined, null, 'Hi', 7])('is refused if it is %j', async (given) => {
    await expectRefusal('create', [given], 'message');
    await expectRefusal('update', [CODE, given], 'message');
  });

  test.each(['x', 'x'.repeat(140), '🎉'.repeat(140), '\n'])('is accepted: %j', async (prefilled_message) => {
    const { qrCodes, sent } = clientFor(json(qrCode));
    await qrCodes.create({ prefilled_message });
    await qrCodes.update(CODE, { prefilled_message });
    expect(sent.map(({ body }) => body)).toEqual([{ prefilled_message }, { code: CODE, prefilled_message }]);
  });

  test('is measured in Unicode code points, not in UTF-16 units', async () => {
    expect('🎉'.repeat(140)).toHaveLength(280);
    const { qrCodes, sent } = clientFor(json(qrCode));
    await qrCodes.create({ prefilled_message: '🎉'.repeat(140) });
    expect(sent).toHaveLength(1);
  });
});

test.each(['JPG', 'svg', 'XSVG', 'PNG8', '', null, 7, ['SVG'], 'SVG\n'])(
  'create refuses the image format %j',
  (generate_qr_image) => expectRefusal('create', [{ ...message, generate_qr_image }], 'generate_qr_image'),
);

test('create refuses a code, which would make it an update', () =>
  expectRefusal('create', [{ ...message, code: CODE }], 'code'));

test('update refuses generate_qr_image, and a code in the message', async () => {
  await expectRefusal('update', [CODE, { ...message, generate_qr_image: 'SVG' }], 'generate_qr_image');
  await expectRefusal('update', [CODE, { ...message, code: CODE }], 'code');
});

const argumentsOf: Readonly<Record<string, readonly [method: string, ...args: unknown[]]>> = {
  getQrCode: ['get', CODE],
  listQrCodes: ['list'],
  createQrCode: ['create', message],
  updateQrCode: ['update', CODE, message],
  deleteQrCode: ['delete', CODE],
};

describe.each(everyOperation)('$operation refuses', ({ operation, call }) => {
  const [method = '', ...args] = argumentsOf[operation] ?? [];
  const refuses = (options: unknown, argument: string) => expectRefusal(method, [...args, options], argument);

  test.each(['retries', 'timeout', 'toString', 'accessToken'])('the unknown option %s', (name) =>
    refuses({ [name]: 1 }, name),
  );

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '2', null])('maxRetries %j', (maxRetries) =>
    refuses({ maxRetries }, 'maxRetries'),
  );

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '1000', null])(
    'timeoutMs and deadlineMs %j',
    async (ms) => {
      await refuses({ timeoutMs: ms }, 'timeoutMs');
      await refuses({ deadlineMs: ms }, 'deadlineMs');
    },
  );

  test.each([null, 'signal', {}, true, new AbortController(), { aborted: false }, new EventTarget()])(
    '%o as a signal',
    (signal) => refuses({ signal }, 'signal'),
  );

  test.each([null, 'options', 7])('%j instead of options', (options) => refuses(options, 'options'));

  test('no option that is undefined', async () => {
    const { qrCodes, sent } = clientFor(json({ data: [qrCode], ...qrCode, success: true }));
    const none = { signal: undefined, maxRetries: undefined, timeoutMs: undefined, deadlineMs: undefined };
    await call(qrCodes, none);
    await call(qrCodes, undefined);
    expect(sent).toHaveLength(2);
  });

  test('by rejecting, never by throwing', () => {
    const { qrCodes } = clientFor([]);
    const refused = callWith(qrCodes, method, ...args, { retries: 1 });
    expect(refused).toBeInstanceOf(Promise);
    return expect(refused).rejects.toBeInstanceOf(InvalidArgumentError);
  });
});

test('withResponse of a refused call and iteration of a refused list throw the same error', async () => {
  const { qrCodes } = clientFor([]);
  await expect(qrCodes.get('..').withResponse()).rejects.toBeInstanceOf(InvalidArgumentError);
  await expect(qrCodes.list({ limit: 0 })[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(InvalidArgumentError);
});

test('NaN is not reported as null', async () => {
  const { qrCodes } = clientFor([]);
  for (const limit of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(await failureOf(qrCodes.list({ limit }))).not.toHaveProperty('received', 'null');
  }
});

test('a long argument is shortened in the error', async () => {
  const { qrCodes } = clientFor([]);
  const error = await failureOf(qrCodes.get('x'.repeat(10_000)));
  expect(error instanceof Error && error.message.length).toBeLessThan(500);
});

test('a token passed as another argument by mistake is not quoted', async () => {
  const { qrCodes } = clientFor([]);
  expectNothingSecret(await failureOf(qrCodes.get(TOKEN)));
  expectNothingSecret(await failureOf(qrCodes.list({ code: TOKEN })));
  expectNothingSecret(await failureOf(callWith(qrCodes, 'get', CODE, { [TOKEN]: 1 })));
});

test('a token passed as phoneNumberId by mistake is not quoted', () => {
  try {
    createQrCodeClient({ phoneNumberId: TOKEN, accessToken: PHONE });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidArgumentError);
    expectNothingSecret(error);
  }
});
