import { type Arrival, pathAndQuery } from './arrival.ts';
import type { MockControls, MockOptions } from './controls.ts';
import { type Answer, createMock } from './mock.ts';
import { requireOptions } from './options.ts';
import type { GraphVersion } from './scenarios.ts';

/** A `fetch` that the mock answers in process, whatever host the address names. */
export interface MockFetch<V extends GraphVersion = GraphVersion> extends MockControls<V> {
  (input: string | URL | Request, init?: RequestInit): Promise<Response>;
}

/** The mock without a socket, for unit tests: what `startMockServer` answers, this does. */
export async function createMockFetch<V extends GraphVersion>(options: MockOptions<V>): Promise<MockFetch<V>> {
  requireOptions('createMockFetch', options, ['version', 'log']);
  const { answer, controls } = await createMock(options);

  async function mockFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const arrival = await arrivalOf(input, init);
    signal?.throwIfAborted();
    const { delayMs, ...answered } = answer(arrival);
    if (delayMs > 0) await pause(delayMs, signal);
    return responseOf(answered);
  }
  return Object.assign(mockFetch, controls);
}

function responseOf({ status, headers, body, fault }: Omit<Answer, 'delayMs'>): Response {
  if (fault === 'reset') throw new TypeError('fetch failed', { cause: socketError('read ECONNRESET', 'ECONNRESET') });
  // Not every status may have a body, and an empty text counts as one.
  return new Response(fault === 'truncate' ? half(body) : body || null, { status, headers });
}

/** The first half of the text, and then the end of the connection, as fetch tells of it. */
function half(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const pieces = [bytes.subarray(0, bytes.length / 2)];
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.shift();
      if (piece !== undefined) controller.enqueue(piece);
      else controller.error(new TypeError('terminated', { cause: socketError('other side closed', 'UND_ERR_SOCKET') }));
    },
  });
}

function socketError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What a server would see of it. */
async function arrivalOf(input: string | URL | Request, init: RequestInit | undefined): Promise<Arrival> {
  const { method = 'GET', body = null } = init ?? {};
  if (input instanceof Request || (body !== null && (typeof body !== 'string' || /^(GET|HEAD)$/i.test(method)))) {
    const request = new Request(input, init);
    return arrivalAt(new URL(request.url), request.method, request.headers, await request.text());
  }
  // The same without a Request, which would take longer than the whole answer.
  const headers = new Headers(init?.headers);
  if (body !== null && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  return arrivalAt(new URL(input), method.toUpperCase(), headers, body ?? '');
}

function arrivalAt({ pathname, search }: URL, method: string, sent: Headers, body: string): Arrival {
  const headers = Object.fromEntries(sent);
  if (body !== '') headers['content-length'] = String(Buffer.byteLength(body));
  return { method, ...pathAndQuery(pathname + search), headers, body };
}
