import { isObject, type JsonObject } from './json.ts';

/** How much of a rate limit is used, in percent. Meta's own names. */
export interface UsageFigures {
  readonly call_count?: number;
  readonly total_cputime?: number;
  readonly total_time?: number;
}

/** The same for one business, with the kind of the limit and when access comes back. */
export interface BusinessUsageFigures extends UsageFigures {
  readonly type?: string;
  /** Minutes until calls are accepted again. */
  readonly estimated_time_to_regain_access?: number;
}

/**
 * Rate limit usage from the headers `X-App-Usage` and `X-Business-Use-Case-Usage`; Meta sends them only under load.
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export interface Usage {
  readonly app?: UsageFigures;
  /** By business id. */
  readonly business?: Readonly<Record<string, readonly BusinessUsageFigures[]>>;
}

// A header that a proxy cut or rewrote must not break a call that succeeded: what does not parse is left out.
function parse(header: string | undefined): JsonObject | undefined {
  if (!header) return undefined;
  try {
    const value: unknown = JSON.parse(header);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const readFigures = (figures: unknown): BusinessUsageFigures =>
  Object.fromEntries(
    Object.entries(Object(figures)).filter(([key, value]) => typeof value === (key === 'type' ? 'string' : 'number')),
  );

/** Reads both usage headers; `undefined` if neither has usage. */
export function readUsage(appHeader: string | undefined, businessHeader: string | undefined): Usage | undefined {
  const app = parse(appHeader);
  const business = parse(businessHeader);
  if (!app && !business) return undefined;
  const lists = Object.entries(business ?? {}).map(([id, list]) => [id, [list].flat().map(readFigures)]);
  return { ...(app && { app: readFigures(app) }), ...(business && { business: Object.fromEntries(lists) }) };
}

/** The longest wait announced for any business, in milliseconds; `undefined` if none is. */
export function regainAccessMs(usage: Usage | undefined): number | undefined {
  let minutes = 0;
  for (const figures of Object.values(usage?.business ?? {}).flat()) {
    minutes = Math.max(minutes, figures.estimated_time_to_regain_access ?? 0);
  }
  return minutes * 60_000 || undefined;
}
