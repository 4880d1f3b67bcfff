import { isGraphApiError, isNetworkError, isTimeoutError, isUnexpectedResponseError } from './errors.ts';
import { categorize } from './graph-errors.ts';

const firstDelayMs = 250;
const longestDelayMs = 8_000;

/**
 * What a failed attempt leaves behind, where it may pass with time: `'nothing'` if the answer proves that nothing was
 * carried out, `'doubt'` if something may have been. `undefined` if the failure is there to stay.
 */
export type Aftermath = 'nothing' | 'doubt' | undefined;

// Node names it on the cause of fetch's TypeError, Bun on the error itself. Runtimes that do not say prove nothing.
const isRefused = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(ECONNREFUSED|ConnectionRefused)$/.test(Reflect.get(error, 'code')) || isRefused(error.cause));

/** Reads the error of an attempt; what is not one of this client's errors stays. */
export function aftermathOf(error: unknown): Aftermath {
  if (isNetworkError(error)) return isRefused(error.cause) ? 'nothing' : 'doubt';
  if (isTimeoutError(error)) return error.which === 'attempt' ? 'doubt' : undefined;
  const category = isGraphApiError(error)
    ? error.isTransient !== false && error.category
    : isUnexpectedResponseError(error) && categorize(error);
  return category === 'throttled' ? 'nothing' : category === 'transient' ? 'doubt' : undefined;
}

/**
 * How long to wait after an attempt (1 for the first), in milliseconds: as long as the answer asks for, else
 * exponential backoff with full jitter, from 250 ms doubled with every attempt to 8 s.
 */
export function retryDelayMs(error: unknown, attempt: number): number {
  const asked = isGraphApiError(error) || isUnexpectedResponseError(error) ? error.retryAfterMs : undefined;
  return asked ?? Math.random() * Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
}

/** `Retry-After` in milliseconds: seconds, or an HTTP date; `undefined` if it is neither. */
export function readRetryAfter(header = ''): number | undefined {
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  // Date.parse alone takes almost anything for a date, a negative number included.
  const wait = / GMT$/.test(header) ? Date.parse(header) - Date.now() : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
