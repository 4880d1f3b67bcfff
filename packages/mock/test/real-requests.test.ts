// Requests as clients send them, beyond what a client of ours sends.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { Request as UndiciRequest } from 'undici';
import { describe, expect, test } from 'vitest';
import { createMockFetch, startMockServer } from '../src/index.ts';
import { CODE, CODES, get, META, TOKEN } from './calls.ts';
import { forms } from './forms.ts';

const JSON_BODY = { ...TOKEN, 'content-type': 'application/json' };

describe("the commands of Meta's reference page", () => {
  test.each([
    ['GET', CODE],
    ['DELETE', CODE],
    ['GET', CODES],
  ])("curl %s with Content-Type and --data '{}'", async (method, path) => {
    await using mock = await startMockServer({ version: 'v23.0', log: false });
    const args = ['--silent', '--request', method, '--url', mock.url + path, '--header', 'Authorization: Bearer any'];
    const { stdout } = await promisify(execFile)('curl', [
      ...args,
      ...['--header', 'Content-Type: application/json', '--data', '{}', '--write-out', ' %{http_code}'],
    ]);
    expect(stdout).toMatch(/ 200$/);
    expect(mock.requests[0]).toMatchObject({ method, body: '{}', parsed: {}, rejected: undefined });
  });
});

describe.each(forms)('%s', (_form, start) => {
  test.each<[string, RequestInit]>([
    ['an object with properties', { headers: JSON_BODY, body: '{"a":1}' }],
    ['a list', { headers: JSON_BODY, body: '[]' }],
    ['null', { headers: JSON_BODY, body: 'null' }],
    ['malformed JSON', { headers: JSON_BODY, body: '{' }],
    ['an empty object as plain text', { headers: { ...TOKEN, 'content-type': 'text/plain' }, body: '{}' }],
    ['a form', { headers: TOKEN, body: new URLSearchParams({ a: 'b' }) }],
  ])('where no body is documented, %s is rejected', async (_what, init) => {
    await using form = await start();
    const response = await form.call(form.origin + CODE, { method: 'DELETE', ...init });
    expect(response.status).toBe(400);
    expect(response.headers.get('x-mock-rejected')).not.toBeNull();
  });

  test('an empty object does not replace the token', async () => {
    await using form = await start();
    const headers = { 'content-type': 'application/json' };
    expect((await form.call(form.origin + CODE, { method: 'DELETE', headers, body: '{}' })).status).toBe(401);
  });

  test('a slash at the end of the path is the same path', async () => {
    await using form = await start({ stateful: true });
    const call = (method: string, path: string, body?: string) =>
      form.call(form.origin + path, { method, headers: JSON_BODY, ...(body && { body }) });
    const created = await call('POST', `${CODES}/`, '{"prefilled_message":"Hi"}');
    expect(created.status).toBe(200);
    const { code } = JSON.parse(await created.text());
    const statuses = [];
    for (const [method, path] of [
      ['GET', `${CODES}/`],
      ['GET', `${CODES}/${code}/`],
      ['GET', `${CODES}/${code}/?fields=code`],
      ['DELETE', `${CODES}/${code}/`],
    ]) {
      statuses.push((await call(`${method}`, `${path}`)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(form.mock.state()).toEqual({ '1234567890123456': [] });
    expect(form.mock.requests.map(({ path }) => path)).toContain(`${CODES}/`);
  });

  test('whatsapp-api-js and its like: list with an empty code, create by query, update by query', async () => {
    await using form = await start();
    const list = await get(form.call, `${form.origin}${CODES}/`);
    expect(list.status).toBe(200);
    const create = await form.call(`${form.origin}${CODES}?prefilled_message=Hi&generate_qr_image=SVG`, {
      method: 'POST',
      headers: TOKEN,
    });
    expect(JSON.parse(await create.text()).error.message).toBe(
      'Body parameter is required: a JSON object with Content-Type: application/json is expected, not the query parameters prefilled_message, generate_qr_image',
    );
    const update = await form.call(`${form.origin}${CODE}?prefilled_message=Hi`, { method: 'POST', headers: TOKEN });
    expect([update.status, JSON.parse(await update.text()).error.message]).toEqual([
      405,
      'Unsupported request. POST is not documented for this path, only GET, DELETE is.',
    ]);
  });
});

test.each([
  ['http://graph.facebook.com', '200'],
  ['https://graph.facebook.com:443', '200'],
  ['HTTP://x', '200'],
])('a request in absolute form to %s gets the response of its path', async (origin, status) => {
  await using mock = await startMockServer({ version: 'v23.0', log: false });
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.write(
    `GET ${origin}${CODE}?fields=code HTTP/1.1\r\nHost: graph.facebook.com\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n`,
  );
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'close');
  expect(text).toContain(`HTTP/1.1 ${status} `);
  expect(mock.requests[0]).toMatchObject({ operationId: 'getQrCode', path: CODE, query: { fields: 'code' } });
});

test('a preflight from a page of the internet to this machine gets its response', async () => {
  await using mock = await startMockServer({ version: 'v23.0' });
  const preflight = (headers: Record<string, string>) =>
    fetch(mock.url + CODE, { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET', ...headers } });
  const response = await preflight({ 'access-control-request-private-network': 'true' });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-private-network')).toBe('true');
  expect((await preflight({})).headers.has('access-control-allow-private-network')).toBe(false);
});

describe('a Request of another implementation', () => {
  test("undici's own", async () => {
    const mockFetch = await createMockFetch({ version: 'v23.0', log: false });
    const body = '{"prefilled_message":"Grüße"}';
    const request = new UndiciRequest(META + CODES, { method: 'POST', headers: JSON_BODY, body });
    expect(request).not.toBeInstanceOf(Request);
    const response = await mockFetch(request);
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({ prefilled_message: 'Grüße' }),
    ]);
    expect(mockFetch.requests[0]).toMatchObject({ method: 'POST', path: CODES, headers: JSON_BODY, body });
    const read = await mockFetch(new UndiciRequest(META + CODE), { headers: TOKEN });
    expect(read.status).toBe(200);
    const removed = await mockFetch(new UndiciRequest(META + CODE, { method: 'DELETE', headers: TOKEN }));
    expect(removed.status).toBe(200);
  });

  test('its signal aborts', async () => {
    const mockFetch = await createMockFetch({ version: 'v23.0' });
    const reason = new Error('changed my mind');
    const request = new UndiciRequest(META + CODE, { headers: TOKEN, signal: AbortSignal.abort(reason) });
    await expect(mockFetch(request)).rejects.toBe(reason);
    expect(mockFetch.requests).toEqual([]);
  });

  test('an object with url, method, headers and text()', async () => {
    const mockFetch = await createMockFetch({ version: 'v23.0' });
    const request = { url: META + CODE, method: 'GET', headers: new Map(Object.entries(TOKEN)), text: async () => '' };
    expect((await mockFetch(request)).status).toBe(200);
  });
});
