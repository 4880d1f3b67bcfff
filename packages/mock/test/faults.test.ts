import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createMockFetch, type MockControls, type MockServer, startMockServer, step } from '../src/index.ts';
import { CODE, CODES, get, META, post, TOKEN } from './calls.ts';

const log = vi.fn();
let server: MockServer<'v23.0'>;
beforeAll(async () => {
  server = await startMockServer({ version: 'v23.0', log });
});
afterEach(() => {
  server.reset();
  log.mockClear();
});
afterAll(() => server.close());

/** Server and fetch function: a fault must look the same. */
const forms: [string, () => Promise<{ mock: MockControls<'v23.0'>; call: typeof fetch; origin: string }>][] = [
  ['over sockets', async () => ({ mock: server, call: fetch, origin: server.url })],
  [
    'in process',
    async () => {
      const call = await createMockFetch({ version: 'v23.0', log });
      return { mock: call, call, origin: META };
    },
  ],
];

describe.each(forms)('%s', (_form, setUp) => {
  test('reset closes the connection without a response', async () => {
    const { mock, call, origin } = await setUp();
    mock.script('getQrCode', [step.reset()]);
    const error = await get(call, origin + CODE).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
    expect((await get(call, origin + CODE)).status).toBe(200);
    expect(mock.requests).toHaveLength(2);
  });

  test('truncate closes the connection in the middle of the response', async () => {
    const { mock, call, origin } = await setUp();
    mock.script('createOrUpdateQrCode', [step.truncate()]);
    const response = await post(call, origin + CODES, { prefilled_message: 'Hi' });
    expect(response.status).toBe(200);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    expect(first?.value).toMatch(/^\{"code":"ANED2T5QRU7HG1"/);
    await expect(reader?.read()).rejects.toThrow('terminated');
  });

  test('html is the page of a gateway', async () => {
    const { mock, call, origin } = await setUp();
    mock.script('getQrCode', [step.html(), step.html(200)]);
    const response = await get(call, origin + CODE);
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.get('x-mock-off-spec')).toBe('true');
    expect(response.headers.has('facebook-api-version')).toBe(false);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
    expect((await get(call, origin + CODE)).status).toBe(200);
  });

  test('empty has no body', async () => {
    const { mock, call, origin } = await setUp();
    mock.script('deleteQrCode', [step.empty(), step.empty(204), step.empty(500)]);
    const responses = [];
    for (let count = 0; count < 3; count++) {
      const response = await call(origin + CODE, { method: 'DELETE', headers: TOKEN });
      responses.push([response.status, response.headers.get('content-type'), await response.text()]);
    }
    expect(responses).toEqual([
      [200, null, ''],
      [204, null, ''],
      [500, null, ''],
    ]);
  });

  test('offSpec sends any response', async () => {
    const { mock, call, origin } = await setUp();
    const throttle = { error: { message: 'Slow down', type: 'OAuthException', code: 80008 } };
    mock.script('getQrCode', [
      step.offSpec({ status: 400, headers: { 'Retry-After': '3' }, body: throttle }),
      step.offSpec({ status: 200, headers: { 'Content-Type': 'text/javascript' }, body: '{"data":[]}' }),
      step.offSpec({ status: 418, body: 'teapot' }),
    ]);
    const first = await get(call, origin + CODE);
    expect([first.status, first.headers.get('retry-after')]).toEqual([400, '3']);
    expect(first.headers.get('content-type')).toBe('application/json');
    expect(await first.json()).toEqual(throttle);
    const second = await get(call, origin + CODE);
    expect([second.headers.get('content-type'), await second.text()]).toEqual(['text/javascript', '{"data":[]}']);
    const third = await get(call, origin + CODE);
    expect([third.status, third.headers.get('content-type')]).toEqual([418, 'text/plain;charset=UTF-8']);
    expect(third.headers.get('x-mock-off-spec')).toBe('true');
  });

  test('delay waits before the response that fits the request, or before another step', async () => {
    const { mock, call, origin } = await setUp();
    mock.script('getQrCode', [step.delay(40), step.delay(40, step.status(429)), step.delay(40, step.reset())]);
    const timed = async () => {
      const started = performance.now();
      const status = await get(call, origin + CODE).then(
        (response) => response.status,
        (error: unknown) => error,
      );
      return { status, waited: performance.now() - started > 35 };
    };
    expect(await timed()).toEqual({ status: 200, waited: true });
    expect(await timed()).toEqual({ status: 429, waited: true });
    expect(await timed()).toEqual({ status: expect.any(TypeError), waited: true });
  });

  test('a delay ends when the caller aborts', async () => {
    const { mock, call, origin } = await setUp();
    mock.script('getQrCode', [step.delay(60_000)]);
    const controller = new AbortController();
    const pending = call(origin + CODE, { headers: TOKEN, signal: controller.signal });
    pending.catch(() => {});
    await vi.waitFor(() => expect(mock.requests).toHaveLength(1));
    const reason = new Error('that took too long');
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    expect(mock.unusedSteps()).toEqual([]);
  });

  test('the log names the fault of a scripted response', async () => {
    const { mock, call, origin } = await setUp();
    mock.script('getQrCode', [step.offSpec({ status: 418 }), step.truncate()]);
    await get(call, origin + CODE);
    await get(call, origin + CODE);
    expect(log.mock.calls.flat()).toEqual([
      expect.objectContaining({ status: 418, fault: 'off-spec', example: undefined }),
      expect.objectContaining({ status: 200, fault: 'truncate' }),
    ]);
  });
});

test('close does not wait for delayed responses', async () => {
  const mock = await startMockServer({ version: 'v23.0' });
  mock.script('getQrCode', [step.delay(60_000)]);
  const pending = get(fetch, mock.url + CODE).catch((error: unknown) => error);
  await vi.waitFor(() => expect(mock.requests).toHaveLength(1));
  await mock.close();
  expect(await pending).toBeInstanceOf(TypeError);
});

test('impossible steps are rejected', () => {
  const script = (...steps: Parameters<typeof server.script>[1]) => server.script('getQrCode', steps);
  expect(() => script(step.offSpec({ status: 99 }))).toThrow(
    'script: getQrCode: Status 99 cannot be sent. Possible are 200 to 599.',
  );
  expect(() => script(step.offSpec({ status: 200, headers: { 'a b': 'c' } }))).toThrow(
    'Headers {"a b":"c"} cannot be sent',
  );
  expect(() => script(step.delay(-1))).toThrow('Delay -1 is impossible. Possible are 0 to 2147483647 milliseconds.');
  expect(() => script(step.delay(Number.NaN))).toThrow('Delay NaN is impossible.');
  // @ts-expect-error: what follows a delay is documented, too
  expect(() => script(step.delay(1, step.status(418)))).toThrow('Status 418 is not documented.');
});
