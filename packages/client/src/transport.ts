import createOpenapiFetch, { type Client, createQuerySerializer } from 'openapi-fetch';
import { refuse } from './arguments.ts';
import { type Authorization, type Authorizer, addAuthorization, type Call } from './authorization.ts';
import { cancelBody, longestBody } from './body.ts';
import type { CallFacts } from './errors.ts';
import { describe } from './json.ts';
import { type CallResponse, networkError, unusableResponse } from './response.ts';

/** The second argument of `fetch`: new for every attempt, and free to be changed by instrumentation. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  /** JSON, on POST. */
  body?: string;
  /** Redirects are never followed: the token is for the base address alone. */
  redirect: 'manual';
  /** Aborted when the attempt times out or the caller aborts. */
  signal: AbortSignal;
}

/** The part of a `Response` that this client reads, so that `fetch` of undici and others fit as well. */
export interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body?: unknown;
  text(): Promise<string>;
}

export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** What openapi-fetch passes on from a call to the transport. */
export interface Attempt {
  readonly authorization: Authorization;
  readonly signal: AbortSignal;
  readonly call: Call;
  /** Set while the body is read. */
  body?: ReadableStreamDefaultReader<unknown>;
}

/** The options of a client that its requests depend on. */
export interface TransportOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly fetch?: Fetch | undefined;
  readonly userAgent?: string | undefined;
}

/**
 * The `Request` of the methods: what openapi-fetch made of a call. A platform `Request` would take half the time of a call,
 * and is needed for middleware alone.
 */
class OutgoingRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
  readonly attempt: Attempt;

  constructor(url: string, init: Omit<OutgoingRequest, 'url'>) {
    this.url = url;
    this.method = init.method;
    this.headers = init.headers;
    this.body = init.body;
    this.attempt = init.attempt;
  }
}

/** Fills in a path template. Encoding does not change `.` and `..`, which lead to other resources: they are refused. */
export function serializePath(template: string, parameters: Readonly<Record<string, unknown>>): string {
  let path = '';
  let position = 0;
  for (let open = template.indexOf('{'); open >= 0; open = template.indexOf('{', position)) {
    const close = template.indexOf('}', open);
    const name = template.slice(open + 1, close);
    const value = String(parameters[name] ?? '');
    if (value === '' || value === '.' || value === '..') {
      refuse('raw', name, "a path parameter other than '', '.' and '..'", describe(value));
    }
    path += template.slice(position, open) + encodeURIComponent(value);
    position = close + 1;
  }
  return path + template.slice(position);
}

// Created once: openapi-fetch would otherwise create one for every request. It also serializes what a query inherits.
const serializeEvery = createQuerySerializer();
const serializeQuery = (query: object): string =>
  Object.keys(query).length > 0 ? serializeEvery(Object.assign(Object.create(null), query)) : '';

/** The openapi-fetch client of the methods. Each request carries its {@link Attempt}; no body is parsed. */
export function createApiClient<Paths extends object>(options: TransportOptions): Client<Paths> {
  return createOpenapiFetch<Paths>({
    baseUrl: options.baseUrl,
    pathSerializer: serializePath,
    querySerializer: serializeQuery,
    // openapi-fetch only passes requests and responses on; it reads `method`, `ok`, `status`, `body` and one header.
    Request: OutgoingRequest as unknown as typeof Request,
    fetch: ((request: OutgoingRequest) => send(options, request)) as unknown as (request: Request) => Promise<Response>,
  });
}

/**
 * The plain openapi-fetch client with base address and token: no retry, none of this client's errors for responses, no
 * version check. The token is added where a request leaves, and only to addresses below the base address: a request can be
 * given another one, and middleware never has the token.
 */
export function createRawClient<Paths extends object>(
  options: TransportOptions,
  authorizer: Authorizer,
): Client<Paths> {
  const { baseUrl } = options;
  return createOpenapiFetch<Paths>({
    baseUrl,
    pathSerializer: serializePath,
    fetch: async (request) => {
      const { method, signal } = request;
      const call = authorizer.createCall('raw', `${method} ${new URL(request.url).pathname}`);
      let { url } = request;
      let headers = Object.fromEntries(request.headers);
      if (url.startsWith(`${baseUrl}/`)) {
        headers = { ...headersOf(options), ...headers };
        url = addAuthorization(url, headers, await authorizer.authorize(call));
      }
      const body = await request.text();
      const init: FetchInit = { method, headers, redirect: 'manual', signal, ...(body && { body }) };
      const response = await fetchOf(options, call)(url, init);
      return boundedBody(response as Response, signal, call);
    },
  });
}

const headersOf = ({ userAgent }: TransportOptions): Record<string, string> => ({
  accept: 'application/json',
  ...(userAgent && { 'user-agent': userAgent }),
});

/** Looked up for every request: tests and instrumentation replace the global one. */
function fetchOf({ fetch }: TransportOptions, { operation }: CallFacts): Fetch {
  const found: unknown = fetch ?? globalThis.fetch;
  if (typeof found !== 'function') refuse(operation, 'fetch', 'a function, since there is no global one', typeof found);
  return found as Fetch;
}

/** Sends a request of the methods and reads the response to its end. */
async function send(
  options: TransportOptions,
  { url, method, headers, body, attempt }: OutgoingRequest,
): Promise<CallResponse & { readonly ok: true }> {
  const { authorization, signal, call } = attempt;
  const sentHeaders = headersOf(options);
  const init: FetchInit = { method, headers: sentHeaders, redirect: 'manual', signal };
  if (body !== undefined) {
    init.body = body;
    for (const [name, value] of headers) sentHeaders[name] = value;
  }
  const fetch = fetchOf(options, call);
  let response: FetchResponse;
  try {
    response = await fetch(addAuthorization(url, sentHeaders, authorization), init);
  } catch (error) {
    throw networkError(call, error);
  }
  if (typeof response?.status !== 'number' || typeof response.headers?.get !== 'function') {
    throw unusableResponse(call, `fetch returned ${describe(response)}: expected a Response`);
  }
  const { status, headers: received } = response;
  try {
    // Always `ok`: openapi-fetch would read and parse the body of an error.
    return { ok: true, status, headers: received, text: await readText(response, attempt), call };
  } catch (error) {
    // openapi-fetch would ignore a falsy error.
    throw error || networkError(call, error);
  }
}

/** The text of a body; stops reading soon after {@link longestBody} characters. */
async function readText(response: FetchResponse, attempt: Attempt): Promise<string> {
  const { status } = response;
  const stream = response.body as Partial<ReadableStream<unknown>> | null | undefined;
  // Not every `fetch` returns a web stream.
  if (typeof stream?.getReader !== 'function') {
    if (typeof response.text !== 'function')
      throw unusableResponse(attempt.call, 'fetch returned a Response without text()', status);
    const text: unknown = await response.text();
    if (typeof text === 'string') return text;
    throw unusableResponse(
      attempt.call,
      `text() of the Response returned ${describe(text)}: expected a string`,
      status,
    );
  }
  if ((response as Partial<Response>).bodyUsed)
    throw unusableResponse(attempt.call, 'fetch returned a Response whose body was read before', status);
  const reader = stream.getReader() as ReadableStreamDefaultReader<unknown>;
  // A response can arrive after its attempt was given up.
  if (attempt.signal.aborted) cancelBody(reader);
  attempt.body = reader;
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value as Uint8Array, { stream: true });
    if (text.length > longestBody) {
      cancelBody(reader);
      return text;
    }
  }
}

/** The response with a body that ends with an error after {@link longestBody} bytes, and is cancelled on abort. */
function boundedBody(response: Response, signal: AbortSignal, call: CallFacts): Response {
  const reader = response.body?.getReader?.();
  if (!reader) return response;
  signal.addEventListener('abort', () => cancelBody(reader), { once: true });
  let length = 0;
  const bounded = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await reader.read();
      if (signal.aborted) return controller.error(signal.reason);
      if (done) return controller.close();
      length += value.length;
      if (length <= longestBody) return controller.enqueue(value);
      cancelBody(reader);
      const { status } = response;
      controller.error(
        unusableResponse(call, `answered ${status} with a body longer than ${longestBody} bytes`, status),
      );
    },
    cancel: () => cancelBody(reader),
  });
  return new Response(bounded, response);
}
