import createOpenapiFetch, { type Client } from 'openapi-fetch';
import type { Authorize } from './authorization.ts';
import type { FetchInit, Settings } from './options.ts';

/**
 * The plain openapi-fetch client with base address and token: no retry, none of this client's errors, no version check.
 * The token is added where the request leaves, and only if it goes to the origin of the base address: a request can be
 * given another one, and middleware has no need to see it.
 */
export function createRawClient<Paths extends object>(settings: Settings, authorize: Authorize): Client<Paths> {
  const { origin } = new URL(settings.baseUrl);
  return createOpenapiFetch<Paths>({
    baseUrl: settings.baseUrl,
    redirect: 'manual',
    fetch: async (request) => {
      const url = new URL(request.url);
      const init: FetchInit = {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        redirect: request.redirect,
        signal: request.signal,
        ...(request.body && { body: await request.text() }),
      };
      if (url.origin === origin) {
        const { headers, proof } = await authorize(() => [
          `${request.method} ${url.pathname}`,
          { operation: 'raw', attempts: 0 },
        ]);
        if (proof !== undefined) url.searchParams.set('appsecret_proof', proof);
        Object.assign(init.headers, headers.GET);
      }
      return (settings.fetch ?? globalThis.fetch)(url.href, init);
    },
  });
}
