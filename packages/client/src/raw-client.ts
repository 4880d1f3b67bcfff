import createOpenapiFetch, { type Client } from 'openapi-fetch';
import type { Authorize } from './authorization.ts';
import type { Settings } from './options.ts';
import { send } from './send.ts';

/**
 * The plain openapi-fetch client with base address and token: no retry, none of this client's errors, no version check.
 * The token is added where the request leaves, and only if it goes to the origin of the base address: a request can be
 * given another one, and middleware has no need to see it.
 */
export function createRawClient<Paths extends object>(settings: Settings, authorize: Authorize): Client<Paths> {
  const { baseUrl } = settings;
  const { origin } = new URL(baseUrl);
  return createOpenapiFetch<Paths>({
    baseUrl,
    fetch: async (request) => {
      const { method, signal } = request;
      const url = new URL(request.url);
      let headers = Object.fromEntries(request.headers);
      if (url.origin === origin) {
        const about = [`${method} ${url.pathname}`, { operation: 'raw', attempts: 0 }] as const;
        const authorization = await authorize({ about: () => about });
        const { authorization: bearer = '' } = authorization.headers;
        headers = { ...authorization.headers, ...headers, authorization: bearer };
        if (authorization.proof) url.searchParams.set('appsecret_proof', authorization.proof);
      }
      return send(settings.fetch, url.href, method, headers, await request.text(), signal);
    },
  });
}
