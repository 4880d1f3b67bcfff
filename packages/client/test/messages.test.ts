import { describe, expect, test } from 'vitest';
import type { QrCodeClient, QrCodeClientOptions } from '../src/generated/v23.0/entry.ts';
import { fetchQrImage } from '../src/index.ts';
import {
  CODE,
  COLLECTION,
  clientFor,
  graphError,
  IMAGE_URL,
  ITEM,
  json,
  qrCode,
  type StubResponse,
} from './support/api.ts';
import { failureOf } from './support/failure.ts';

const get = (client: QrCodeClient) => client.get(CODE);
const never = () => new Promise<Response>(() => {});
const text = (body: string, status = 200) => new Response(body, { status });
const { prefilled_message, deep_link_url } = qrCode;

describe('an error message has the call, the status and the problem', () => {
  test.each<[message: string, response: StubResponse, call?: (client: QrCodeClient) => PromiseLike<unknown>]>([
    // Errors of the API
    [`GET ${ITEM} answered 400: something is wrong (invalid-request)`, graphError(400)],
    [`GET ${ITEM} answered 401: something is wrong (authentication, code 190)`, graphError(401, { code: 190 })],
    [
      `GET ${ITEM} answered 400: something is wrong (not-found, code 100, subcode 33)`,
      graphError(400, { code: 100, error_subcode: 33 }),
    ],
    [
      `GET ${ITEM} answered 200: something is wrong (unknown, subcode 463)`,
      graphError(200, { code: '190', error_subcode: 463 }),
    ],
    [`GET ${ITEM} answered 404: no such thing (not-found)`, json({ error: 'no such thing' }, { status: 404 })],
    [`GET ${ITEM} answered 200: no such QR code (not-found)`, json({ data: [] })],
    // Responses that the API does not document
    [`GET ${ITEM} answered 302: redirects are not followed`, text('{"data":[]}', 302)],
    [`GET ${ITEM} answered 200 text/plain: expected JSON`, text('<html>')],
    [`GET ${ITEM} answered 200 with an empty body`, text('')],
    [`GET ${ITEM} answered 404: expected an error in the body`, text('{}', 404)],
    [`GET ${ITEM} answered 404: expected an error in the body`, text('{"error":404}', 404)],
    [`GET ${ITEM} answered 200: expected array at '/data', found undefined`, json({})],
    [`GET ${ITEM} answered 200: expected array at '/data', found undefined`, json([])],
    [`GET ${ITEM} answered 200: expected array at '/data', found object`, json({ data: {} })],
    [`GET ${ITEM} answered 200: expected object at '/data/0', found null`, json({ data: [null] })],
    [`GET ${ITEM} answered 200: expected object at '/data/0', found array`, json({ data: [[]] })],
    [`GET ${ITEM} answered 200: expected string at '/data/0/code', found 7`, json({ data: [{ ...qrCode, code: 7 }] })],
    [
      `GET ${ITEM} answered 200: expected text like ^[A-Z0-9]{14}$ at '/data/0/code', found "ANED"`,
      json({ data: [{ ...qrCode, code: 'ANED' }] }),
    ],
    [
      `GET ${COLLECTION} answered 200: expected string at '/data/1/deep_link_url', found undefined`,
      json({ data: [qrCode, { code: CODE, prefilled_message }] }),
      (client) => client.list(),
    ],
    [
      `POST ${COLLECTION} answered 200: expected string at '/code', found undefined`,
      json({ prefilled_message, deep_link_url }),
      (client) => client.create({ prefilled_message }),
    ],
    [
      `POST ${COLLECTION} answered 200: expected string at '/qr_image_url', found null`,
      json({ ...qrCode, qr_image_url: null }),
      (client) => client.create({ prefilled_message, generate_qr_image: 'PNG' }),
    ],
    [
      `DELETE ${ITEM} answered 200: expected true at '/success', found false`,
      json({ success: false }),
      (client) => client.delete(CODE),
    ],
    [
      `DELETE ${ITEM} answered 200: expected true at '/success', found undefined`,
      json([]),
      (client) => client.delete(CODE),
    ],
  ])('%s', async (message, response, call = get) => {
    expect(await failureOf(call(clientFor(response).qrCodes))).toHaveProperty('message', message);
  });

  test.each<[message: string, response: StubResponse, options: Partial<QrCodeClientOptions>]>([
    [`GET ${ITEM} no response: fetch failed`, new TypeError('fetch failed'), {}],
    [
      `GET ${ITEM} no response: fetch failed (ENOTFOUND)`,
      new TypeError('fetch failed', { cause: Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }) }),
      {},
    ],
    [
      `GET ${ITEM} no response: fetch failed (CERT_HAS_EXPIRED)`,
      new TypeError('fetch failed', { cause: Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' }) }),
      {},
    ],
    [`GET ${ITEM} no response: socket hang up`, () => Promise.reject('socket hang up'), {}],
    [`GET ${ITEM} attempt 1 exceeded timeoutMs (5)`, never, { timeoutMs: 5 }],
    [`GET ${ITEM} exceeded deadlineMs (6)`, never, { deadlineMs: 6 }],
    [
      `GET ${ITEM} was served by v24.0`,
      json({ data: [qrCode] }, { headers: { 'facebook-api-version': 'v24.0' } }),
      { onVersionMismatch: 'error' },
    ],
  ])('%s', async (message, response, options) => {
    const { qrCodes } = clientFor(response, { maxRetries: 0, ...options });
    expect(await failureOf(qrCodes.get(CODE))).toHaveProperty('message', message);
  });
});

// The path is omitted: the address alone gives access to the image.
describe('an error message of fetchQrImage names only the host', () => {
  const { host } = new URL(IMAGE_URL);
  const typed = (type: string, status = 200) => new Response('<svg/>', { status, headers: { 'content-type': type } });

  test.each<[message: string, response: () => Promise<Response>, options?: object]>([
    [`GET ${host} no response: fetch failed`, () => Promise.reject(new TypeError('fetch failed'))],
    [`GET ${host} exceeded timeoutMs (5)`, never, { timeoutMs: 5 }],
    [`GET ${host} answered 200: more than 5 bytes`, async () => typed('image/svg+xml'), { maxBytes: 5 }],
    [`GET ${host} answered 403: text/plain, expected an image`, async () => typed('text/plain; charset=utf-8', 403)],
    [`GET ${host} answered 404: image/png, expected an image`, async () => typed('image/png', 404)],
    [`GET ${host} answered 200: no media type, expected an image`, async () => new Response(new Uint8Array(3))],
  ])('%s', async (message, fetch, options) => {
    expect(await failureOf(fetchQrImage(IMAGE_URL, { fetch, ...options }))).toHaveProperty('message', message);
  });
});
