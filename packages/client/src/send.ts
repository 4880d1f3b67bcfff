import type { FetchInit, Settings } from './options.ts';

/** Hands a request to the `fetch` of the settings. No redirect is followed: the token is for the base address alone. */
export function send(
  fetch: Settings['fetch'],
  url: string,
  method: string,
  headers: FetchInit['headers'],
  body: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const init: FetchInit = { method, headers, redirect: 'manual', signal };
  // The global one is looked up per call: tests and instrumentation replace it.
  return (fetch ?? globalThis.fetch)(url, body ? { ...init, body } : init);
}
