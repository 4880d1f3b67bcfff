import type { QrCodeCall } from './qr-code-call.ts';
import { cursorAfter, type Page } from './shape.ts';

/** A list under way: await it for one page, or iterate it for every code of this page and all that follow. */
export interface QrCodeListCall<T, Page> extends QrCodeCall<Page>, AsyncIterable<T> {}

/**
 * Every item from the first page on. By cursor, never by the links of an answer, which can carry a token; ends where
 * there is no cursor, with an empty page, and with a cursor that came before, which would go round for ever.
 */
export async function* itemsFrom(
  first: Promise<Page>,
  next: (after: string) => Promise<Page>,
  start: string | undefined,
): AsyncGenerator<unknown, void, undefined> {
  const seen = new Set([start]);
  let page = await first;
  for (;;) {
    yield* page.data;
    const after = cursorAfter(page);
    if (after === undefined || seen.has(after) || page.data.length === 0) return;
    seen.add(after);
    page = await next(after);
  }
}
