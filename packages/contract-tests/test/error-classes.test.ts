// Each of the client's seven error classes, provoked with nothing but the mock.
import {
  AccessTokenError,
  GraphApiError,
  InvalidArgumentError,
  NetworkError,
  TimeoutError,
  UnexpectedResponseError,
  VersionMismatchError,
} from '@whatsapp-qr/client';
import { createQrCodeClient, type QrCodeClientOptions } from '@whatsapp-qr/client/v23.0';
import { type MockServer, type Step, startMockServer, step } from '@whatsapp-qr/mock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const CODE = 'ANED2T5QRU7HG1';

let mock: MockServer<'v23.0'>;
beforeEach(async () => {
  mock = await startMockServer({ version: 'v23.0', log: false });
});
afterEach(() => mock.close());

function client(options: Partial<QrCodeClientOptions> = {}) {
  return createQrCodeClient({
    phoneNumberId: '1234567890123456',
    accessToken: 'any',
    baseUrl: mock.url,
    maxRetries: 0,
    ...options,
  });
}

describe('a response leads to', () => {
  test.each<[string, Step<'v23.0', 'getQrCode'>, new (...args: never[]) => Error, Partial<QrCodeClientOptions>]>([
    ['GraphApiError', step.status(403), GraphApiError, {}],
    ['GraphApiError (throttled)', step.status(429, { headers: { 'retry-after': '2' } }), GraphApiError, {}],
    ['NetworkError (reset)', step.reset(), NetworkError, {}],
    ['NetworkError (lost)', step.lost(), NetworkError, {}],
    ['NetworkError (truncated)', step.truncate(), NetworkError, {}],
    ['TimeoutError', step.delay(60_000), TimeoutError, { timeoutMs: 50 }],
    ['UnexpectedResponseError (HTML)', step.html(200), UnexpectedResponseError, {}],
    ['UnexpectedResponseError (empty)', step.empty(), UnexpectedResponseError, {}],
    ['UnexpectedResponseError (cut)', step.malformed(), UnexpectedResponseError, {}],
    ['UnexpectedResponseError (invalid)', step.malformed('invalid'), UnexpectedResponseError, {}],
    [
      'VersionMismatchError',
      step.status(200, { headers: { 'facebook-api-version': 'v99.0' } }),
      VersionMismatchError,
      { onVersionMismatch: 'error' },
    ],
  ])('%s', async (_name, scripted, errorClass, options) => {
    mock.script('getQrCode', [scripted]);
    await expect(client(options).get(CODE)).rejects.toBeInstanceOf(errorClass);
    expect(mock.unusedSteps()).toEqual([]);
  });

  test('InvalidArgumentError: a message that can be read, but not be sent back', async () => {
    const code = { code: CODE, prefilled_message: 'x'.repeat(141), deep_link_url: `https://wa.me/message/${CODE}` };
    mock.script('getQrCode', [step.offSpec({ status: 200, body: { data: [code] } })]);
    const { prefilled_message } = await client().get(CODE);
    await expect(client().update(CODE, { prefilled_message })).rejects.toBeInstanceOf(InvalidArgumentError);
  });

  test('AccessTokenError: a token function whose own request fails', async () => {
    mock.script('listQrCodes', [step.status(500)]);
    const accessToken = async () => {
      const response = await fetch(`${mock.url}/v23.0/1/message_qrdls`, { headers: { authorization: 'Bearer any' } });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return 'any';
    };
    await expect(client({ accessToken }).get(CODE)).rejects.toBeInstanceOf(AccessTokenError);
  });
});
