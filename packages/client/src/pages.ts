import { isObject } from './json.ts';
import type { QrCodeCall } from './qr-code-call.ts';
import type { Page } from './shape.ts';

/** A list under way: await it for one page, or iterate it for every code of this page and all that follow. */
export interface QrCodeListCall<T, P> extends QrCodeCall<P>, AsyncIterable<T> {}

/**
 * Every item from the first page on. By cursor, never by the links of an answer, which can carry a token; ends where
 * there is no cursor, with an empty page, and with a cursor that came before, which would go round for ever.
 */
export async function* itemsFrom(
  first: Promise<Page>,
  next: (after: string) => Promise<Page>,
  start: string | undefined,
): AsyncGenerator<unknown, void, undefined> {
  const seen = new Set<unknown>(['', start]);
  let page = await first;
  for (;;) {
    yield* page.data;
    const cursors = isObject(page.paging) ? page.paging.cursors : undefined;
    const after = isObject(cursors) ? cursors.after : undefined;
    if (typeof after !== 'string' || seen.has(after) || page.data.length === 0) return;
    seen.add(after);
    page = await next(after);
  }
}
