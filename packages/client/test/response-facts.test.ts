import { describe, expect, test } from 'vitest';
import { CODE, clientFor, graphError, json, qrCode, TOKEN } from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

/** The facts of a response with these headers, on a result and on an error. */
async function factsOf(headers: Record<string, string>) {
  const { qrCodes } = clientFor([json({ data: [qrCode] }, { headers }), graphError(400, {}, headers)], {
    onVersionMismatch: 'ignore',
  });
  const { response } = await qrCodes.get(CODE).withResponse();
  return [response, await failureOf(qrCodes.get(CODE))];
}

describe('the id of a request, on results and on errors', () => {
  test.each<[what: string, headers: Record<string, string>, requestId: string | undefined]>([
    ['x-fb-request-id', { 'x-fb-request-id': 'request-1', 'x-fb-trace-id': 'trace-1' }, 'request-1'],
    ['x-fb-trace-id without x-fb-request-id', { 'x-fb-trace-id': 'trace-1' }, 'trace-1'],
    ['x-fb-trace-id with an empty x-fb-request-id', { 'x-fb-request-id': '', 'x-fb-trace-id': 'trace-1' }, 'trace-1'],
    ['neither', {}, undefined],
    ['neither if both are empty', { 'x-fb-request-id': '', 'x-fb-trace-id': '' }, undefined],
  ])('is from %s', async (_what, headers, requestId) => {
    for (const facts of await factsOf(headers)) expect(facts).toHaveProperty('requestId', requestId);
  });
});

test('an empty facebook-api-version is no version, and no mismatch', async () => {
  for (const facts of await factsOf({ 'facebook-api-version': '' })) {
    expect(facts).toHaveProperty('servedVersion', undefined);
  }
  const { qrCodes } = clientFor(json({ data: [qrCode] }, { headers: { 'facebook-api-version': '' } }), {
    onVersionMismatch: 'error',
  });
  expect(await qrCodes.get(CODE)).toEqual(qrCode);
});

describe('an error of the API', () => {
  test('omits values of another type than Meta documents, and keeps them in the body', async () => {
    const error = {
      message: 'no',
      type: 5,
      code: '190',
      error_subcode: '33',
      fbtrace_id: 7,
      is_transient: 'true',
      error_user_title: { text: 'x' },
      error_user_msg: null,
    };
    const { qrCodes, sent } = clientFor(json({ error }, { status: 418 }));
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
      name: 'GraphApiError',
      category: 'unknown',
      type: undefined,
      code: undefined,
      subcode: undefined,
      fbtraceId: undefined,
      isTransient: undefined,
      userTitle: undefined,
      userMessage: undefined,
      body: { error },
    });
    expect(sent).toHaveLength(1);
  });

  test('of another category than throttled has no wait from the usage of the business', async () => {
    const usage = JSON.stringify({ 1: [{ estimated_time_to_regain_access: 3 }] });
    const { qrCodes } = clientFor(graphError(401, {}, { 'x-business-use-case-usage': usage }));
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
      category: 'authentication',
      retryAfterMs: undefined,
      usage: { business: { 1: [{ estimated_time_to_regain_access: 3 }] } },
    });
  });
});

describe('an UnexpectedResponseError', () => {
  test('has the first 200 characters of the body', async () => {
    const { qrCodes } = clientFor(new Response(`${'x'.repeat(199)}yz`));
    expect(await failureOf(qrCodes.get(CODE))).toHaveProperty('bodySnippet', `${'x'.repeat(199)}y`);
  });

  test('has no part of a token that the cut splits', async () => {
    const { qrCodes } = clientFor(new Response(`${'x'.repeat(180)}${TOKEN}`));
    const error = await failureOf(qrCodes.get(CODE));
    expectNothingSecret(error);
    expect(error).toHaveProperty('bodySnippet', `${'x'.repeat(180)}[removed]`);
  });

  test.each([
    ['7', 7_000],
    ['soon', undefined],
    ['', undefined],
  ])('has the wait of Retry-After %j', async (header, retryAfterMs) => {
    const { qrCodes } = clientFor(new Response('<h1>', { status: 503, headers: { 'retry-after': header } }), {
      maxRetries: 0,
    });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ name: 'UnexpectedResponseError', retryAfterMs });
  });

  test('has the wait of the business usage only if the call was throttled', async () => {
    const headers = { 'x-business-use-case-usage': JSON.stringify({ 1: [{ estimated_time_to_regain_access: 3 }] }) };
    for (const [status, retryAfterMs] of [
      [429, 180_000],
      [503, undefined],
    ] as const) {
      const { qrCodes } = clientFor(new Response('<h1>', { status, headers }), { maxRetries: 0 });
      expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
        name: 'UnexpectedResponseError',
        status,
        retryAfterMs,
      });
    }
  });

  test('has no content type if that of the response is empty', async () => {
    const { qrCodes } = clientFor(new Response('<h1>', { headers: { 'content-type': '' } }));
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ contentType: undefined, bodySnippet: '<h1>' });
  });
});
