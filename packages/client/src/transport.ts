import createOpenapiFetch from 'openapi-fetch';
import type { FetchInit, Settings } from './options.ts';

/** What one call sends. */
export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object | undefined;
}

/** The part of openapi-fetch in use. Its own types are about paths known at compile time; here the plans name them. */
export interface Transport {
  request(
    method: string,
    path: string,
    init: {
      params: { query: object };
      body: object | undefined;
      parseAs: 'text';
      signal: AbortSignal;
      /** Not `headers`: openapi-fetch would copy them with every request. */
      sendHeaders: FetchInit['headers'];
    },
  ): Promise<{ data?: string; error?: unknown; response: Response }>;
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

/** The way to the API: openapi-fetch, which writes addresses and bodies and reads answers. */
export function createTransport({ baseUrl, fetch }: Settings): Transport {
  const options: object = {
    baseUrl,
    Request: LightRequest,
    // Looked up per call: tests and instrumentation replace the global one.
    fetch: ({ url, method, sendHeaders: headers, body, signal }: LightRequest) =>
      (fetch ?? globalThis.fetch)(url, { method, headers, ...(body && { body }), redirect: 'manual', signal }),
  };
  return createOpenapiFetch(options) as unknown as Transport;
}

/** The body's text. openapi-fetch has parsed the bodies of errors where it could, and gives undefined for an empty one. */
export function textOf({ data, error }: { data?: string; error?: unknown }): string {
  if (typeof error === 'string') return error;
  try {
    return JSON.stringify(error) ?? data ?? '';
  } catch {
    return 'JSON nested too deep to be written again';
  }
}
