import type { Json } from './dereference.ts';

export type Query = Readonly<Record<string, string | string[]>>;

/** A request as it arrived, over a socket or in process. */
export interface Arrival {
  /** In upper case. */
  readonly method: string;
  /** As it was sent, percent-encoding included, without the query. */
  readonly path: string;
  readonly query: Query;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Splits what stands in the first line of a request: `/v23.0/1/message_qrdls?limit=2`. */
export function pathAndQuery(target: string): Pick<Arrival, 'path' | 'query'> {
  const [beforeFragment = ''] = target.split('#', 1);
  const questionMark = beforeFragment.indexOf('?');
  if (questionMark < 0) return { path: beforeFragment, query: {} };

  const parameters = new URLSearchParams(beforeFragment.slice(questionMark + 1));
  const query = Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
  return { path: beforeFragment.slice(0, questionMark), query };
}

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
