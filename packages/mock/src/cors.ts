import type { IncomingHttpHeaders } from 'node:http';

/** The Graph API answers pages of every origin; so does the mock. */
export const CORS_HEADERS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };

/** Names what was asked for: a `*` would not cover `authorization`. */
export function preflightHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    ...CORS_HEADERS,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
  };
}
