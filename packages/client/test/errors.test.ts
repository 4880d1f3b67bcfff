import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { GraphApiError, type GraphErrorCategory, isGraphApiError, isNotFound } from '../src/index.ts';
import { CODE, clientFor, everyOperation, found, graphError, ITEM, json } from './support/api.ts';
import { failureOf } from './support/failure.ts';

beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

interface Row {
  readonly status: number;
  readonly code?: number;
  readonly subcode?: number;
  readonly isTransient?: boolean;
  readonly category: GraphErrorCategory;
  /** Whether a read is retried. */
  readonly again: boolean;
}

// 100 with subcode 33 comes before everything, then the body's code.
const byCode: Row[] = [
  { status: 400, code: 100, subcode: 33, category: 'not-found', again: false },
  { status: 500, code: 100, subcode: 33, category: 'not-found', again: false },
  { status: 404, code: 33, category: 'not-found', again: false },
  { status: 400, code: 33, category: 'not-found', again: false },
  { status: 404, code: 803, category: 'not-found', again: false },
  { status: 400, code: 803, category: 'not-found', again: false },
  { status: 400, code: 0, category: 'authentication', again: false },
  { status: 401, code: 102, category: 'authentication', again: false },
  { status: 401, code: 190, category: 'authentication', again: false },
  { status: 400, code: 190, subcode: 463, category: 'authentication', again: false },
  { status: 500, code: 190, category: 'authentication', again: false },
  { status: 400, code: 3, category: 'permission', again: false },
  { status: 403, code: 10, category: 'permission', again: false },
  { status: 403, code: 200, category: 'permission', again: false },
  { status: 400, code: 201, category: 'permission', again: false },
  { status: 400, code: 250, category: 'permission', again: false },
  { status: 500, code: 299, category: 'permission', again: false },
  { status: 400, code: 4, category: 'throttled', again: true },
  { status: 400, code: 17, category: 'throttled', again: true },
  { status: 400, code: 32, category: 'throttled', again: true },
  { status: 400, code: 613, category: 'throttled', again: true },
  { status: 400, code: 80007, category: 'throttled', again: true },
  { status: 400, code: 80008, category: 'throttled', again: true },
  { status: 400, code: 130429, category: 'throttled', again: true },
  { status: 200, code: 4, category: 'throttled', again: true },
  { status: 429, code: 4, category: 'throttled', again: true },
  { status: 500, code: 1, category: 'transient', again: true },
  { status: 400, code: 1, category: 'transient', again: true },
  { status: 503, code: 2, category: 'transient', again: true },
  { status: 200, code: 2, category: 'transient', again: true },
  { status: 400, code: 341, category: 'transient', again: true },
  { status: 400, code: 104, category: 'authentication', again: false },
  { status: 400, code: 368, category: 'permission', again: false },
  { status: 400, code: 131005, category: 'permission', again: false },
  { status: 400, code: 131031, category: 'permission', again: false },
  { status: 400, code: 131048, category: 'throttled', again: true },
  { status: 400, code: 131056, category: 'throttled', again: true },
  { status: 400, code: 133016, category: 'throttled', again: true },
  { status: 400, code: 131000, category: 'transient', again: true },
  { status: 200, code: 131016, category: 'transient', again: true },
  { status: 500, code: 131008, category: 'invalid-request', again: false },
  { status: 500, code: 131009, category: 'invalid-request', again: false },
  { status: 400, code: 100, category: 'invalid-request', again: false },
  { status: 404, code: 100, category: 'invalid-request', again: false },
  { status: 500, code: 100, subcode: 34, category: 'invalid-request', again: false },
  { status: 429, code: 100, category: 'invalid-request', again: false },
];

const byTransience: Row[] = [
  { status: 400, isTransient: true, category: 'transient', again: true },
  { status: 404, code: 9999, isTransient: true, category: 'transient', again: true },
  { status: 429, isTransient: true, category: 'transient', again: true },
  { status: 400, code: 4, isTransient: true, category: 'throttled', again: true },
  { status: 400, code: 4, isTransient: false, category: 'throttled', again: false },
  { status: 500, code: 2, isTransient: false, category: 'transient', again: false },
  { status: 400, code: 999, isTransient: false, category: 'invalid-request', again: false },
];

const byStatus: Row[] = [
  { status: 400, category: 'invalid-request', again: false },
  { status: 401, category: 'authentication', again: false },
  { status: 403, category: 'permission', again: false },
  { status: 404, category: 'not-found', again: false },
  { status: 429, category: 'throttled', again: true },
  { status: 500, category: 'transient', again: true },
  { status: 503, category: 'transient', again: true },
  { status: 599, category: 'transient', again: true },
  { status: 400, code: 199, category: 'invalid-request', again: false },
  { status: 400, code: 300, category: 'invalid-request', again: false },
  { status: 403, code: 131031, category: 'permission', again: false },
  { status: 500, code: 5, category: 'transient', again: true },
  { status: 200, category: 'unknown', again: false },
  { status: 402, category: 'unknown', again: false },
  { status: 409, category: 'unknown', again: false },
  { status: 418, code: 7, category: 'unknown', again: false },
  { status: 415, category: 'unknown', again: false },
  // A code that only begins or ends with a known one is another code.
  { status: 418, code: 133, category: 'unknown', again: false },
  { status: 418, code: 331, category: 'unknown', again: false },
  { status: 418, code: 8031, category: 'unknown', again: false },
  { status: 418, code: 1900, category: 'unknown', again: false },
  { status: 418, code: 1004, category: 'unknown', again: false },
  { status: 418, code: 4000, category: 'unknown', again: false },
  { status: 418, code: 1100, category: 'unknown', again: false },
  { status: 418, code: 1000, category: 'unknown', again: false },
  { status: 418, code: 101, subcode: 33, category: 'unknown', again: false },
];

describe.each([
  ['code', byCode],
  ['is_transient', byTransience],
  ['status', byStatus],
] as const)('the category by %s', (_by, rows) => {
  test.each(rows)(
    'status $status, code $code, subcode $subcode, is_transient $isTransient: $category, again: $again',
    async ({ status, code, subcode, isTransient, category, again }) => {
      const failed = graphError(status, {
        ...(code !== undefined && { code }),
        ...(subcode !== undefined && { error_subcode: subcode }),
        ...(isTransient !== undefined && { is_transient: isTransient }),
      });
      const { qrCodes, sent } = clientFor(failed, { maxRetries: 1 });
      const error = await failureOf(qrCodes.get(CODE));
      expect(error).toBeInstanceOf(GraphApiError);
      expect(error).toMatchObject({ status, code, subcode, isTransient, category, attempts: again ? 2 : 1 });
      expect(sent).toHaveLength(again ? 2 : 1);
      expect(isNotFound(error)).toBe(category === 'not-found');
    },
  );
});

describe.each(everyOperation)('an error response to $operation', ({ operation, method, path, call }) => {
  test('is a GraphApiError with every property of the response', async () => {
    const body = {
      error: {
        message: 'Unsupported request',
        type: 'GraphMethodException',
        code: 100,
        error_subcode: 33,
        fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
        is_transient: false,
        error_user_title: 'Not here',
        error_user_msg: 'This code is not here',
        error_data: { details: 'kept though unknown' },
      },
    };
    const headers = {
      'facebook-api-version': 'v23.0',
      'x-fb-request-id': 'request-7',
      'x-app-usage': '{"call_count":98}',
      'retry-after': '30',
    };
    const { qrCodes, sent } = clientFor(json(body, { status: 400, headers }));
    const error = await failureOf(call(qrCodes));
    expect(isGraphApiError(error)).toBe(true);
    expect({ ...(error as GraphApiError) }).toMatchObject({
      operation,
      attempts: 1,
      status: 400,
      code: 100,
      subcode: 33,
      type: 'GraphMethodException',
      fbtraceId: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
      isTransient: false,
      userTitle: 'Not here',
      userMessage: 'This code is not here',
      category: 'not-found',
      retryAfterMs: 30_000,
      usage: { app: { call_count: 98 } },
      requestId: 'request-7',
      servedVersion: 'v23.0',
      body,
    });
    expect((error as GraphApiError).message).toContain(`${method} ${path}`);
    expect((error as GraphApiError).message).toContain('Unsupported request');
    expect(sent).toHaveLength(1);
  });

  test.each([200, 400, 500])('is a GraphApiError if the error is empty, with status %i', async (status) => {
    const { qrCodes } = clientFor(json({ error: {} }, { status }), { maxRetries: 0 });
    const error = await failureOf(call(qrCodes));
    expect(error).toBeInstanceOf(GraphApiError);
    expect(error).toMatchObject({ status, code: undefined, subcode: undefined, type: undefined, body: { error: {} } });
  });

  test('with status 200 is an error', async () => {
    const { qrCodes } = clientFor(graphError(200, { code: 190 }));
    const error = await failureOf(call(qrCodes));
    expect(error).toMatchObject({ name: 'GraphApiError', status: 200, category: 'authentication' });
  });

  test('that is a string is a GraphApiError with that message and the category of the status', async () => {
    const { qrCodes } = clientFor(json({ error: 'no such thing' }, { status: 404 }));
    const error = await failureOf(call(qrCodes));
    expect(error).toMatchObject({ name: 'GraphApiError', status: 404, category: 'not-found', code: undefined });
    expect((error as GraphApiError).message).toContain('no such thing');
  });
});

describe('retryAfterMs', () => {
  const inMinutes = (minutes: unknown) =>
    JSON.stringify({ 102: [{ type: 'whatsapp', call_count: 100, estimated_time_to_regain_access: minutes }] });

  test.each([
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['nothing', {}, undefined],
    ['not a time', { 'retry-after': 'soon' }, undefined],
    ['seconds with a unit', { 'retry-after': '7s' }, undefined],
    ['a negative number', { 'retry-after': '-5' }, undefined],
    ['minutes until access is regained', { 'x-business-use-case-usage': inMinutes(3) }, 180_000],
    ['no minutes until access is regained', { 'x-business-use-case-usage': inMinutes(0) }, undefined],
    ['a text for minutes', { 'x-business-use-case-usage': inMinutes('3') }, undefined],
  ])('of a throttled response with %s', async (_what, headers: Record<string, string>, retryAfterMs) => {
    const { qrCodes } = clientFor(graphError(400, { code: 4 }, headers), { maxRetries: 0 });
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ category: 'throttled', retryAfterMs });
  });

  test('of an HTTP date is the time until then, and 0 for one that has passed', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1, 12) });
    try {
      const at = async (date: string) => {
        const { qrCodes } = clientFor(graphError(429, {}, { 'retry-after': date }), { maxRetries: 0 });
        return failureOf(qrCodes.get(CODE));
      };
      expect(await at('Thu, 01 Jan 2026 12:01:30 GMT')).toMatchObject({ retryAfterMs: 90_000 });
      expect(await at('Thu, 01 Jan 2026 11:00:00 GMT')).toMatchObject({ retryAfterMs: 0 });
      expect(await at('Thu, 01 Jan 2026 12:01:30 GMT+0100')).toMatchObject({ retryAfterMs: undefined });
    } finally {
      vi.useRealTimers();
    }
  });

  test('that exceeds the deadline fails the call at once', async () => {
    const { qrCodes, sent } = clientFor(graphError(429, {}, { 'retry-after': '31' }));
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ retryAfterMs: 31_000, attempts: 1 });
    expect(sent).toHaveLength(1);
  });
});

test('an error without a message is reported as such', async () => {
  const { qrCodes } = clientFor(json({ error: { code: 100 } }, { status: 400 }));
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
    message: expect.stringMatching(/answered 400: no message \(invalid-request, code 100\)$/),
  });
});

test('a call that succeeds after errors returns its result', async () => {
  const { qrCodes, sent } = clientFor([graphError(503), graphError(400, { code: 80007 }), found()]);
  expect(await qrCodes.get(CODE)).toMatchObject({ code: CODE });
  expect(sent.map(({ url }) => url.pathname)).toEqual([ITEM, ITEM, ITEM]);
});
