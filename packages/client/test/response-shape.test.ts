import { describe, expect, test } from 'vitest';
import { isUnexpectedResponseError, qrImage, UnexpectedResponseError } from '../src/index.ts';
import {
  CODE,
  COLLECTION,
  clientFor,
  everyOperation,
  found,
  IMAGE_URL,
  json,
  operations,
  qrCode,
} from './support/api.ts';
import { failureOf } from './support/failure.ts';

const { code, prefilled_message, deep_link_url } = qrCode;
const invalidBodies = [
  ['null', null],
  ['a text', 'text'],
  ['a number', 7],
  ['an array', []],
  ['an empty object', {}],
  ['false', false],
] as const;

describe.each(everyOperation)('$operation with the response', ({ method, path, call }) => {
  test.each([
    [
      'HTML on a 200',
      new Response('<!doctype html><title>Sorry</title>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    ],
    ['an empty body', new Response('')],
    ['no body', new Response(null, { status: 204 })],
    ['a cut body', new Response('{"data":[{"code":"ANED2T5', { headers: { 'content-type': 'application/json' } })],
    ['JSON twice', new Response('{"success":true}{"success":true}')],
  ])('%s: UnexpectedResponseError', async (_what, response) => {
    const { qrCodes, sent } = clientFor(response);
    const error = await failureOf(call(qrCodes));
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error).toMatchObject({
      status: response.status,
      contentType: response.headers.get('content-type') ?? undefined,
      attempts: 1,
      message: expect.stringContaining(`${method} ${path}`),
      bodySnippet: await response.clone().text(),
    });
    expect(sent).toHaveLength(1);
  });

  test.each(invalidBodies)('%s: UnexpectedResponseError', async (_what, body) => {
    const { qrCodes } = clientFor(json(body));
    expect(isUnexpectedResponseError(await failureOf(call(qrCodes)))).toBe(true);
  });

  test('HTML with a 404: UnexpectedResponseError, since it is not a response of the API', async () => {
    const { qrCodes, sent } = clientFor(new Response('<h1>404</h1>', { status: 404 }));
    expect(await failureOf(call(qrCodes))).toMatchObject({ name: 'UnexpectedResponseError', status: 404, attempts: 1 });
    expect(sent).toHaveLength(1);
  });

  test('a long page: at most a snippet of it', async () => {
    const { qrCodes } = clientFor(new Response('x'.repeat(100_000)));
    const error = await failureOf(call(qrCodes));
    expect(isUnexpectedResponseError(error) && error.bodySnippet.length).toBeLessThanOrEqual(1_000);
    expect(isUnexpectedResponseError(error) && error.bodySnippet).toMatch(/^x+/);
  });

  test('JSON labelled as text/javascript: the result', async () => {
    const { responseBody } = operations[call === operations.deleteQrCode.call ? 'deleteQrCode' : 'getQrCode'];
    const flat = { ...qrCode, ...responseBody, success: true };
    const headers = { 'content-type': 'text/javascript; charset=UTF-8' };
    const { qrCodes } = clientFor(new Response(JSON.stringify(flat), { headers }));
    await expect(call(qrCodes)).resolves.toBeDefined();
  });
});

// JSON pointer into the response, and the item.
const malformedItems: readonly (readonly [pointer: string, item: unknown])[] = [
  ['/code', { prefilled_message, deep_link_url }],
  ['/code', { ...qrCode, code: 7 }],
  ['/code', { ...qrCode, code: 'ANED2T5QRU7HG' }],
  ['/code', { ...qrCode, code: `${code}1` }],
  ['/prefilled_message', { code, deep_link_url }],
  ['/prefilled_message', { ...qrCode, prefilled_message: null }],
  ['/deep_link_url', { code, prefilled_message }],
  ['/deep_link_url', { ...qrCode, deep_link_url: {} }],
];

describe('the error of a response that does not match the types has the pointer', () => {
  test.each(malformedItems)('%s of %j', async (pointer, item) => {
    const rows = [
      [`/data/0${pointer}`, json({ data: [item] }), operations.getQrCode.call],
      [`/data/1${pointer}`, json({ data: [qrCode, item] }), operations.listQrCodes.call],
      [pointer, json(item), operations.createQrCode.call],
      [pointer, json(item), operations.updateQrCode.call],
    ] as const;
    for (const [where, response, call] of rows) {
      const error = await failureOf(call(clientFor(response).qrCodes));
      expect(error).toMatchObject({ name: 'UnexpectedResponseError', message: expect.stringContaining(where) });
    }
  });

  test.each(invalidBodies)('an item of data that is %s', async (_what, item) => {
    for (const { call } of [operations.getQrCode, operations.listQrCodes]) {
      const error = await failureOf(call(clientFor(json({ data: [item] })).qrCodes));
      expect(error).toMatchObject({ name: 'UnexpectedResponseError', message: expect.stringContaining('/data/0') });
    }
  });

  test.each([[{ success: false }], [{ success: 'true' }], [{ success: 1 }], [{}]])(
    'a deletion with %j',
    async (body) => {
      const { qrCodes, sent } = clientFor(json(body));
      const error = await failureOf(qrCodes.delete(CODE));
      expect(error).toMatchObject({
        name: 'UnexpectedResponseError',
        status: 200,
        message: expect.stringContaining('/success'),
      });
      expect(sent).toHaveLength(1);
    },
  );

  test.each([undefined, null, 7, {}])('an image address %j if an image was requested', async (qr_image_url) => {
    const item = { ...qrCode, qr_image_url };
    const fields = [qrImage('SVG'), 'creation_time'] as const;
    const message = { prefilled_message: 'Hi', generate_qr_image: 'SVG' } as const;
    for (const call of [
      () => clientFor(json({ data: [item] })).qrCodes.get(CODE, { fields }),
      () => clientFor(json({ data: [item] })).qrCodes.list({ fields }),
      () => clientFor(json(item)).qrCodes.create(message),
    ]) {
      const error = await failureOf(call());
      expect(error).toMatchObject({
        name: 'UnexpectedResponseError',
        message: expect.stringContaining('/qr_image_url'),
      });
    }
  });
});

test('an image address is not required if no image was requested', async () => {
  const { qrCodes } = clientFor([found(), found(), json(qrCode)]);
  expect(await qrCodes.get(CODE, { fields: [] })).toEqual(qrCode);
  expect(await qrCodes.list({ fields: ['code'] })).toEqual({ data: [qrCode] });
  expect(await qrCodes.create({ prefilled_message: 'Hi' })).toEqual(qrCode);
});

describe('onDrift', () => {
  test.each([
    ['1672531200', 'string'],
    [null, 'null'],
    [{}, 'object'],
  ])('receives a creation_time %j, which is passed on', async (creation_time, received) => {
    const events: unknown[] = [];
    const response = found({ ...qrCode, creation_time });
    const { qrCodes } = clientFor(response, { hooks: { onDrift: (event) => events.push(event) } });
    const fields = ['creation_time'] as const;
    expect(await qrCodes.get(CODE, { fields })).toEqual({ ...qrCode, creation_time });
    await qrCodes.list({ fields });
    expect(events).toMatchObject([
      { operation: 'getQrCode', method: 'GET', attempt: 1, pointer: '/data/0/creation_time', received },
      { operation: 'listQrCodes', method: 'GET', attempt: 1, pointer: '/data/0/creation_time', received },
    ]);
    for (const event of events) expect(event).toHaveProperty('expected', expect.stringMatching(/^(number|integer)$/));
  });

  test.each([
    ['/paging', 'object', 'number', 7],
    ['/paging', 'object', 'null', null],
    ['/paging/cursors', 'object', 'array', { cursors: [] }],
    ['/paging/next', 'string', 'number', { next: 7 }],
    ['/paging/previous', 'string', 'null', { previous: null }],
    ['/paging/cursors/after', 'string', 'number', { cursors: { after: 7 } }],
    ['/paging/cursors/before', 'string', 'object', { cursors: { before: {} } }],
  ])('receives a page whose %s is not the expected %s but %s, which is passed on', async (...row) => {
    const [pointer, expected, received, paging] = row;
    const events: unknown[] = [];
    const { qrCodes } = clientFor(json({ data: [qrCode], paging }), {
      hooks: { onDrift: (event) => events.push(event) },
    });
    expect(await qrCodes.list()).toEqual({ data: [qrCode], paging });
    expect(events).toEqual([
      { operation: 'listQrCodes', method: 'GET', path: COLLECTION, attempt: 1, pointer, expected, received },
    ]);
  });

  test('is not called for a response that matches the version', async () => {
    const events: unknown[] = [];
    const response = found({ ...qrCode, creation_time: 1672531200, qr_image_url: IMAGE_URL, unknown: [] });
    const { qrCodes } = clientFor(response, { hooks: { onDrift: (event) => events.push(event) } });
    await qrCodes.get(CODE, { fields: ['creation_time', qrImage('SVG')] });
    expect(events).toEqual([]);
  });

  test('is optional', async () => {
    const { qrCodes } = clientFor(found({ ...qrCode, creation_time: '1' }));
    expect(await qrCodes.get(CODE, { fields: ['creation_time'] })).toHaveProperty('creation_time', '1');
  });
});
