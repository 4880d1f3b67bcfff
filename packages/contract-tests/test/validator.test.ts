// The second opinion on what went over the wire. What it must find in requests, test/refusals.test.ts shows as well.
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
      ['limit', '2'],
      ['after', 'x'],
    ],
    headers: [TOKEN],
    body: '',
  },
  answer: { status: 200, headers: [JSON_TYPE], body: JSON.stringify({ data: [CODE] }) },
};

test('a valid exchange has no violations', () => {
  expect(validator.request(valid.request)).toEqual([]);
  expect(validator.answer(valid)).toEqual([]);
});

test.each<[string, Partial<Exchange['request']>, string]>([
  ['a parameter that is not documented', { query: [['colour', 'red']] }, 'query parameter colour is not documented'],
  ['a number in words', { query: [['limit', 'two']] }, 'query parameter limit must be integer'],
  [
    'a parameter given twice',
    {
      query: [
        ['limit', '1'],
        ['limit', '2'],
      ],
    },
    'query parameter limit is sent 2 times',
  ],
  ['a body where none is documented', { body: '{}' }, 'a body is sent where none is documented'],
  ['two tokens', { headers: [TOKEN, TOKEN] }, 'no single bearer token is sent'],
  ['no body where one is required', { method: 'POST', query: [] }, 'the body is missing'],
  ['a body of no type', { method: 'POST', query: [], body: '{}' }, 'body has the content type undefined'],
  ['another method', { method: 'PUT' }, `PUT /${version}/1/message_qrdls is no documented operation`],
])('%s in a request is found', (_what, change, violation) => {
  expect(validator.request({ ...valid.request, ...change })).toEqual([expect.stringContaining(violation)]);
});

test.each<[string, Partial<Exchange['answer']>, string]>([
  ['a status that is not documented', { status: 418 }, 'status 418 is not documented'],
  ['HTML', { headers: [['content-type', 'text/html']] }, 'the content type text/html, which is not documented'],
  ['half a body', { body: '{"data":[' }, 'answer 200 is no JSON'],
  ['another shape', { body: '{}' }, "answer 200 must have required property 'data'"],
  ['a code that is none', { body: '{"data":[{"code":1}]}' }, 'answer 200/data/0/code must be string'],
  ['an address that is none', { body: JSON.stringify({ data: [{ ...CODE, deep_link_url: 'x' }] }) }, 'format "uri"'],
])('%s in an answer is found', (_what, change, violation) => {
  const violations = validator.answer({ ...valid, answer: { ...valid.answer, ...change } });
  expect(violations).toContainEqual(expect.stringContaining(violation));
});
