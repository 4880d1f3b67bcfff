import { type HttpHandler, http } from 'msw';
import type { MockFetch } from './mock-fetch.ts';
import type { GraphVersion } from './scenarios.ts';

/**
 * Request handlers of Mock Service Worker to which the mock responds: `setupServer(...mockHandlers(fetch))`. They handle the
 * requests to the Graph API and to the images of a stateful mock.
 *
 * @param origin - the address of the API in the program under test. Default: `https://graph.facebook.com`.
 */
export function mockHandlers<V extends GraphVersion>(
  mockFetch: MockFetch<V>,
  origin: string = 'https://graph.facebook.com',
): HttpHandler[] {
  return [http.all(`${origin}/*`, ({ request }) => mockFetch(request))];
}
