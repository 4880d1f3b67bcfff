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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// A header that a proxy cut or rewrote must not break a call that succeeded: what does not fit is left out.
function readFigures(value: unknown): BusinessUsageFigures {
  const entries = Object.entries(isRecord(value) ? value : {});
  return Object.fromEntries(
    entries.filter(([key, figure]) => typeof figure === (key === 'type' ? 'string' : 'number')),
  );
}

function readRecord(header: string | null): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(header ?? '');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Reads both usage headers; `undefined` if neither says anything. */
export function readUsage(header: (name: string) => string | null): Usage | undefined {
  const app = readRecord(header('x-app-usage'));
  const business = readRecord(header('x-business-use-case-usage'));
  if (!app && !business) return undefined;
  return {
    ...(app && { app: readFigures(app) }),
    ...(business && {
      business: Object.fromEntries(
        Object.entries(business).map(([id, list]) => [id, Array.isArray(list) ? list.map(readFigures) : []]),
      ),
    }),
  };
}

/** The longest wait that is announced for any business, in milliseconds; `undefined` if none is. */
export function regainAccessMs(usage: Usage | undefined): number | undefined {
  const minutes = Object.values(usage?.business ?? {}).flatMap((list) =>
    list.map((figures) => figures.estimated_time_to_regain_access ?? 0),
  );
  return Math.max(0, ...minutes) * 60_000 || undefined;
}
