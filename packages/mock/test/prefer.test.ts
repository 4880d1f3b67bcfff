import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { step } from '../src/index.ts';
import { CODE, CODES, get, META } from './calls.ts';
import { type FetchForm, fetchForms } from './forms.ts';

describe.each(fetchForms)('%s', (_form, start) => {
  let fetch: FetchForm;
  beforeEach(async () => {
    fetch = await start({ log: false });
    afterEach(() => fetch.close());
  });

  test.each([
    ['code=404', 404, 'qr_code_not_found'],
    ['code=404, example=phone_number_not_found', 404, 'phone_number_not_found'],
    ['Example="with_creation_time" ; code=200', 200, 'with_creation_time'],
    ['example=throttled', 429, 'throttled'],
    ['code=200', 200, 'default_fields'],
    ['return=minimal', 200, 'default_fields'],
  ])('Prefer: %s', async (prefer, status, example) => {
    const response = await get(fetch, META + CODE, { prefer });
    expect([response.status, response.headers.get('x-mock-example')]).toEqual([status, example]);
  });

  test.each([
    ['code=418', 'Status 418 is not documented. Documented are 200, 400, 401, 403, 404, 429, 500.'],
    ['code=never', 'Status never is not documented.'],
    ['example=nothing', 'Example "nothing" is not documented. Documented are 200 default_fields, with_qr_image_svg'],
    [
      'code=404, example=throttled',
      'Example "throttled" is not documented. Documented are 404 qr_code_not_found, phone',
    ],
  ])('Prefer: %s is rejected, with what is documented', async (prefer, reason) => {
    const response = await get(fetch, META + CODE, { prefer });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-mock-rejected')).toContain(`Request header Prefer: ${reason}`);
  });

  test('the Prefer header takes precedence over the script, which keeps its step', async () => {
    fetch.script('getQrCode', [step.status(429)]);
    expect((await get(fetch, META + CODE, { prefer: 'code=500' })).status).toBe(500);
    expect((await get(fetch, META + CODE)).status).toBe(429);
  });

  test('a preference does not make an invalid request valid', async () => {
    expect((await get(fetch, `${META}${CODES}/x`, { prefer: 'code=200' })).status).toBe(400);
  });
});
