import type { MockControls, MockOptions } from './controls.ts';
import { type HttpRequest, parseTarget } from './http-request.ts';
import { createMock } from './mock.ts';
import { internalErrorResponse, type MockResponse } from './mock-response.ts';
import { COMMON_OPTIONS, requireKnownOptions } from './options.ts';
import type { GraphVersion } from './scenarios.ts';

/** What `fetch` accepts as a request, of whatever implementation. */
export interface RequestLike {
  readonly url: string;
  readonly method: string;
  readonly headers: Iterable<[string, string]>;
  readonly signal?: AbortSignal | null | undefined;
  text(): Promise<string>;
}

type FetchInput = string | URL | Request | RequestLike;

/** A `fetch` to which the mock responds in process, whatever host the address names. */
export interface MockFetch<V extends GraphVersion = GraphVersion> extends MockControls<V> {
  (input: FetchInput, init?: RequestInit): Promise<Response>;
}

/** The mock without a socket, for unit tests. It responds as the server of `startMockServer` does. */
export async function createMockFetch<V extends GraphVersion>(options: MockOptions<V>): Promise<MockFetch<V>> {
  requireKnownOptions('createMockFetch', options, COMMON_OPTIONS);
  const { respond, controls } = await createMock(options);

  async function mockFetch(input: FetchInput, init?: RequestInit): Promise<Response> {
    const signal = init?.signal ?? (isRequestLike(input) ? input.signal : undefined);
    signal?.throwIfAborted();
    const request = await toHttpRequest(input, init);
    signal?.throwIfAborted();
    const mocked = await respond(request);
    if (mocked.delayMs > 0) await pause(mocked.delayMs, signal);
    if (mocked.fault === 'reset' || mocked.fault === 'lost') {
      throw new TypeError('fetch failed', { cause: socketError('read ECONNRESET', 'ECONNRESET') });
    }
    try {
      return toResponse(mocked);
    } catch (error) {
      return toResponse(internalErrorResponse(error));
    }
  }
  return Object.assign(mockFetch, controls);
}

function isRequestLike(input: FetchInput): input is Request | RequestLike {
  return typeof input === 'object' && 'url' in input && 'headers' in input;
}

function toResponse({ status, headers, body, fault }: MockResponse): Response {
  // Some statuses must not have a body, and an empty text counts as one.
  return new Response(fault === 'truncate' ? firstHalf(body) : body || null, { status, headers });
}

/** The first half of the body, then the error with which `fetch` reports a closed connection. */
function firstHalf(body: MockResponse['body']): ReadableStream<Uint8Array> {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
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

/** The request that a server would receive. */
async function toHttpRequest(input: FetchInput, init: RequestInit | undefined): Promise<HttpRequest> {
  if (isRequestLike(input) && !(input instanceof Request)) return fromRequestLike(input, init);
  const { method = 'GET', body = null } = init ?? {};
  if (input instanceof Request || (body !== null && (typeof body !== 'string' || /^(GET|HEAD)$/i.test(method)))) {
    const request = new Request(input, init);
    return httpRequest(new URL(request.url), request.method, request.headers, await request.text());
  }
  // The same without a Request, which would take longer than the whole response.
  const headers = new Headers(init?.headers);
  if (body !== null && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  return httpRequest(new URL(input), method.toUpperCase(), headers, body ?? '');
}

/** A Request of another implementation, such as undici's own, which the platform's constructor does not accept. */
async function fromRequestLike(input: RequestLike, init: RequestInit | undefined): Promise<HttpRequest> {
  const hasBody = init?.body !== undefined || !/^(GET|HEAD)$/i.test(init?.method ?? input.method);
  const text = hasBody && init?.body === undefined ? await input.text() : undefined;
  const headers = [...input.headers];
  const request = new Request(input.url, { method: input.method, headers, ...(text && { body: text }), ...init });
  return httpRequest(new URL(request.url), request.method, request.headers, await request.text());
}

function httpRequest(url: URL, method: string, sent: Headers, body: string): HttpRequest {
  const headers = Object.fromEntries(sent);
  const bodyBytes = Buffer.byteLength(body);
  if (bodyBytes > 0) headers['content-length'] = String(bodyBytes);
  return { method, ...parseTarget(url.pathname + url.search, url.origin), headers, body, bodyBytes };
}
