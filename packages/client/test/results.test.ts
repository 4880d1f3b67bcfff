import { describe, expect, test } from 'vitest';
import { GraphApiError, isNotFound, qrImage } from '../src/index.ts';
import {
  CODE,
  clientFor,
  everyOperation,
  found,
  IMAGE_URL,
  ITEM,
  json,
  META,
  qrCode,
  TOKEN,
  throttled,
} from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

describe('get', () => {
  test('returns the code itself, with the requested fields', async () => {
    const expected = { ...qrCode, qr_image_url: IMAGE_URL, creation_time: 1672531200 };
    const { qrCodes, sent } = clientFor(found(expected));
    const code = await qrCodes.get(CODE, { fields: ['creation_time', qrImage('SVG')] });
    expect(code).toEqual(expected);
    expect(sent[0]?.url.pathname).toBe(ITEM);
  });

  test('keeps unknown properties', async () => {
    const { qrCodes } = clientFor(found({ ...qrCode, scans: 12 }));
    expect(await qrCodes.get(CODE)).toEqual({ ...qrCode, scans: 12 });
  });

  test('treats empty data as a code that does not exist', async () => {
    const { qrCodes, sent } = clientFor(json({ data: [] }));
    const error = await failureOf(qrCodes.get(CODE));
    expect(error).toBeInstanceOf(GraphApiError);
    expect(isNotFound(error)).toBe(true);
    expect(error).toMatchObject({
      status: 200,
      code: undefined,
      category: 'not-found',
      operation: 'getQrCode',
      attempts: 1,
      body: { data: [] },
      message: expect.stringContaining(`GET ${ITEM}`),
    });
    expect(sent).toHaveLength(1);
  });
});

describe('list', () => {
  test('returns one page unchanged', async () => {
    const page = { data: [qrCode], paging: { cursors: { before: 'MTYx', after: 'MTYy' } } };
    const { qrCodes, sent } = clientFor(json(page));
    expect(await qrCodes.list({ limit: 1 })).toEqual(page);
    expect(sent).toHaveLength(1);
  });

  test('returns an empty page if there are no codes', async () => {
    const { qrCodes } = clientFor(json({ data: [] }));
    expect(await qrCodes.list()).toEqual({ data: [] });
  });
});

describe('create', () => {
  test('returns the new code', async () => {
    const { qrCodes } = clientFor(json(qrCode));
    expect(await qrCodes.create({ prefilled_message: 'Hi' })).toEqual(qrCode);
  });

  test('returns the image address if an image was requested', async () => {
    const { qrCodes } = clientFor(json({ ...qrCode, qr_image_url: IMAGE_URL }));
    const code = await qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'SVG' });
    expect(code.qr_image_url).toBe(IMAGE_URL);
  });
});

test('update returns the updated code', async () => {
  const { qrCodes } = clientFor(json({ ...qrCode, prefilled_message: 'Hello' }));
  expect(await qrCodes.update(CODE, { prefilled_message: 'Hello' })).toEqual({ ...qrCode, prefilled_message: 'Hello' });
});

test('delete returns success', async () => {
  const { qrCodes } = clientFor(json({ success: true }));
  expect(await qrCodes.delete(CODE)).toEqual({ success: true });
});

describe.each(everyOperation)('withResponse of $operation', ({ responseBody, call, path, method }) => {
  test('returns the data and the facts of the response, without another request', async () => {
    const headers = {
      'facebook-api-version': 'v23.0',
      'x-fb-request-id': 'request-1',
      'x-fb-trace-id': 'trace-1',
      'x-app-usage': '{"call_count":2,"total_cputime":1,"total_time":3}',
      'x-fb-rev': '1009',
    };
    const { qrCodes, sent } = clientFor(json(responseBody, { headers }));
    const started = call(qrCodes);
    const { data, response } = await started.withResponse();
    expect(data).toEqual(await started);
    expect(sent.map((request) => `${request.method} ${request.address}`)).toEqual([`${method} ${META}${path}`]);
    expect(response).toEqual({
      status: 200,
      headers: expect.any(Headers),
      requestedVersion: 'v23.0',
      servedVersion: 'v23.0',
      usage: { app: { call_count: 2, total_cputime: 1, total_time: 3 } },
      requestId: 'request-1',
      attempts: 1,
    });
    expect(response.headers.get('x-fb-rev')).toBe('1009');
  });

  test('has undefined for missing headers, and counts the attempts', async () => {
    const { qrCodes } = clientFor([throttled({ 'retry-after': '0' }), json(responseBody)]);
    const { response } = await call(qrCodes).withResponse();
    expect(response).toMatchObject({ servedVersion: undefined, usage: undefined, requestId: undefined, attempts: 2 });
  });

  test('has no secret that the response echoes in its headers', async () => {
    const { qrCodes } = clientFor(
      json(responseBody, {
        headers: {
          link: `<https://graph.example/?access_token=${encodeURIComponent(TOKEN)}>`,
          'x-echo': `Bearer ${TOKEN}`,
        },
      }),
    );
    const { response } = await call(qrCodes).withResponse();
    expectNothingSecret([...response.headers]);
    expectNothingSecret(response);
  });

  test('rejects like the call itself, once', async () => {
    const { qrCodes, sent } = clientFor(json({ error: { message: 'no', type: 'x', code: 190 } }, { status: 401 }));
    const started = call(qrCodes);
    const error = await failureOf(started.withResponse());
    expect(error).toBeInstanceOf(GraphApiError);
    expect(await failureOf(started)).toBe(error);
    expect(sent).toHaveLength(1);
  });
});

test('a printed pending call has neither token nor app secret', async () => {
  const { qrCodes } = clientFor(found());
  const started = qrCodes.get(CODE);
  expectNothingSecret(started);
  await started;
  expectNothingSecret(started);
  expectNothingSecret(qrCodes);
});
