import type { Query } from './http-request.ts';

/** The documented page size, which is the most that `limit` can request, too. */
export const MAX_PAGE_SIZE = 25;

/** Something in a list whose order never changes: the newest has the highest position. */
export interface Positioned {
  readonly position: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

interface PageRequest {
  readonly limit: number;
  /** The page of older items that follows this position. */
  readonly after?: number | undefined;
  /** The page of newer items that precedes this position. */
  readonly before?: number | undefined;
}

/** A page of a list that is sorted from the oldest to the newest item. The page has the newest first. */
export function pageOf<T extends Positioned>(sorted: readonly T[], { limit, after, before }: PageRequest): Page<T> {
  const size = Math.min(limit, MAX_PAGE_SIZE);
  let start: number;
  let end: number;
  if (after === undefined && before !== undefined) {
    start = indexOf(sorted, before + 1);
    end = Math.min(start + size, sorted.length);
  } else {
    end = after === undefined ? sorted.length : indexOf(sorted, after);
    start = Math.max(end - size, 0);
  }
  return { items: sorted.slice(start, end).reverse(), hasPrevious: end < sorted.length, hasNext: start > 0 };
}

/** The index of the first item with this position or a higher one, by binary search. */
function indexOf(sorted: readonly Positioned[], position: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.position ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Opaque to clients. It names a position, not an item, so it holds while items are added and removed. */
export function cursorOf({ position }: Positioned): string {
  return Buffer.from(`position:${position}`).toString('base64');
}

/** `undefined` for what is not a cursor of this mock. */
export function parseCursor(cursor: Query[string]): number | undefined {
  const [, position] = /^position:(\d{1,15})$/.exec(Buffer.from(String(cursor), 'base64').toString('latin1')) ?? [];
  return position === undefined ? undefined : Number(position);
}
