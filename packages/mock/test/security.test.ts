// Attacks on the process that runs the mock. Each test repeats one that once succeeded.
import { execFile } from 'node:child_process';
import { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMockFetch, type MockControls, type MockServer, startMockServer, step } from '../src/index.ts';
import { CODE, CODES, get, META, post, TOKEN } from './calls.ts';

afterEach(() => vi.restoreAllMocks());

/** Runs the program in a process with a small heap, in which too much memory is fatal. */
async function runWithSmallHeap(program: string): Promise<unknown> {
  const index = new URL('../src/index.ts', import.meta.url);
  const text = `import { createMockFetch, startMockServer } from '${index}'; ${program}`;
  const args = ['--max-old-space-size=64', '--input-type=module', '--eval', text];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 100_000 });
  return JSON.parse(stdout);
}

describe('large bodies', () => {
  test('600 MB in one body are rejected with 413, and the mock goes on', async () => {
    const result = await runWithSmallHeap(`
      import { request } from 'node:http';
      import { once } from 'node:events';
      const mock = await startMockServer({ version: 'v23.0', log: false });
      const sent = request(mock.url + '${CODES}', { method: 'POST', headers: { 'content-type': 'application/json' } });
      const chunk = Buffer.alloc(1_000_000, 'a');
      let peak = 0;
      for (let count = 0; count < 600; count++) {
        if (!sent.write(chunk)) await once(sent, 'drain');
        peak = Math.max(peak, process.memoryUsage.rss());
      }
      sent.end();
      const [response] = await once(sent, 'response');
      let body = '';
      for await (const text of response.setEncoding('utf8')) body += text;
      const next = await fetch(mock.url + '${CODE}', { headers: { authorization: 'Bearer any' } });
      console.log(JSON.stringify({
        status: response.statusCode,
        message: JSON.parse(body).error.message,
        next: next.status,
        kept: mock.requests[0].body.length,
        // A process that kept the chunks until the end of the request would need 600 MB for them alone.
        keepsChunks: peak > 450_000_000,
      }));
      await mock.close();`);
    expect(result).toEqual({
      status: 413,
      message: 'Unsupported request. Request body has 600000000 bytes: at most 1000000 are accepted.',
      next: 200,
      kept: 0,
      keepsChunks: false,
    });
  }, 120_000);

  test('bodies of 10 MB without a token, and some just under the limit, do not fill the memory', async () => {
    const result = await runWithSmallHeap(`
      const mock = await startMockServer({ version: 'v23.0', log: false });
      const statuses = new Set();
      for (const [size, times] of [[10_000_000, 60], [999_990, 100]]) {
        const body = JSON.stringify('a'.repeat(size - 2));
        for (let count = 0; count < times; count++) {
          const headers = { 'content-type': 'application/json' };
          const response = await fetch(mock.url + '${CODES}', { method: 'POST', headers, body });
          statuses.add(response.status);
          await response.text();
        }
      }
      const kept = mock.requests.reduce((sum, { body }) => sum + body.length, 0);
      console.log(JSON.stringify({ statuses: [...statuses], kept: kept < 32_000_000, last: mock.requests.length > 1 }));
      await mock.close();`);
    expect(result).toEqual({ statuses: [413, 401], kept: true, last: true });
  }, 120_000);

  test('in process, too: 413, and what is kept is limited', async () => {
    const fetch = await createMockFetch({ version: 'v23.0', log: false, maxBodyBytes: 100 });
    const call = (message: string) => post(fetch, META + CODES, { prefilled_message: message });
    expect((await call('Hi')).status).toBe(200);
    // Bytes count, not characters.
    const tooLarge = await call('🙂'.repeat(50));
    expect([tooLarge.status, await tooLarge.json()]).toEqual([
      413,
      { error: expect.objectContaining({ message: expect.stringContaining('at most 100 are accepted') }) },
    ]);
    expect(tooLarge.headers.get('x-mock-rejected')).toBe('Request body has 224 bytes: at most 100 are accepted.');
    expect(fetch.requests[1]).toMatchObject({ operationId: 'createOrUpdateQrCode', body: '', parsed: undefined });
    fetch.script('createOrUpdateQrCode', [step.status(500)]);
    await call('x'.repeat(100));
    expect(fetch.unusedSteps()).toHaveLength(1);
  });

  test('small bodies whose JSON needs many times their memory are kept as text', async () => {
    const result = await runWithSmallHeap(`
      const fetch = await createMockFetch({ version: 'v23.0', log: false });
      const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
      const body = '[' + '{},'.repeat(100_000) + '{}]';
      for (let count = 0; count < 50; count++) await fetch('${META}${CODES}', { method: 'POST', headers, body });
      console.log(JSON.stringify({ count: fetch.requests.length, parsed: fetch.requests[0].parsed.length }));`);
    expect(result).toEqual({ count: 50, parsed: 100_001 });
  }, 60_000);

  test('a long value in a reason is cut', async () => {
    const fetch = await createMockFetch({ version: 'v23.0', log: false });
    const body = { prefilled_message: 'Hi', generate_qr_image: 'x'.repeat(900_000) };
    const response = await post(fetch, META + CODES, body);
    expect((await response.text()).length).toBeLessThan(1_000);
    expect(fetch.requests[0]?.rejected).toMatch(/received "x{199}…$/);
  });

  test.each([-1, 1.5, Number.NaN, '1 MB'])('a limit of %s is not accepted', async (maxBodyBytes) => {
    // @ts-expect-error: of the wrong type, in one case
    await expect(createMockFetch({ version: 'v23.0', maxBodyBytes })).rejects.toThrow(
      /^maxBodyBytes: expected a number of bytes, such as 1_000_000; received /,
    );
  });
});

describe('responses that cannot be sent', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;

  test.each<[string, unknown, RegExp]>([
    ['a line break in a header', { status: 200, headers: { a: 'b\n' } }, /"a" has the value "b\\n"\. Expected text/],
    ['a carriage return at the end', { status: 200, headers: { a: 'b\r' } }, /"a" has the value "b\\r"/],
    ['a control character', { status: 200, headers: { a: 'b\u0000c' } }, /cannot be sent/],
    ['an escape sequence', { status: 200, headers: { a: '\u001b[31m' } }, /cannot be sent/],
    ['a character beyond Latin-1', { status: 200, headers: { a: '🙂' } }, /cannot be sent/],
    ['a header value that is not text', { status: 200, headers: { a: 1 } }, /"a" has the value 1\. Expected text/],
    ['an undefined header value', { status: 200, headers: { a: undefined } }, /has the value undefined/],
    ['a header name with a blank', { status: 200, headers: { 'a b': 'c' } }, /Headers \{"a b":"c"\} cannot be sent/],
    ['an empty header name', { status: 200, headers: { '': 'c' } }, /cannot be sent/],
    ['headers that are text', { status: 200, headers: 'a: b' }, /Headers "a: b" cannot be sent/],
    ['a body that is a function', { status: 200, body: () => 1 }, /Body of type function cannot be sent/],
    ['a body that is a symbol', { status: 200, body: Symbol('x') }, /Body of type symbol cannot be sent/],
    ['a BigInt', { status: 200, body: { id: 1n } }, /Body of type object cannot be sent/],
    ['a circular body', { status: 200, body: circular }, /Body of type object cannot be sent/],
    ['a body with status 204', { status: 204, body: 'x' }, /Status 204 cannot be sent with a body/],
    ['a body with status 304', { status: 304, body: {} }, /Status 304 cannot be sent with a body/],
    ['a status beyond 599', { status: 600 }, /Status 600 cannot be sent/],
    ['no response', undefined, /Status undefined cannot be sent/],
  ])('%s is rejected by script, with the reason', async (_what, response, reason) => {
    const fetch = await createMockFetch({ version: 'v23.0' });
    // @ts-expect-error: as JavaScript can call it
    expect(() => fetch.script('getQrCode', [step.offSpec(response)])).toThrow(reason);
    // @ts-expect-error: as JavaScript can call it
    expect(() => fetch.script('getQrCode', [step.delay(1, step.offSpec(response))])).toThrow(reason);
    expect(fetch.unusedSteps()).toEqual([]);
  });

  test('what script accepts can be sent, whatever becomes of the object', async () => {
    await using server = await startMockServer({ version: 'v23.0' });
    const response = { status: 200, headers: { a: '\tb \u00ff' }, body: { list: [1] } };
    server.script('getQrCode', [step.offSpec(response), step.offSpec({ status: 205 })]);
    response.headers.a = '\n';
    response.body.list.push(2);
    const received = await get(fetch, server.url + CODE);
    expect([received.headers.get('a'), await received.json()]).toEqual(['b \u00ff', { list: [1] }]);
    expect((await get(fetch, server.url + CODE)).status).toBe(205);
  });
});

describe('errors in the code of the mock', () => {
  const failing = () => {
    throw new Error('disk full');
  };
  const forms: [string, () => Promise<{ mock: MockControls<'v23.0'>; call: typeof fetch; origin: string }>][] = [
    [
      'over sockets',
      async () => {
        server = await startMockServer({ version: 'v23.0', log: failing });
        return { mock: server, call: fetch, origin: server.url };
      },
    ],
    [
      'in process',
      async () => {
        const call = await createMockFetch({ version: 'v23.0', log: failing });
        return { mock: call, call, origin: META };
      },
    ],
  ];
  let server: MockServer<'v23.0'> | undefined;
  afterEach(() => server?.close());

  test.each(forms)('%s: they lead to a 500 with the reason', async (_form, setUp) => {
    const { mock, call, origin } = await setUp();
    for (const scripted of [[], [step.delay(5)], [step.reset()]]) {
      mock.script('getQrCode', scripted);
      const response = await get(call, origin + CODE);
      expect(response.status).toBe(500);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(await response.json()).toEqual({
        error: { message: 'The mock failed: disk full', type: 'OAuthException', code: 1 },
      });
    }
    expect(mock.requests).toHaveLength(3);
  });

  test.each([0, 5])('a response that cannot be sent after %i ms leads to a 500', async (delayMs) => {
    server = await startMockServer({ version: 'v23.0' });
    server.script('getQrCode', [step.delay(delayMs)]);
    const writeHead = vi.spyOn(ServerResponse.prototype, 'writeHead').mockImplementationOnce(failing);
    const response = await get(fetch, server.url + CODE);
    expect(writeHead).toHaveBeenCalledTimes(2);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('The mock failed: disk full');
  });

  test('in process, a response that cannot be made leads to a 500', async () => {
    const call = await createMockFetch({ version: 'v23.0' });
    const made = vi.spyOn(globalThis, 'Response').mockImplementationOnce(function fail() {
      throw new Error('disk full');
    });
    const response = await get(call, META + CODE);
    expect(made).toHaveBeenCalledTimes(2);
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('The mock failed: disk full');
  });
});

describe('control characters from requests', () => {
  // Escape sequences, line breaks of all kinds, C1 controls, and a change of the direction of text.
  const HOSTILE = '\u001b[31m\r\nforged: line\u009b2J\u2028\u2029\u0085\u0007\u202e\u0000';
  const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u;
  let warn: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  });

  const attacks: [string, (call: typeof fetch) => Promise<unknown>][] = [
    ['fields', (call) => get(call, `${META}${CODE}?fields=${encodeURIComponent(HOSTILE)}`)],
    ['Prefer', (call) => get(call, META + CODE, { prefer: 'code=404, example=\u009b31m\u0085' })],
    ['Prefer code', (call) => get(call, META + CODE, { prefer: 'code=\u009b31m' })],
    ['a body that is not JSON', (call) => post(call, META + CODES, `{"a": ${HOSTILE}`)],
    ['a body', (call) => post(call, META + CODES, { prefilled_message: 'Hi', generate_qr_image: HOSTILE })],
    ['a content type', (call) => post(call, META + CODES, 'x', { 'content-type': '\u009b31m' })],
    ['a code', (call) => get(call, `${META}${CODES}/${encodeURIComponent(HOSTILE)}`)],
    ['a path', (call) => get(call, `${META}/${encodeURIComponent(HOSTILE)}`)],
    ['a limit', (call) => get(call, `${META}${CODES}?limit=${encodeURIComponent(HOSTILE)}`)],
    // No HTTP parser lets these two through, but a Request-like object can have them.
    ['a method', (call) => call(META + CODE, { method: 'X', headers: TOKEN })],
  ];

  test.each(attacks)('in %s are printed escaped', async (_place, attack) => {
    await attack(await createMockFetch({ version: 'v23.0' }));
    expect(warn).toHaveBeenCalledTimes(1);
    for (const line of warn.mock.calls.flat()) expect(line).not.toMatch(UNSAFE);
  });

  test('are printed as \\u{…}, and stay as they were in requests', async () => {
    const call = await createMockFetch({ version: 'v23.0' });
    await get(call, `${META}${CODE}?fields=${encodeURIComponent('\u001b[31m')}`);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('fields names "\\u{1b}[31m"'));
    expect(call.requests[0]?.rejected).toContain('fields names "\u001b[31m"');
  });
});
