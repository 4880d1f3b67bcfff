import createOpenapiFetch from 'openapi-fetch';
import type { Settings } from './options.ts';

/** What one call sends. */
export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query: Readonly<Record<string, string | number | undefined>>;
  readonly body?: object | undefined;
}

/** Hands a finished request to `fetch`. */
export type Send = (request: { readonly url: string; readonly body?: string }) => Promise<Response>;

/** The part of openapi-fetch in use. Its own types are about paths known at compile time; here the plans name them. */
export interface Transport {
  request(
    method: string,
    path: string,
    init: { params: { query: object }; body: object | undefined; parseAs: 'text'; send: Send },
  ): Promise<{ data?: string; error?: unknown; response: Response }>;
}

// A real Request is half the cost of a call, and `fetch` would only take it apart again: openapi-fetch's own init goes
// through as it is, with the address added.
function LightRequest<T extends object>(url: string, init: T): T & { url: string } {
  return Object.assign(init, { url });
}

/** The way to the API: openapi-fetch, which writes addresses and bodies and reads answers. */
export function createTransport({ baseUrl }: Settings): Transport {
  const options: object = {
    baseUrl,
    Request: LightRequest,
    fetch: (request: Parameters<Send>[0] & { send: Send }) => request.send(request),
  };
  return createOpenapiFetch(options) as unknown as Transport;
}
