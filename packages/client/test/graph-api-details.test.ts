import { expect, test } from 'vitest';
import { CODE, clientFor, graphError, ITEM, json, TOKEN } from './support/api.ts';
import { expectNothingSecret, failureOf } from './support/failure.ts';

test('the reason in error_data.details is a property and part of the message, secrets removed', async () => {
  const error = { message: '(#100) Invalid parameter', code: 100, error_data: { details: `why: not ${TOKEN}` } };
  const thrown = await failureOf(clientFor(graphError(400, error)).qrCodes.get(CODE));
  expect(thrown).toMatchObject({
    details: 'why: not [removed]',
    message: `GET ${ITEM} answered 400: (#100) Invalid parameter: why: not [removed] (invalid-request, code 100)`,
  });
  expectNothingSecret(thrown);
});

test.each([undefined, null, 'text', [], { details: 7 }, { details: null }])(
  'error_data %j has no details',
  async (error_data) => {
    const { qrCodes } = clientFor(json({ error: { message: 'no', code: 100, error_data } }, { status: 400 }));
    expect(await failureOf(qrCodes.get(CODE))).toMatchObject({
      details: undefined,
      message: expect.stringContaining(': no ('),
    });
  },
);

test.each([
  ['GraphMethodException', undefined, 'not-found'],
  ['GraphMethodException', 33, 'not-found'],
  ['OAuthException', undefined, 'invalid-request'],
  ['OAuthException', 33, 'not-found'],
])('code 100 with type %s and subcode %s is %s', async (type, error_subcode, category) => {
  const { qrCodes } = clientFor(graphError(400, { code: 100, type, ...(error_subcode && { error_subcode }) }));
  expect(await failureOf(qrCodes.get(CODE))).toMatchObject({ category, type });
});
