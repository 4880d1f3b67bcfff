// The mock uses Prism's validators with a server, a router and a choice of examples of its own. These tests compare it with
// a whole Prism, started as its users start it, on the same document.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../src/contract.ts';
import { type MockServer, type OperationId, startMockServer } from '../src/index.ts';
import { validatorsOf } from '../src/prism.ts';
import { scenariosOf } from '../src/scenarios.ts';
import { CODE, CODES, get, post, TOKEN } from './calls.ts';

const PRISM = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');
const DOCUMENT = fileURLToPath(import.meta.resolve('@whatsapp-qr/spec/v23.0/openapi.yaml'));

let mock: MockServer<'v23.0'>;
let prism: ChildProcess;
let prismUrl: string;

beforeAll(async () => {
  mock = await startMockServer({ version: 'v23.0', log: false });
  const started = spawn(process.execPath, [PRISM, 'mock', DOCUMENT, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  prism = started;
  for await (const line of createInterface(started.stdout)) {
    prismUrl = /listening on (http:\S+)/.exec(line)?.[1] ?? '';
    if (prismUrl !== '') break;
  }
  started.stdout.resume();
}, 60_000);

afterAll(async () => {
  await mock.close();
  prism.kill();
  await once(prism, 'exit');
});

type Call = (origin: string) => Promise<Response>;

async function both(call: Call) {
  return Promise.all(
    [mock.url, prismUrl].map(async (origin) => {
      const response = await call(origin);
      const type = response.headers.get('content-type');
      return { status: response.status, type, body: JSON.parse(await response.text()) };
    }),
  );
}

describe('what Prism rejects, the mock rejects with the same response, but for the message', () => {
  test.each<[string, Call]>([
    ['no token', (at) => fetch(at + CODE)],
    ['another scheme', (at) => fetch(at + CODE, { headers: { authorization: 'Basic YTpi' } })],
    ['no token and more', (at) => fetch(`${at}${CODES}/x`)],
    ['13 characters', (at) => get(fetch, `${at}${CODES}/ANED2T5QRU7HG`)],
    ['lower case', (at) => get(fetch, `${at}${CODES}/aned2t5qru7hg1`)],
    ['an encoded slash', (at) => get(fetch, `${at}${CODES}/ANED2T5%2FU7HG1`)],
    ['no code', (at) => fetch(`${at}${CODES}/`, { method: 'DELETE', headers: TOKEN })],
    ['another version', (at) => get(fetch, at + CODE.replace('v23.0', 'v24.0'))],
    ['a phone number id that is no number', (at) => get(fetch, `${at}/v23.0/me/message_qrdls`)],
    ['a limit of 0', (at) => get(fetch, `${at}${CODES}?limit=0`)],
    ['a bad code to filter by', (at) => get(fetch, `${at}${CODES}?code=x`)],
    ['a limit given twice', (at) => get(fetch, `${at}${CODES}?limit=1&limit=2`)],
    ['141 characters', (at) => post(fetch, at + CODES, { prefilled_message: 'x'.repeat(141) })],
    ['an empty message', (at) => post(fetch, at + CODES, { prefilled_message: '' })],
    ['no message', (at) => post(fetch, at + CODES, {})],
    ['no body', (at) => post(fetch, at + CODES, '')],
    ['a bad code to update', (at) => post(fetch, at + CODES, { code: 'x', prefilled_message: 'Hi' })],
    ['an unknown image format', (at) => post(fetch, at + CODES, { prefilled_message: 'Hi', generate_qr_image: 'GIF' })],
    ['a form', (at) => post(fetch, at + CODES, 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['a body where none is documented', (at) => fetch(at + CODE, { method: 'DELETE', headers: TOKEN, body: '{}' })],
  ])('%s', async (_what, call) => {
    const [ours, theirs] = await both(call);
    // The mock has the reason in place of the example's message.
    const { message } = theirs?.body.error ?? {};
    expect({ ...ours, body: { error: { ...ours?.body.error, message } } }).toEqual(theirs);
    expect(ours?.status).toBeGreaterThanOrEqual(400);
    expect(ours?.body.error.message).toBe(mock.requests.at(-1)?.rejected);
  });

  test.each<[string, number, Call]>([
    ['an unknown path', 404, (at) => get(fetch, `${at}/v23.0/me`)],
    ['two slashes too many', 404, (at) => get(fetch, `${at}${CODE}//`)],
    ['a method that is not documented', 405, (at) => fetch(at + CODE, { method: 'PATCH', headers: TOKEN })],
  ])('%s, in the form of a Graph error', async (_what, status, call) => {
    const [ours, theirs] = await both(call);
    expect([ours?.status, theirs?.status]).toEqual([status, status]);
    expect(ours?.body).toEqual({ error: { message: expect.any(String), type: 'GraphMethodException', code: 100 } });
  });
});

describe('what Prism accepts, the mock accepts', () => {
  test.each<[string, Call]>([
    ['nothing but what is required', (at) => get(fetch, at + CODE)],
    ['a user agent of any form', (at) => get(fetch, at + CODE, { 'user-agent': 'node' })],
    ['parameters that are not documented', (at) => get(fetch, `${at}${CODE}?appsecret_proof=ab`)],
    ['fields', (at) => get(fetch, `${at}${CODE}?fields=code,qr_image_url.format(SVG)`)],
    ['a page of the list', (at) => get(fetch, `${at}${CODES}?limit=2&after=x`)],
    ['a create', (at) => post(fetch, at + CODES, { prefilled_message: '🙂'.repeat(140), generate_qr_image: 'PNG' })],
    ['an update', (at) => post(fetch, at + CODES, { code: 'AAAAAAAAAAAAA1', prefilled_message: 'Hi' })],
    ['properties that are not documented', (at) => post(fetch, at + CODES, { prefilled_message: 'Hi', colour: 'red' })],
    ['a delete', (at) => fetch(at + CODE, { method: 'DELETE', headers: TOKEN })],
  ])('%s', async (_what, call) => {
    const [ours, theirs] = await both(call);
    expect([ours?.status, theirs?.status]).toEqual([200, 200]);
  });
});

const requests: Record<OperationId, (origin: string, headers: Record<string, string>) => Promise<Response>> = {
  listQrCodes: (at, headers) => get(fetch, at + CODES, headers),
  createOrUpdateQrCode: (at, headers) => post(fetch, at + CODES, { prefilled_message: 'Hi' }, headers),
  getQrCode: (at, headers) => get(fetch, at + CODE, headers),
  deleteQrCode: (at, headers) => fetch(at + CODE, { method: 'DELETE', headers: { ...TOKEN, ...headers } }),
};

const operations = await loadContract('v23.0');

describe('every documented example', () => {
  const examples = scenariosOf('v23.0').flatMap(([operation, byStatus]) =>
    [...byStatus].flatMap(([status, names]) => names.map((name) => [operation, status, name] as const)),
  );

  test.each(examples)('%s %s %s can be preferred, as in Prism, and is valid', async (id, status, name) => {
    const prefer = `code=${status}, example=${name}`;
    const [ours, theirs] = await both((origin) => requests[id](origin, { prefer }));
    expect(ours).toEqual(theirs);
    expect(ours?.status).toBe(status);
    const operation = operations.find((candidate) => candidate.id === id);
    expect(operation?.validator.response(status, ours?.body)).toEqual([]);
  });
});

test('a response that is not documented is found', async () => {
  const operation = (await loadContract('v23.0')).find(({ id }) => id === 'getQrCode');
  const incomplete = { data: [{ code: 'ANED2T5QRU7HG1' }] };
  expect(operation?.validator.response(200, incomplete)).toContain(
    "Response body property data.0 must have required property 'prefilled_message'",
  );
  expect(operation?.validator.response(418, {})).toEqual([
    expect.stringContaining('Unable to match the returned status'),
  ]);
});

test('a deprecated parameter is no reason to reject a request', () => {
  const parameters = ['old', 'new'].map((name) => ({
    name,
    in: 'query',
    deprecated: name === 'old',
    schema: { type: 'integer' },
  }));
  const paths = { '/': { get: { operationId: 'find', parameters, responses: { 200: { description: '' } } } } };
  const validator = validatorsOf({ openapi: '3.1.0', info: { title: '', version: '' }, paths }).get('find');
  const request = { method: 'GET', path: '/', headers: {}, body: '' };
  expect(validator?.request({ ...request, query: { old: '1' } }, undefined)).toEqual([]);
  expect(validator?.request({ ...request, query: { old: '1', new: 'x' } }, undefined)).toEqual([
    {
      message: 'Request query parameter new must be integer',
      path: ['query', 'new'],
      keyword: 'type',
      status: undefined,
    },
  ]);
});
