import type { Arrival } from './arrival.ts';
import type { Json } from './dereference.ts';

export type ReadBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'malformed'; readonly reason: string }
  | { readonly kind: 'text' };

const JSON_MEDIA_TYPE = /^\s*application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i;

/** What the body is, judged as a server does: by the content type that the request declares. */
export function readBody({ body, headers }: Arrival): ReadBody {
  if (body === '') return { kind: 'empty' };
  if (!JSON_MEDIA_TYPE.test(headers['content-type'] ?? '')) return { kind: 'text' };
  try {
    return { kind: 'json', value: JSON.parse(body) };
  } catch (error) {
    return { kind: 'malformed', reason: error instanceof Error ? error.message : String(error) };
  }
}
