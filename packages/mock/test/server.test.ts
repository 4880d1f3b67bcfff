import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createMockFetch, startMockServer, step } from '../src/index.ts';
import { CODE, CODES, get, META, post, TOKEN } from './calls.ts';

const run = promisify(execFile);

test('it listens on a free port of this machine', async () => {
  await using mock = await startMockServer({ version: 'v23.0' });
  await using other = await startMockServer({ version: 'v23.0' });
  expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(other.url).not.toBe(mock.url);
  const response = await get(fetch, mock.url + CODE);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: [expect.objectContaining({ code: 'ANED2T5QRU7HG1' })] });
});

test('server and fetch function respond alike', async () => {
  await using mock = await startMockServer({ version: 'v23.0', log: false });
  const mockFetch = await createMockFetch({ version: 'v23.0', log: false });
  const calls = (call: typeof fetch, origin: string) => [
    get(call, `${origin}${CODE}?fields=qr_image_url.format(SVG)`),
    get(call, `${origin}${CODES}/x`),
    get(call, `${origin}${CODES}?limit=2&limit=3`),
    get(call, `${origin}/me`),
    post(call, origin + CODES, { prefilled_message: 'Grüße 🙂' }),
    post(call, origin + CODES, '{'),
    call(origin + CODE, { method: 'DELETE', headers: TOKEN }),
    call(origin + CODE, { method: 'PUT' }),
  ];
  const shown = async (response: Response) => ({
    status: response.status,
    type: response.headers.get('content-type'),
    rejected: response.headers.get('x-mock-rejected'),
    example: response.headers.get('x-mock-example'),
    body: await response.text(),
  });
  const overSockets = await Promise.all((await Promise.all(calls(fetch, mock.url))).map(shown));
  const inProcess = await Promise.all((await Promise.all(calls(mockFetch, META))).map(shown));
  expect(overSockets).toEqual(inProcess);
  const received = (requests: typeof mock.requests) =>
    requests.map(({ operationId, method, path, query, body }) => ({ operationId, method, path, query, body }));
  expect(new Set(received(mock.requests))).toEqual(new Set(received(mockFetch.requests)));
});

test('it can be scripted while it runs, and shows the requests', async () => {
  await using mock = await startMockServer({ version: 'v23.0' });
  mock.script('createOrUpdateQrCode', [step.status(500)]);
  expect((await post(fetch, mock.url + CODES, { prefilled_message: 'Hi' })).status).toBe(500);
  expect((await post(fetch, mock.url + CODES, { prefilled_message: 'Hi' })).status).toBe(200);
  expect(mock.requests).toHaveLength(2);
  expect(mock.requests[1]).toMatchObject({
    operationId: 'createOrUpdateQrCode',
    headers: { host: mock.url.slice('http://'.length), 'content-type': 'application/json' },
    parsed: { prefilled_message: 'Hi' },
  });
});

test('malformed JSON gets a response at once, though Prism itself never responds', async () => {
  await using mock = await startMockServer({ version: 'v23.0', log: false });
  const response = await post(fetch, mock.url + CODES, '{"prefilled_message":', {});
  expect(response.status).toBe(400);
  expect(response.headers.get('x-mock-rejected')).toMatch(/^Request body is not JSON/);
});

test('a body in pieces, without a length, is read to its end', async () => {
  await using mock = await startMockServer({ version: 'v23.0' });
  const headers = { ...TOKEN, 'content-type': 'application/json' };
  const sent = request(mock.url + CODES, { method: 'POST', headers, agent: false });
  const message = Buffer.from(JSON.stringify({ prefilled_message: '🙂' }));
  for (const byte of message) sent.write(Buffer.of(byte));
  sent.end();
  const [response] = await once(sent, 'response');
  response.resume();
  expect(response.statusCode).toBe(200);
  expect(mock.requests[0]?.parsed).toEqual({ prefilled_message: '🙂' });
});

test('an aborted upload is not a request, and the mock goes on', async () => {
  await using mock = await startMockServer({ version: 'v23.0' });
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.end(`POST ${CODES} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"pre`);
  socket.resume();
  await once(socket, 'close');
  expect((await get(fetch, mock.url + CODE)).status).toBe(200);
  expect(mock.requests).toHaveLength(1);
});

test('close ends connections that are kept alive, at once, and may be called twice', async () => {
  const mock = await startMockServer({ version: 'v23.0' });
  const agent = new Agent({ keepAlive: true });
  const sent = request(mock.url + CODE, { agent, headers: TOKEN }).end();
  const [response] = await once(sent, 'response');
  response.resume();
  await once(response, 'end');
  const ended = once(sent.socket ?? response.socket, 'close');
  await Promise.all([mock.close(), mock.close()]);
  await ended;
  await expect(fetch(mock.url + CODE)).rejects.toThrow('fetch failed');
  agent.destroy();
});

test('close ends a request that is still being sent', async () => {
  const mock = await startMockServer({ version: 'v23.0' });
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`POST ${CODES} HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{`);
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await mock.close();
  await ended;
});

test('a process ends by itself after it closed its mock', async () => {
  const program = `
    const { startMockServer } = await import('${new URL('../src/index.ts', import.meta.url)}');
    await using mock = await startMockServer({ version: 'v23.0' });
    const responses = await Promise.all([1, 2, 3].map(() => fetch(mock.url + '${CODE}', { headers: { authorization: 'Bearer any' } })));
    console.log(responses.map((response) => response.status).join());
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { timeout: 60_000 });
  expect(stdout).toBe('200,200,200\n');
}, 60_000);

test('pages of any origin can call it, as they can call the Graph API', async () => {
  await using mock = await startMockServer({ version: 'v23.0', log: false });
  const preflight = await fetch(mock.url + CODES, {
    method: 'OPTIONS',
    headers: {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
  expect(mock.requests).toEqual([]);
  const rejected = await get(fetch, `${mock.url}/me`);
  expect(rejected.headers.get('access-control-allow-origin')).toBe('*');
  expect(rejected.headers.get('access-control-expose-headers')).toBe('*');
});

test('with host 0.0.0.0 it listens on all addresses, and its url can be called', async () => {
  await using mock = await startMockServer({ version: 'v23.0', host: '0.0.0.0' });
  expect(mock.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await get(fetch, mock.url + CODE)).status).toBe(200);
});

test('a port in use is an error with the reason', async () => {
  await using mock = await startMockServer({ version: 'v23.0' });
  const port = Number(new URL(mock.url).port);
  await expect(startMockServer({ version: 'v23.0', port })).rejects.toThrow(
    `The mock cannot listen on port ${port} of 127.0.0.1: it is taken. Choose another, or 0 for a free one.`,
  );
});

test('unknown options are rejected', async () => {
  // @ts-expect-error: a misspelt option
  await expect(startMockServer({ version: 'v23.0', hots: 'localhost' })).rejects.toThrow(
    'startMockServer: expected the options version, log, maxBodyBytes, stateful, seed, randomSeed, imageTtlMs, control, port, host; received hots.',
  );
});
