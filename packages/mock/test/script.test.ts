import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMockFetch, step } from '../src/index.ts';
import { CODE, CODES, get, META, post } from './calls.ts';
import { type FetchForm, fetchForms } from './forms.ts';

describe.each(fetchForms)('%s', (_form, start) => {
  let fetch: FetchForm;
  beforeEach(async () => {
    fetch = await start();
  });
  afterEach(() => fetch.close());

  test('steps are used one by one, then the mock responds as before', async () => {
    fetch.script('getQrCode', [
      step.status(429),
      step.example('phone_number_not_found'),
      step.example('with_qr_image_svg'),
    ]);
    const responses = [];
    for (let call = 0; call < 4; call++) {
      const response = await get(fetch, META + CODE);
      responses.push([response.status, response.headers.get('x-mock-example'), await response.json()]);
    }
    expect(responses).toEqual([
      [429, 'throttled', { error: expect.objectContaining({ code: 4, is_transient: true }) }],
      [
        404,
        'phone_number_not_found',
        { error: expect.objectContaining({ code: 803, message: 'Phone number not found' }) },
      ],
      [200, 'with_qr_image_svg', { data: [expect.objectContaining({ qr_image_url: expect.any(String) })] }],
      [200, 'default_fields', { data: [expect.not.objectContaining({ qr_image_url: expect.any(String) })] }],
    ]);
  });

  test('each operation has its own steps', async () => {
    fetch.script('createOrUpdateQrCode', [step.status(500)]);
    fetch.script('getQrCode', [step.status(403)]);
    expect((await get(fetch, META + CODES)).status).toBe(200);
    expect((await get(fetch, META + CODE)).status).toBe(403);
    expect((await post(fetch, META + CODES, { prefilled_message: 'Hi' })).status).toBe(500);
  });

  test('a status has its first documented example', async () => {
    fetch.script('getQrCode', [step.status(404)]);
    expect((await get(fetch, META + CODE)).headers.get('x-mock-example')).toBe('qr_code_not_found');
  });

  test('a status of success is the response that fits the request, an example is word for word', async () => {
    const sent = { code: 'AAAAAAAAAAAAA1', prefilled_message: 'Hi' };
    fetch.script('createOrUpdateQrCode', [step.status(200), step.example('updated_qr_code')]);
    expect(await (await post(fetch, META + CODES, sent)).json()).toMatchObject(sent);
    expect(await (await post(fetch, META + CODES, sent)).json()).toMatchObject({ code: 'WOMVT6TJ2BP7A1' });
  });

  test('a second script follows the first', async () => {
    fetch.script('getQrCode', [step.status(429)]);
    fetch.script('getQrCode', [step.status(500)]);
    expect((await get(fetch, META + CODE)).status).toBe(429);
    expect((await get(fetch, META + CODE)).status).toBe(500);
  });

  test('concurrent calls use one step each', async () => {
    fetch.script('getQrCode', [step.status(401), step.status(403), step.status(404)]);
    const responses = await Promise.all(Array.from({ length: 4 }, () => get(fetch, META + CODE)));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 401, 403, 404]);
  });

  test('unusedSteps lists the steps that no request used', async () => {
    fetch.script('getQrCode', [step.status(429), step.example('default_fields')]);
    fetch.script('deleteQrCode', [step.status(500)]);
    await get(fetch, META + CODE);
    expect(fetch.unusedSteps()).toEqual([
      { operationId: 'getQrCode', step: step.example('default_fields') },
      { operationId: 'deleteQrCode', step: step.status(500) },
    ]);
  });

  test('reset removes steps and requests, also from a list that the test holds', async () => {
    const { requests, script, reset, unusedSteps } = fetch;
    script('getQrCode', [step.status(429), step.status(429)]);
    await get(fetch, META + CODE);
    expect(requests).toHaveLength(1);
    reset();
    expect(requests).toEqual([]);
    expect(unusedSteps()).toEqual([]);
    expect((await get(fetch, META + CODE)).status).toBe(200);
  });

  test('mocks do not share scripts or requests', async () => {
    const other = await createMockFetch({ version: 'v23.0' });
    fetch.script('getQrCode', [step.status(429)]);
    expect((await get(other, META + CODE)).status).toBe(200);
    expect(fetch.requests).toEqual([]);
  });

  test('a step that is not documented is rejected with what is documented, and no step of the script is added', () => {
    // @ts-expect-error: 418 is not documented
    expect(() => fetch.script('getQrCode', [step.status(429), step.status(418)])).toThrow(
      'script: getQrCode: Status 418 is not documented. Documented are 200, 400, 401, 403, 404, 429, 500.',
    );
    // @ts-expect-error: that is an example of another operation
    expect(() => fetch.script('deleteQrCode', [step.example('updated_qr_code')])).toThrow(
      /^script: deleteQrCode: Example "updated_qr_code" is not documented\. Documented are 200 successful_deletion; 400 inv/,
    );
    // @ts-expect-error: no such operation
    expect(() => fetch.script('renameQrCode', [])).toThrow(
      'script: expected one of the operations listQrCodes, createOrUpdateQrCode, getQrCode, deleteQrCode; received "renameQrCode".',
    );
    // @ts-expect-error: a number is no step
    expect(() => fetch.script('getQrCode', [429])).toThrow(
      'script: getQrCode: Expected a step, made by step.status(…) and its like; received 429.',
    );
    expect(fetch.unusedSteps()).toEqual([]);
  });
});
