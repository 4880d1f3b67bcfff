import type { HttpRequest } from './http-request.ts';
import type { Json } from './json.ts';

export type RequestBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'text' };

const JSON_MEDIA_TYPE = /^\s*application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i;

/** Parses the body by the content type that the request declares, as a server does. */
export function parseBody({ body, headers }: Pick<HttpRequest, 'body' | 'headers'>): RequestBody {
  if (body === '') return { kind: 'empty' };
  if (!JSON_MEDIA_TYPE.test(headers['content-type'] ?? '')) return { kind: 'text' };
  try {
    return { kind: 'json', value: JSON.parse(body) };
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) };
  }
}
