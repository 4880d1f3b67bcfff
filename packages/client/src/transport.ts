import createOpenapiFetch from 'openapi-fetch';
import type { Authorization } from './authorization.ts';
import type { FetchInit, Settings } from './options.ts';

/** What one call sends. */
export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object;
}

/** What came back, read to its end. */
export interface Received {
  readonly response: Response;
  readonly text: string;
}

/** Sends a request, and reads the answer whatever its status. */
export type Transport = (
  outgoing: Outgoing,
  authorization: Authorization,
  signal: AbortSignal,
) => Promise<{ data: Received }>;

/** Hands a request to the `fetch` of the settings. No redirect is followed: the token is for the base address alone. */
export function send(
  { fetch }: Settings,
  url: string,
  { method, signal }: Pick<FetchInit, 'method' | 'signal'>,
  headers: FetchInit['headers'],
  body: string | undefined,
): Promise<Response> {
  // The global one is looked up per call: tests and instrumentation replace it.
  return (fetch ?? globalThis.fetch)(url, { method, headers, ...(body && { body }), redirect: 'manual', signal });
}

interface LightRequest extends FetchInit {
  url: string;
  readonly sendHeaders: FetchInit['headers'];
}

// A real Request is half the cost of a call, and `fetch` would only take it apart again: openapi-fetch's own init goes
// through as it is, with the address added.
function LightRequest(url: string, init: LightRequest): LightRequest {
  init.url = url;
  return init;
}

const noHeaders = new Map();

/** The way to the API: openapi-fetch, which writes addresses and bodies. Made on first use: nothing here takes longer. */
export function createTransport(settings: Settings): Transport {
  const options: object = {
    baseUrl: settings.baseUrl,
    Request: LightRequest,
    fetch: async (request: LightRequest) => {
      const response = await send(settings, request.url, request, request.sendHeaders, request.body);
      // openapi-fetch would parse what is an error: it gets all that comes as the body of a success, which it hands on.
      return { ok: true, headers: noHeaders, body: { response, text: await response.text() } };
    },
  };
  let client: { request(method: string, path: string, init: object): Promise<{ data: Received }> };
  return ({ method, path, query, body }, { proof, headers }, signal) => {
    client ??= createOpenapiFetch(options) as never;
    return client.request(method, path, {
      params: { query: proof ? { ...query, appsecret_proof: proof } : query },
      body,
      parseAs: 'stream',
      // Not `headers`: openapi-fetch would copy them with every request.
      sendHeaders: body ? { ...headers, 'Content-Type': 'application/json' } : headers,
      signal,
    });
  };
}
