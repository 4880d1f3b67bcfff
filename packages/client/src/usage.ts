import type { Answer } from './answer.ts';
import { isObject, type JsonObject } from './json.ts';
import { parseScrubbed } from './secrets.ts';

/** How much of a rate limit is used up, in percent. Meta's own names. */
export interface UsageFigures {
  readonly call_count?: number;
  readonly total_cputime?: number;
  readonly total_time?: number;
}

/** The same for one business, of which Meta also tells the kind of limit and when access comes back. */
export interface BusinessUsageFigures extends UsageFigures {
  readonly type?: string;
  /** Minutes until calls are answered again. */
  readonly estimated_time_to_regain_access?: number;
}

/**
 * Rate limit usage as the headers `X-App-Usage` and `X-Business-Use-Case-Usage` tell it; Meta sends them only under load.
 * https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 */
export interface Usage {
  readonly app?: UsageFigures;
  /** By business id. */
  readonly business?: Readonly<Record<string, readonly BusinessUsageFigures[]>>;
}

// A header that a proxy cut or rewrote must not break a call that succeeded: what does not fit is left out.
function readJson({ response, scrub }: Answer, name: string): JsonObject | undefined {
  const header = response.headers.get(name);
  if (!header) return undefined;
  try {
    const value = parseScrubbed(header, scrub);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const readFigures = (figures: unknown): BusinessUsageFigures =>
  Object.fromEntries(
    Object.entries(Object(figures)).filter(([key, value]) => typeof value === (key === 'type' ? 'string' : 'number')),
  );

/** Reads both usage headers; `undefined` if neither says anything. */
export function readUsage(answer: Answer): Usage | undefined {
  const app = readJson(answer, 'x-app-usage');
  const business = readJson(answer, 'x-business-use-case-usage');
  if (!app && !business) return undefined;
  const lists = Object.entries(business ?? {}).map(([id, list]) => [id, [list].flat().map(readFigures)]);
  return { ...(app && { app: readFigures(app) }), ...(business && { business: Object.fromEntries(lists) }) };
}

/** The longest wait that is announced for any business, in milliseconds; `undefined` if none is. */
export function regainAccessMs(usage: Usage | undefined): number | undefined {
  const figures = Object.values(usage?.business ?? {}).flat();
  return Math.max(0, ...figures.map((of) => of.estimated_time_to_regain_access ?? 0)) * 60_000 || undefined;
}
