// The proxy between a client and a stand-in for Meta: the stateful mock, behind a server that changes one thing at a time.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ContractProxy,
  type MockServer,
  startContractProxy,
  startMockServer,
  step,
  type Violation,
} from '../src/index.ts';
import { post } from './calls.ts';

const TOKEN = 'EAAproxyTests/0123456789|abcdef';
const AUTHORIZED = { authorization: `Bearer ${TOKEN}` };
const CODES = '/v25.0/1234567890123456/message_qrdls';
const CODE = `${CODES}/ANED2T5QRU7HG1`;
const SEED = {
  '1234567890123456': [
    { prefilled_message: 'Hi', code: 'ANED2T5QRU7HG1', creation_time: 1_700_000_000 },
    { prefilled_message: 'Hello' },
  ],
};

type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let mock: MockServer<'v25.0'>;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  mock = await startMockServer({ version: 'v25.0', stateful: true, seed: SEED, log: false });
  closers.push(() => mock.close());
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function proxyTo(upstream: string, options: { timeoutMs?: number; maxBodyBytes?: number } = {}) {
  const proxy = await startContractProxy({ version: 'v25.0', upstream, log: false, ...options });
  closers.push(() => proxy.close());
  return proxy;
}

async function serverOf(respond: Respond): Promise<string> {
  const server = createServer(async (received, response) => respond(received, response, await text(received)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What the stateful mock responds, changed. */
interface Served {
  status: number;
  type: string;
  version: string;
  body: string;
}

function changed(change: (served: Served, sent: IncomingMessage) => void): Promise<string> {
  return serverOf(async (received, response, body) => {
    const { method = '', headers } = received;
    const real = await fetch(mock.url + received.url, {
      method,
      headers: {
        ...(headers.authorization && { authorization: headers.authorization }),
        ...(headers['content-type'] && { 'content-type': headers['content-type'] }),
      },
      ...(body !== '' && { body }),
    });
    const served = {
      status: real.status,
      type: String(real.headers.get('content-type')),
      version: String(real.headers.get('facebook-api-version')),
      body: await real.text(),
    };
    change(served, received);
    response
      .writeHead(served.status, { 'content-type': served.type, 'facebook-api-version': served.version })
      .end(served.body);
  });
}

function withBody(change: (body: { data: Record<string, unknown>[] }) => void): (served: Served) => void {
  return (served) => {
    const body = JSON.parse(served.body);
    change(body);
    served.body = JSON.stringify(body);
  };
}

function firstOf({ data: [first = {}] }: { data: Record<string, unknown>[] }): Record<string, unknown> {
  return first;
}

function shown(proxy: ContractProxy<'v25.0'>): Partial<Violation>[] {
  return proxy.violations.map(({ operation, side, pointer, expected, found, status }) => ({
    operation,
    side,
    pointer,
    expected,
    found,
    status,
  }));
}

describe('an upstream that responds as documented', () => {
  test('every operation passes unchanged, without a violation', async () => {
    const proxy = await proxyTo(mock.url);
    const calls = async (origin: string) => {
      const send = (method: string, path: string) => fetch(origin + path, { method, headers: AUTHORIZED });
      const responses = [
        await send('GET', `${CODE}?fields=code,creation_time,prefilled_message`),
        await send('GET', `${CODES}?limit=5`),
        await post(fetch, origin + CODES, { prefilled_message: 'New 🙂', generate_qr_image: 'SVG' }, AUTHORIZED),
        await post(fetch, origin + CODES, { prefilled_message: 'Changed', code: 'ANED2T5QRU7HG1' }, AUTHORIZED),
        await send('DELETE', CODE),
        await send('GET', CODE),
      ];
      return Promise.all(
        responses.map(async (response) => ({
          status: response.status,
          headers: [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)),
          body: (await response.text()).replaceAll(origin, 'ORIGIN').replaceAll(/oe=\w+/g, ''),
        })),
      );
    };
    const through = await calls(proxy.url);
    const sent = mock.requests.map(
      ({ method, path, query, body, headers: { authorization, 'content-type': type } }) => ({
        method,
        path,
        query,
        body,
        authorization,
        type,
      }),
    );
    await using twin = await startMockServer({ version: 'v25.0', stateful: true, seed: SEED, log: false });
    const direct = await calls(twin.url);
    expect(through.map(({ body }) => body.replaceAll(mock.url, 'ORIGIN'))).toEqual(direct.map(({ body }) => body));
    const withoutLength = (responses: typeof direct) =>
      responses.map(({ status, headers }) => [status, headers.filter(([name]) => name !== 'content-length')]);
    expect(withoutLength(through)).toEqual(withoutLength(direct));
    expect(sent).toEqual(
      twin.requests.map(({ method, path, query, body, headers: { authorization, 'content-type': type } }) => ({
        method,
        path,
        query,
        body,
        authorization,
        type,
      })),
    );
    expect(proxy.violations).toEqual([]);
    expect(proxy.requests.map(({ operationId, status }) => [operationId, status])).toEqual([
      ['getQrCode', 200],
      ['listQrCodes', 200],
      ['createOrUpdateQrCode', 200],
      ['createOrUpdateQrCode', 200],
      ['deleteQrCode', 200],
      ['getQrCode', 404],
    ]);
    expect(proxy.requests[0]).toMatchObject({ headers: { authorization: 'Bearer [removed]' }, failed: undefined });
    proxy.reset();
    expect(proxy.requests).toEqual([]);
  });

  test('a compressed response is compared, and passes in the same bytes', async () => {
    const bytes = gzipSync('{"data":[{"code":1}]}');
    const upstream = await serverOf((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bytes),
    );
    const proxy = await proxyTo(upstream);
    const sent = request(proxy.url + CODE, { headers: { ...AUTHORIZED, 'accept-encoding': 'gzip' } }).end();
    const [response] = await once(sent, 'response');
    expect(Buffer.concat(await response.toArray())).toEqual(bytes);
    expect(proxy.violations.map(({ pointer }) => pointer)).toContain('/body/data/0/code');
  });

  test('a slow response within the time limit passes', async () => {
    const proxy = await proxyTo(mock.url);
    mock.script('getQrCode', [step.delay(300)]);
    expect((await fetch(proxy.url + CODE, { headers: AUTHORIZED })).status).toBe(200);
    expect(proxy.requests[0]?.durationMs).toBeGreaterThan(250);
    expect(proxy.violations).toEqual([]);
  });

  test('a preflight request of a browser passes and is not recorded', async () => {
    const proxy = await proxyTo(mock.url);
    const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' };
    expect((await fetch(proxy.url + CODES, { method: 'OPTIONS', headers })).status).toBe(204);
    expect([...proxy.requests, ...proxy.violations]).toEqual([]);
  });

  test('a body in chunks is passed on whole', async () => {
    const proxy = await proxyTo(mock.url);
    const sent = request(proxy.url + CODES, {
      method: 'POST',
      headers: { ...AUTHORIZED, 'content-type': 'application/json' },
    });
    sent.write('{"prefilled_message":');
    sent.end('"in chunks"}');
    const [response] = await once(sent, 'response');
    expect(JSON.parse(await text(response))).toMatchObject({ prefilled_message: 'in chunks' });
    expect(proxy.violations).toEqual([]);
  });
});

describe('one change of the contract is one violation', () => {
  const documented = '200, 400, 401, 403, 404, 500';
  test.each<[string, (served: Served, sent: IncomingMessage) => void, Partial<Violation>]>([
    [
      'another type',
      withBody((body) => {
        firstOf(body).code = 1;
      }),
      { pointer: '/body/data/0/code', expected: 'string', found: '1' },
    ],
    [
      'a missing property',
      withBody((body) => {
        delete firstOf(body).deep_link_url;
      }),
      { pointer: '/body/data/0/deep_link_url', expected: 'a required property', found: 'nothing' },
    ],
    [
      'a code of another form',
      withBody((body) => {
        firstOf(body).code = 'x/~y';
      }),
      { pointer: '/body/data/0/code', expected: 'text of the pattern "^[A-Z0-9]{14}$"', found: '"x/~y"' },
    ],
    [
      'an undocumented status',
      (served) => {
        served.status = 418;
      },
      { pointer: '/status', expected: documented, found: '418', status: 418 },
    ],
    [
      'another version',
      (served) => {
        served.version = 'v26.0';
      },
      { pointer: '/headers/facebook-api-version', expected: 'v25.0', found: '"v26.0"' },
    ],
    [
      'HTML',
      (served) => {
        Object.assign(served, { type: 'text/html; charset=utf-8', body: '<h1>Sorry</h1>' });
      },
      { pointer: '/headers/content-type', expected: 'application/json', found: '"text/html; charset=utf-8"' },
    ],
    [
      'HTML that claims to be JSON',
      (served) => {
        served.body = '<h1>Sorry</h1>';
      },
      { pointer: '/body', expected: 'JSON', found: '"<h1>Sorry</h1>"' },
    ],
    [
      'an empty body',
      (served) => {
        served.body = '';
      },
      { pointer: '/body', expected: 'JSON', found: 'nothing' },
    ],
    [
      'an echo of the token',
      (served, { headers }) =>
        withBody((body) => {
          firstOf(body).prefilled_message = `Hi ${headers.authorization}`;
        })(served),
      {
        pointer: '/body/data/0/prefilled_message',
        expected: 'no credential of the request',
        found: '"Hi Bearer [removed]"',
      },
    ],
  ])('%s', async (_what, change, violation) => {
    const proxy = await proxyTo(await changed(change));
    const response = await fetch(proxy.url + CODE, { headers: AUTHORIZED });
    await response.text();
    expect(shown(proxy)).toEqual([{ operation: 'getQrCode', side: 'response', status: 200, ...violation }]);
    expect(JSON.stringify([proxy.requests, proxy.violations])).not.toContain('proxyTests');
  });

  test('a response that does not arrive in time is a 504', async () => {
    const proxy = await proxyTo(mock.url, { timeoutMs: 300 });
    mock.script('getQrCode', [step.delay(60_000)]);
    const response = await fetch(proxy.url + CODE, { headers: AUTHORIZED });
    expect(response.status).toBe(504);
    expect(await response.text()).toContain('none within 300 ms');
    expect(shown(proxy)).toEqual([
      {
        operation: 'getQrCode',
        side: 'response',
        pointer: '',
        expected: 'a response within 300 ms',
        found: 'nothing',
        status: 504,
      },
    ]);
  });

  test('an upstream that is away is a 502 with the reason', async () => {
    await mock.close();
    const proxy = await proxyTo(mock.url);
    const response = await fetch(proxy.url + CODE, { headers: AUTHORIZED });
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('ECONNREFUSED') } });
    expect(proxy.requests[0]?.failed).toContain('ECONNREFUSED');
    expect(shown(proxy)).toMatchObject([{ side: 'response', pointer: '', expected: 'a response', status: 502 }]);
  });

  test.each([
    ['in its body', step.truncate()],
    ['before its head', step.reset()],
  ] as const)('a response that is cut off %s is a 502', async (_where, cut) => {
    const proxy = await proxyTo(mock.url);
    mock.script('getQrCode', [cut]);
    expect((await fetch(proxy.url + CODE, { headers: AUTHORIZED })).status).toBe(502);
    expect(shown(proxy)).toMatchObject([{ side: 'response', pointer: '', expected: 'a response', status: 502 }]);
  });

  test('a response body over the limit passes whole and is reported', async () => {
    const large = JSON.stringify({ data: [], extra: 'x'.repeat(3_000_000) });
    const upstream = await serverOf((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(large),
    );
    const proxy = await proxyTo(upstream);
    const response = await fetch(proxy.url + CODE, { headers: AUTHORIZED });
    expect(await response.text()).toBe(large);
    expect(shown(proxy)).toMatchObject([{ pointer: '/body', found: 'more than 1000000 bytes', status: 200 }]);
  });
});

describe('one mistake in a request is one violation, and the request is passed on', () => {
  test.each<[string, string, string, RequestInit, Partial<Violation>]>([
    ['an unknown path', 'GET', '/v25.0/me', {}, { operation: undefined, pointer: '/path', found: '"/v25.0/me"' }],
    [
      'another method',
      'PUT',
      CODES,
      {},
      { operation: undefined, pointer: '/method', expected: 'GET, POST', found: 'PUT' },
    ],
    [
      'a malformed code',
      'GET',
      `${CODES}/x`,
      {},
      { operation: 'getQrCode', pointer: '/path/QR-Code-ID', found: '"x"' },
    ],
    [
      'a limit in words',
      'GET',
      `${CODES}?limit=two`,
      {},
      { pointer: '/query/limit', expected: 'integer', found: '"two"' },
    ],
    ['an unknown field', 'GET', `${CODES}?fields=code,colour`, {}, { pointer: '/query/fields', found: '"colour"' }],
    [
      'no token',
      'GET',
      CODES,
      { headers: {} },
      { pointer: '/headers/authorization', expected: 'Bearer <token>', found: 'nothing', status: 401 },
    ],
    [
      'another scheme',
      'GET',
      CODES,
      { headers: { authorization: 'Basic YWJjZGVmZ2g6aQ==' } },
      { pointer: '/headers/authorization', found: '"Basic [removed]"' },
    ],
    ['no body', 'POST', CODES, {}, { pointer: '/body', found: 'nothing' }],
    ['half a body', 'POST', CODES, { body: '{"prefilled_message":' }, { pointer: '/body', expected: 'JSON' }],
    [
      'a form',
      'POST',
      CODES,
      { body: 'prefilled_message=Hi', headers: { ...AUTHORIZED, 'content-type': 'application/x-www-form-urlencoded' } },
      { pointer: '/headers/content-type', expected: 'application/json', status: 400 },
    ],
    [
      'a number as the message',
      'POST',
      CODES,
      { body: '{"prefilled_message":3}' },
      { pointer: '/body/prefilled_message', expected: 'string', found: '3' },
    ],
    [
      'no message',
      'POST',
      CODES,
      { body: '{}' },
      { pointer: '/body/prefilled_message', expected: 'a required property', found: 'nothing' },
    ],
    [
      'an unknown image format',
      'POST',
      CODES,
      { body: '{"prefilled_message":"x","generate_qr_image":"GIF"}' },
      { pointer: '/body/generate_qr_image', expected: 'PNG or SVG', found: '"GIF"' },
    ],
  ])('%s', async (_what, method, path, init, violation) => {
    const proxy = await proxyTo(mock.url);
    const headers = { ...AUTHORIZED, ...(init.body && { 'content-type': 'application/json' }) };
    const { status } = await fetch(proxy.url + path, { method, headers, ...init });
    expect(shown(proxy)).toEqual([expect.objectContaining({ side: 'request', status, ...violation })]);
    expect(mock.requests).toHaveLength(1);
  });

  test('a request of another version, and the version that served it, are two', async () => {
    const proxy = await proxyTo(mock.url);
    await fetch(proxy.url + CODES.replace('25', '24'), { headers: AUTHORIZED });
    expect(shown(proxy)).toMatchObject([
      { side: 'request', pointer: '/path/Version', expected: 'one of the allowed values: v25.0', found: '"v24.0"' },
      { side: 'response', pointer: '/headers/facebook-api-version', expected: 'v24.0', found: '"v25.0"' },
    ]);
  });

  test('a body over the limit is a 413 and is not passed on', async () => {
    const proxy = await proxyTo(mock.url);
    const response = await post(fetch, proxy.url + CODES, 'x'.repeat(2_000_000), AUTHORIZED);
    expect(response.status).toBe(413);
    expect(shown(proxy)).toMatchObject([{ side: 'request', pointer: '/body', found: '2000000 bytes', status: 413 }]);
    expect(mock.requests).toEqual([]);
    expect(proxy.requests[0]?.body).toBe('');
  });
});

test('no credential is in requests, violations or the log, however it was sent and returned', async () => {
  const upstream = await serverOf((received, response, body) => {
    const echo = `${received.headers.authorization} ${received.url} ${body}`;
    const link = `https://graph.facebook.com/?next=${encodeURIComponent(encodeURIComponent(TOKEN))}`;
    response
      .writeHead(418, {
        'content-type': 'application/json',
        'x-echo': encodeURIComponent(TOKEN),
        'facebook-api-version': TOKEN,
      })
      .end(JSON.stringify({ error: { message: echo, code: link, [TOKEN]: 1 } }));
  });
  const logged: unknown[] = [];
  const proxy = await startContractProxy({ version: 'v25.0', upstream, log: (entry) => logged.push(entry) });
  closers.push(() => proxy.close());
  const secrets = { access_token: TOKEN, appsecret_proof: 'f00dfeedf00dfeed' };
  const query = new URLSearchParams({ ...secrets, fields: TOKEN, limit: TOKEN });
  const headers = { ...AUTHORIZED, cookie: 'session=c00kie', 'x-copy': TOKEN, 'content-type': 'application/json' };
  const body = JSON.stringify({ ...secrets, prefilled_message: { TOKEN }, [TOKEN]: 1 });
  await fetch(`${proxy.url}${CODES}?${query}`, { headers });
  await fetch(`${proxy.url}${CODES}/${encodeURIComponent(TOKEN)}?${query}`, { method: 'POST', headers, body });
  await fetch(`${proxy.url}${CODES}?${query}`, { method: 'POST', headers, body });
  const output = JSON.stringify([proxy.requests, proxy.violations, logged]);
  expect(proxy.violations.length).toBeGreaterThan(8);
  expect(output).not.toMatch(/proxyTests|abcdef|f00dfeed|c00kie/);
  expect(output).toContain('Bearer [removed]');
});

test('the token in the links of pages, which the Graph API puts there, is no echo', async () => {
  const link = `https://graph.facebook.com${CODES}?access_token=${encodeURIComponent(TOKEN)}&after=x`;
  const proxy = await proxyTo(
    await changed((served) => {
      served.body = JSON.stringify({ data: [], paging: { next: link } });
    }),
  );
  await fetch(proxy.url + CODES, { headers: AUTHORIZED });
  expect(proxy.violations).toEqual([]);
});

test('a client that closes the connection closes that to the upstream', async () => {
  let closed: Promise<unknown> | undefined;
  const upstream = await serverOf((received) => {
    closed = once(received.socket, 'close');
  });
  const proxy = await proxyTo(upstream);
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  socket.write(`GET ${CODE} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n\r\n`);
  await expect.poll(() => closed !== undefined).toBe(true);
  socket.destroy();
  await closed;
  await expect
    .poll(() => proxy.requests)
    .toMatchObject([{ status: undefined, failed: 'The client closed the connection.' }]);
  expect(proxy.violations).toEqual([]);
});

test.each([
  ['no address', 'graph.facebook.com', /^upstream: expected the address of a server.*; received "graph/],
  ['another protocol', 'ftp://127.0.0.1', /received "ftp:/],
  ['credentials', `https://user:${TOKEN}@127.0.0.1`, /^(?!.*proxyTests)upstream: expected.*without user/],
])('an upstream that is %s is not accepted', async (_what, upstream, message) => {
  await expect(startContractProxy({ version: 'v25.0', upstream })).rejects.toThrow(message);
});

test('an unknown option is not accepted', async () => {
  const options = { version: 'v25.0', upstream: mock.url, stateful: true } as const;
  await expect(startContractProxy(options)).rejects.toThrow('startContractProxy: expected the options version');
});
