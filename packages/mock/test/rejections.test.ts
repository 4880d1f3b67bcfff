import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMockFetch, type MockLogEntry, step } from '../src/index.ts';
import { CODE, CODES, get, META, post, TOKEN } from './calls.ts';
import { type FetchForm, fetchForms } from './forms.ts';

describe.each(fetchForms)('%s', (_form, start) => {
  let fetch: FetchForm;
  let log: MockLogEntry[];
  beforeEach(async () => {
    log = [];
    fetch = await start({ log: (entry) => log.push(entry) });
    afterEach(() => fetch.close());
  });

  /** The response, and the reason of the rejection: the same in header, log and requests. */
  async function rejectionOf(call: Promise<Response>) {
    const response = await call;
    const body: unknown = await response.json();
    const reason = response.headers.get('x-mock-rejected');
    expect(log.at(-1)?.rejected).toBe(reason);
    expect(fetch.requests.at(-1)?.rejected).toBe(reason);
    expect(body).toMatchObject({ error: { message: expect.stringContaining(reason ?? '') } });
    return { status: response.status, body, reason };
  }

  const graphError = (code: number) => ({ error: expect.objectContaining({ code, message: expect.any(String) }) });

  describe('a request that the document does not allow', () => {
    test.each([
      ['13 characters', 'ANED2T5QRU7HG'],
      ['15 characters', 'ANED2T5QRU7HG11'],
      ['lower case', 'aned2t5qru7hg1'],
      ['a slash in it', 'ANED2T5%2FU7HG1'],
    ])('a code of %s', async (_what, code) => {
      expect(await rejectionOf(get(fetch, `${META}${CODES}/${code}`))).toEqual({
        status: 400,
        body: graphError(100),
        reason: expect.stringContaining('qr-code-id'),
      });
    });

    test.each([
      ['a broken percent sign', `${CODES}/ANED2T5QRU7HG%`, 'Request cannot be read: URI malformed'],
      ['a phone number id that is no number', '/v23.0/me/message_qrdls', 'phone-number-id'],
      ['another version', CODE.replace('v23.0', 'v24.0'), 'version must be equal to one of the allowed values: v23.0'],
      ['a limit of 0', `${CODES}?limit=0`, 'limit must be >= 1'],
      ['a limit in words', `${CODES}?limit=ten`, 'limit must be integer'],
      ['a bad code to filter by', `${CODES}?code=x`, 'code must match pattern'],
      ['an unknown field', `${CODE}?fields=code,colour`, 'fields names "colour"'],
      ['a field in the wrong case', `${CODE}?fields=Code`, 'fields names "Code"'],
      ['an image without its format', `${CODE}?fields=qr_image_url`, 'fields names "qr_image_url"'],
      ['an unknown image format', `${CODE}?fields=qr_image_url.format(GIF)`, 'fields names "qr_image_url.format(GIF)"'],
      ['a blank between fields', `${CODE}?fields=code,%20creation_time`, 'fields names " creation_time"'],
    ])('%s', async (_what, target, reason) => {
      expect(await rejectionOf(get(fetch, META + target))).toEqual({
        status: 400,
        body: graphError(100),
        reason: expect.stringContaining(reason),
      });
    });

    test.each<[string, unknown, string]>([
      [
        '141 characters',
        { prefilled_message: 'x'.repeat(141) },
        'prefilled_message must NOT have more than 140 characters',
      ],
      ['an empty message', { prefilled_message: '' }, 'prefilled_message must NOT have fewer than 1 characters'],
      ['no message', {}, "must have required property 'prefilled_message'"],
      ['a message that is no text', { prefilled_message: 1 }, 'prefilled_message must be string'],
      ['an update of a bad code', { code: 'x', prefilled_message: 'Hi' }, 'code must match pattern'],
      [
        'an unknown image format',
        { prefilled_message: 'Hi', generate_qr_image: 'GIF' },
        'generate_qr_image must be PNG or SVG; received "GIF"',
      ],
      ['a list', [], 'Request body must be object'],
      ['nothing', '', 'Body parameter is required'],
    ])('a body with %s', async (_what, body, reason) => {
      expect(await rejectionOf(post(fetch, META + CODES, body))).toEqual({
        status: 400,
        body: graphError(100),
        reason: expect.stringContaining(reason),
      });
    });

    test.each(['{"prefilled_message":', '{]', 'prefilled_message=Hi'])('a body that is not JSON: %s', async (body) => {
      expect(await rejectionOf(post(fetch, META + CODES, body))).toEqual({
        status: 400,
        body: graphError(100),
        reason: expect.stringMatching(/^Request body is not JSON: [^;]+$/),
      });
    });

    test.each([
      ['a form', 'application/x-www-form-urlencoded', 'Supported content types: application/json'],
      ['plain text', 'text/plain;charset=UTF-8', 'Supported content types: application/json'],
      ['something that is no media type', 'rubbish', 'Could not parse MIME type'],
    ])('a body declared to be %s', async (_what, type, reason) => {
      const pending = post(fetch, META + CODES, { prefilled_message: 'Hi' }, { 'content-type': type });
      expect(await rejectionOf(pending)).toEqual({
        status: 400,
        body: graphError(100),
        reason: expect.stringContaining(reason),
      });
    });

    test('JSON declared with parameters or in capitals is JSON', async () => {
      for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
        const pending = await post(fetch, META + CODES, { prefilled_message: 'Hi' }, { 'content-type': type });
        expect(pending.status).toBe(200);
      }
    });
  });

  test('an empty code', async () => {
    expect(await rejectionOf(fetch(`${META}${CODES}/`, { method: 'DELETE', headers: TOKEN }))).toEqual({
      status: 400,
      body: graphError(100),
      reason: expect.stringContaining('qr-code-id'),
    });
  });

  describe('a reason names what helps', () => {
    test.each<[string, unknown, string]>([
      [
        'an image format in lower case',
        { prefilled_message: 'Hi', generate_qr_image: 'png' },
        'Request body property generate_qr_image must be PNG or SVG; received "png"',
      ],
      ['a create without a message', {}, "Request body must have required property 'prefilled_message'"],
      [
        'an update without a message',
        { code: 'ANED2T5QRU7HG1' },
        "Request body must have required property 'prefilled_message'",
      ],
      [
        'an update of a code in lower case',
        { code: 'aned2t5qru7hg1', prefilled_message: 'Hi' },
        'Request body property code must match pattern "^[A-Z0-9]{14}$"',
      ],
      [
        'a long message',
        { prefilled_message: 'x'.repeat(141) },
        'Request body property prefilled_message must NOT have more than 140 characters',
      ],
      ['a list', [], 'Request body must be object'],
    ])('%s: one sentence, not one for each variant of the body', async (_what, body, reason) => {
      expect(await rejectionOf(post(fetch, META + CODES, body))).toMatchObject({
        status: 400,
        body: { error: { message: reason, code: 100 } },
        reason,
      });
    });

    test('a create by query parameters', async () => {
      const call = fetch(`${META}${CODES}?prefilled_message=Hi&generate_qr_image=SVG&x=1`, {
        method: 'POST',
        headers: TOKEN,
      });
      expect(await rejectionOf(call)).toMatchObject({
        status: 400,
        reason:
          'Body parameter is required: a JSON object with Content-Type: application/json is expected, not the query parameters prefilled_message, generate_qr_image',
      });
    });

    test.each([
      ['urlencoded', new URLSearchParams({ prefilled_message: 'Hi' })],
      [
        'multipart',
        (() => {
          const form = new FormData();
          form.set('prefilled_message', 'Hi');
          return form;
        })(),
      ],
    ])('a create by a form, %s', async (_what, body) => {
      const call = fetch(META + CODES, { method: 'POST', headers: TOKEN, body });
      expect(await rejectionOf(call)).toMatchObject({
        status: 400,
        reason: 'Supported content types: application/json. A JSON body is expected, not a form.',
      });
    });
  });

  describe('a request without a valid token', () => {
    test.each([
      ['none', {}],
      ['an empty one', { authorization: 'Bearer ' }],
      ['another scheme', { authorization: 'Basic YTpi' }],
    ])('%s', async (_what, headers) => {
      expect(await rejectionOf(fetch(META + CODE, { headers }))).toEqual({
        status: 401,
        body: graphError(190),
        reason: expect.stringContaining('expected Authorization: Bearer <token>'),
      });
    });

    test('a missing token takes precedence over everything else', async () => {
      const rejection = await rejectionOf(fetch(`${META}${CODES}/x?fields=colour`, { headers: {} }));
      expect(rejection).toMatchObject({ status: 401, reason: expect.stringContaining('qr-code-id') });
      expect(await rejectionOf(post(fetch, META + CODES, '{', { authorization: '' }))).toMatchObject({ status: 401 });
    });
  });

  describe('a request to an undocumented path or method', () => {
    test.each([
      ['an unknown path', 'GET', '/v23.0/me', 404, '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}'],
      ['a path with two slashes too many', 'GET', `${CODE}//`, 404, 'The path is not documented'],
      [
        'a method that is not documented for one code',
        'PATCH',
        CODE,
        405,
        'PATCH is not documented for this path, only GET, DELETE',
      ],
      ['a method that is not documented for the collection', 'DELETE', CODES, 405, 'only GET, POST'],
    ])('%s', async (_what, method, target, status, reason) => {
      const rejection = await rejectionOf(fetch(META + target, { method, headers: TOKEN }));
      expect(rejection).toEqual({ status, body: graphError(100), reason: expect.stringContaining(reason) });
      expect(fetch.requests.at(-1)?.operationId).toBeUndefined();
    });
  });

  test('a rejected request uses no step of a script', async () => {
    fetch.script('getQrCode', [step.status(429)]);
    expect((await get(fetch, `${META}${CODES}/x`)).status).toBe(400);
    expect((await get(fetch, META + CODE)).status).toBe(429);
  });

  test('characters that a header must not have do not break the response', async () => {
    const response = await get(fetch, `${META}${CODE}?fields=${encodeURIComponent('naïve\r\nSet-Cookie: a=b 🙂')}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('x-mock-rejected')).toContain('na?ve??Set-Cookie: a=b ??');
    expect(response.headers.has('set-cookie')).toBe(false);
  });

  describe('the log', () => {
    test('gets every request, without query and token', async () => {
      await get(fetch, `${META}${CODE}?fields=creation_time&access_token=secret`, { authorization: 'Bearer secret' });
      expect(log).toEqual([
        {
          method: 'GET',
          path: CODE,
          operationId: 'getQrCode',
          status: 200,
          example: 'with_creation_time',
          rejected: undefined,
        },
      ]);
    });

    test('goes to the console by default, and there only for rejected requests', async () => {
      const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
      try {
        const loud = await createMockFetch({ version: 'v23.0' });
        await get(loud, META + CODE);
        expect(warn).not.toHaveBeenCalled();
        await get(loud, `${META}${CODES}/x`);
        expect(warn).toHaveBeenCalledExactlyOnceWith(
          expect.stringContaining('400 invalid_parameter, rejected: Request path'),
        );
        const silent = await createMockFetch({ version: 'v23.0', log: false });
        await get(silent, `${META}${CODES}/x`);
        expect(warn).toHaveBeenCalledTimes(1);
      } finally {
        warn.mockRestore();
      }
    });
  });
});
