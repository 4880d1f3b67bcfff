import type { HttpRequest, Query } from './http-request.ts';
import type { Json, JsonObject } from './json.ts';
import { cursorOf, MAX_PAGE_SIZE, type Page, type Positioned, pageOf, parseCursor } from './paging.ts';

/** Query parameters that links must not repeat: tokens, and the cursors, which links replace. */
const NOT_IN_LINKS = ['access_token', 'appsecret_proof', 'after', 'before'];

/** The page that a list request wants; the name of the parameter that is not a cursor of this mock, if there is one. */
export function requestedPage<T extends Positioned>(sorted: readonly T[], query: Query): Page<T> | 'after' | 'before' {
  const after = query.after === undefined ? undefined : parseCursor(query.after);
  if (query.after !== undefined && after === undefined) return 'after';
  const before = query.before === undefined ? undefined : parseCursor(query.before);
  if (query.before !== undefined && before === undefined) return 'before';
  return pageOf(sorted, { limit: Number(query.limit ?? MAX_PAGE_SIZE), after, before });
}

/** The `paging` of a page; `undefined` for an empty one. */
export function pagingOf<T extends Positioned>(page: Page<T>, request: HttpRequest): Json | undefined {
  const first = page.items[0];
  const last = page.items.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const cursors: JsonObject = { before: cursorOf(first), after: cursorOf(last) };
  return {
    cursors,
    ...(page.hasPrevious && { previous: linkTo(request, 'before', cursorOf(first)) }),
    ...(page.hasNext && { next: linkTo(request, 'after', cursorOf(last)) }),
  };
}

function linkTo({ origin, path, query }: HttpRequest, parameter: string, cursor: string): string {
  const parameters = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) {
    if (!NOT_IN_LINKS.includes(name)) for (const value of [values].flat()) parameters.append(name, value);
  }
  parameters.append(parameter, cursor);
  return `${originOf(origin)}${path}?${parameters}`;
}

/** The Host header of a request need not be a valid one. */
export function originOf(origin: string): string {
  try {
    return new URL(origin).origin;
  } catch {
    return 'http://127.0.0.1';
  }
}
