import { expect, test } from 'vitest';
import { createMockFetch, step } from '../src/index.ts';
import { CODE, CODES, get, META, post } from './calls.ts';

test('usage counts operations, statuses, examples and fields, and lists unused ones with 0', async () => {
  const fetch = await createMockFetch({ version: 'v23.0', log: false });
  fetch.script('getQrCode', [step.status(404), step.reset(), step.offSpec({ status: 418 })]);
  await get(fetch, META + CODE);
  await expect(get(fetch, META + CODE)).rejects.toThrow();
  await get(fetch, META + CODE);
  await get(fetch, `${META}${CODE}?fields=code,creation_time`);
  await get(fetch, `${META}${CODE}?fields=code,qr_image_url.format(SVG)`);
  await get(fetch, `${META}${CODES}/x`);
  await post(fetch, META + CODES, { prefilled_message: 'Hi' });
  await get(fetch, `${META}/v23.0/me`);

  const [list, create, one, remove] = fetch.usage();
  expect(one).toEqual({
    operationId: 'getQrCode',
    requests: 6,
    rejected: 1,
    statuses: { 200: 2, 400: 1, 401: 0, 403: 0, 404: 1, 418: 1, 429: 0, 500: 0 },
    examples: {
      default_fields: 0,
      with_qr_image_svg: 1,
      with_creation_time: 1,
      invalid_parameter: 1,
      expired_token: 0,
      missing_permission: 0,
      qr_code_not_found: 1,
      phone_number_not_found: 0,
      throttled: 0,
      temporary_failure: 0,
    },
    parameters: { fields: 2 },
    fields: {
      code: 2,
      prefilled_message: 0,
      deep_link_url: 0,
      creation_time: 1,
      'qr_image_url.format(SVG)': 1,
      'qr_image_url.format(PNG)': 0,
    },
  });
  expect(create).toMatchObject({
    operationId: 'createOrUpdateQrCode',
    requests: 1,
    parameters: { prefilled_message: 1, generate_qr_image: 0, code: 0 },
    fields: {},
  });
  expect(list).toMatchObject({
    operationId: 'listQrCodes',
    requests: 0,
    parameters: { fields: 0, code: 0, limit: 0, after: 0, before: 0 },
  });
  expect(remove).toMatchObject({ operationId: 'deleteQrCode', requests: 0 });

  fetch.reset();
  expect(fetch.usage()[2]).toEqual(one);
});
