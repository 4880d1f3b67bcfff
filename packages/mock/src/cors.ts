import type { IncomingHttpHeaders } from 'node:http';

/** The Graph API accepts requests from pages of every origin, and so does the mock. */
export const CORS_HEADERS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };

/** Repeats the requested header names: a `*` would not cover `authorization`. */
export function preflightHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    ...CORS_HEADERS,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    // Browsers require it before a page from the internet calls a server on this machine.
    ...(headers['access-control-request-private-network'] === 'true' && {
      'access-control-allow-private-network': 'true',
    }),
  };
}
