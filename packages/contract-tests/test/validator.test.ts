// The validator of exchanges. test/refusals.test.ts covers requests, too.
import { expect, test } from 'vitest';
import type { Exchange, Pair } from '../src/recorder.ts';
import { specFolder, versionsIn } from '../src/spec.ts';
import { Validator } from '../src/validator.ts';

const [version = ''] = versionsIn(specFolder);
const validator = new Validator(specFolder, version);

const JSON_TYPE: Pair = ['content-type', 'application/json'];
const TOKEN: Pair = ['authorization', 'Bearer any'];
const CODE = { code: 'ANED2T5QRU7HG1', prefilled_message: 'Hi', deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1' };

const valid: Exchange = {
  request: {
    method: 'GET',
    path: `/${version}/1/message_qrdls`,
    query: [
      ['fields', 'code'],
      ['code', 'ANED2T5QRU7HG1'],
      ['limit', '2'],
      ['after', 'x'],
      ['before', 'y'],
    ],
    headers: [TOKEN],
    body: '',
  },
  response: { status: 200, headers: [JSON_TYPE], body: JSON.stringify({ data: [CODE] }) },
};

test('a valid exchange has no violations', () => {
  expect(validator.request(valid.request)).toEqual([]);
  expect(validator.response(valid)).toEqual([]);
});

const list = valid.request;
const one = { ...list, path: `${list.path}/ANED2T5QRU7HG1`, query: [] };
const saved = { ...list, method: 'POST', query: [] };
const deleted = { ...one, method: 'DELETE' };
const long = 'x'.repeat(2_000);
const address = `https://example.com/${long}`;
const further = { not_documented: true };
const read = { ...CODE, creation_time: 1672531200, qr_image_url: address, ...further };
const paging = { cursors: { before: long, after: long, ...further }, previous: address, next: address, ...further };
const error = { message: long, type: long, code: 1, error_subcode: 1, fbtrace_id: long, is_transient: true };

// Meta adds properties without a new version, promises no lengths, and sometimes returns no code for a request of one.
test.each<[string, Exchange['request'], number, object]>([
  ['to a list', list, 200, { data: [read], paging, ...further }],
  ['for one code', one, 200, { data: [{ ...read, deep_link_url: address }], ...further }],
  ['without the requested code', one, 200, { data: [] }],
  ['to a create', saved, 200, { ...CODE, deep_link_url: address, qr_image_url: address, ...further }],
  ['to a deletion', deleted, 200, { success: false, ...further }],
  [
    'of an error',
    one,
    404,
    { error: { ...error, error_user_title: long, error_user_msg: long, ...further }, ...further },
  ],
])('a response %s with more, longer or fewer values than the examples is valid', (_what, request, status, body) => {
  expect(validator.response({ request, response: { ...valid.response, status, body: JSON.stringify(body) } })).toEqual(
    [],
  );
});

test.each<[string, Partial<Exchange['request']>, string]>([
  ['a parameter that is not documented', { query: [['colour', 'red']] }, 'query parameter colour is not documented'],
  ['a number in words', { query: [['limit', 'two']] }, 'query parameter limit must be integer'],
  [
    'a duplicate parameter',
    {
      query: [
        ['limit', '1'],
        ['limit', '2'],
      ],
    },
    'query parameter limit is sent 2 times',
  ],
  ['a body, but none is documented', { body: '{}' }, 'a body is sent, but none is documented'],
  ['two tokens', { headers: [TOKEN, TOKEN] }, 'not exactly one bearer token is sent'],
  ['no body, but one is required', { method: 'POST', query: [] }, 'the body is missing'],
  ['a body of no type', { method: 'POST', query: [], body: '{}' }, 'body has the content type undefined'],
  ['another method', { method: 'PUT' }, `PUT /${version}/1/message_qrdls is not a documented operation`],
])('%s in a request is found', (_what, change, violation) => {
  expect(validator.request({ ...valid.request, ...change })).toEqual([expect.stringContaining(violation)]);
});

test.each<[string, Partial<Exchange['response']>, string]>([
  ['a status that is not documented', { status: 418 }, 'status 418 is not documented'],
  ['HTML', { headers: [['content-type', 'text/html']] }, 'the content type text/html, which is not documented'],
  ['half a body', { body: '{"data":[' }, 'response 200 is not JSON'],
  ['another shape', { body: '{}' }, "response 200 must have required property 'data'"],
  ['a code that is not a string', { body: '{"data":[{"code":1}]}' }, 'response 200/data/0/code must be string'],
  [
    'a code that does not match the pattern',
    { body: pageOf({ code: 'x' }) },
    'response 200/data/0/code must match pattern',
  ],
  ['an address that is none', { body: pageOf({ deep_link_url: 'x' }) }, '/deep_link_url must match format "uri"'],
  ['an image without an address', { body: pageOf({ qr_image_url: 'x' }) }, '/qr_image_url must match format "uri"'],
  ['half a second', { body: pageOf({ creation_time: 0.5 }) }, '/creation_time must be integer'],
  ['a next page of no address', { body: '{"data":[],"paging":{"next":"x"}}' }, '/paging/next must match format "uri"'],
  [
    'a previous page of no address',
    { body: '{"data":[],"paging":{"previous":"x"}}' },
    '/paging/previous must match format "uri"',
  ],
  ['half an error code', { status: 400, body: '{"error":{"code":0.5}}' }, '/error/code must be integer'],
  ['half a subcode', { status: 400, body: '{"error":{"error_subcode":0.5}}' }, '/error/error_subcode must be integer'],
])('%s in a response is reported', (_what, change, violation) => {
  const violations = validator.response({ ...valid, response: { ...valid.response, ...change } });
  expect(violations).toContainEqual(expect.stringContaining(violation));
});

/** A page of one code with these properties replaced. */
function pageOf(properties: object): string {
  return JSON.stringify({ data: [{ ...CODE, ...properties }] });
}
