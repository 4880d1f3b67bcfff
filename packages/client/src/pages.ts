import type { QrCodeCall, WithResponse } from './call.ts';
import type { UnexpectedResponseError } from './errors.ts';
import { isObject } from './json.ts';
import { unusableResponse } from './response.ts';
import type { Page } from './result.ts';

/** A list in progress: await it for one page, or iterate it for every code of this page and all that follow. */
export interface QrCodeListCall<T, P> extends QrCodeCall<P>, AsyncIterable<T> {}

const mostEmptyPages = 100;

/** The `after` parameter of a link; the link itself, which can carry a token, is never followed. */
function afterOf(link: string): string | undefined {
  try {
    return new URL(link).searchParams.get('after') ?? undefined;
  } catch {
    return undefined;
  }
}

/** The cursor of the page that follows; `undefined` after the last one. An empty page can have a next page. */
function nextCursor({ data, paging }: Page): string | undefined {
  const { cursors, next } = isObject(paging) ? paging : {};
  const after = isObject(cursors) && typeof cursors.after === 'string' ? cursors.after : undefined;
  if (typeof next === 'string') return after || afterOf(next);
  return data.length > 0 ? after || undefined : undefined;
}

function endless({ response }: WithResponse<Page>, path: string, problem: string): UnexpectedResponseError {
  const { status, headers, attempts: sent } = response;
  const message = `answered ${status}: ${problem}, so the list would never end`;
  const contentType = headers.get('content-type') ?? undefined;
  return unusableResponse({ operation: 'listQrCodes', subject: `GET ${path}`, sent }, message, status, contentType);
}

/**
 * Every code from the first page on. Throws `UnexpectedResponseError` where a list would never end: a cursor that came
 * before, a page without a new code, too many empty pages in a row.
 */
export async function* codesFrom(
  first: QrCodeCall<Page>,
  nextPage: (after: string) => QrCodeCall<Page>,
  start: string | undefined,
  path: string,
): AsyncGenerator<unknown, void, undefined> {
  const cursors = new Set([start]);
  const codes = new Set<unknown>();
  let emptyPages = 0;
  let page = await first.withResponse();
  for (;;) {
    const { data } = page.data;
    const known = codes.size;
    for (const code of data) codes.add(Object(code).code ?? code);
    if (data.length > 0 && codes.size === known) throw endless(page, path, 'all codes of the page came before');
    yield* data;
    const after = nextCursor(page.data);
    if (after === undefined) return;
    if (cursors.has(after)) throw endless(page, path, 'its cursor came before');
    cursors.add(after);
    emptyPages = data.length > 0 ? 0 : emptyPages + 1;
    if (emptyPages >= mostEmptyPages) throw endless(page, path, `${mostEmptyPages} empty pages in a row`);
    page = await nextPage(after).withResponse();
  }
}
