import { isGraphApiError, isNetworkError, isTimeoutError, isUnexpectedResponseError } from './errors.ts';
import { categorize } from './graph-errors.ts';
import { isError } from './json.ts';

// Node names it on the cause of fetch's TypeError, Bun on the error itself. Runtimes that do not say prove nothing.
const isRefused = (error: unknown): boolean =>
  isError(error) &&
  (/^(ECONNREFUSED|ConnectionRefused)$/.test(String(Reflect.get(error, 'code'))) || isRefused(error.cause));

/**
 * Whether a failed attempt may have been carried out all the same, where its failure may pass with time; `undefined` if it
 * is there to stay, as is what is not one of this client's errors.
 */
export function leavesDoubt(error: unknown): boolean | undefined {
  if (isNetworkError(error)) return !isRefused(error.cause);
  if (isTimeoutError(error)) return error.which === 'attempt' || undefined;
  const { category, isTransient } = isGraphApiError(error)
    ? error
    : { category: isUnexpectedResponseError(error) && categorize(error) };
  if (isTransient === false) return undefined;
  if (category === 'throttled') return false;
  return category === 'transient' || isTransient;
}

/**
 * How long to wait after an attempt (1 for the first), in milliseconds: as long as the answer asks for, else
 * exponential backoff with full jitter, from 250 ms doubled with every attempt to 8 s.
 */
export function retryDelayMs(error: unknown, attempt: number): number {
  const asked = isGraphApiError(error) || isUnexpectedResponseError(error) ? error.retryAfterMs : undefined;
  return asked ?? Math.random() * Math.min(8_000, 250 * 2 ** (attempt - 1));
}

/** `Retry-After` in milliseconds: seconds, or an HTTP date; `undefined` if it is neither. */
export function readRetryAfter(header = ''): number | undefined {
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  // One of the three forms of a date does not say that it is GMT: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
  const date = header.replace(/^(\w{3} ){2}[ \d]\d [\d:]{8} \d{4}$/, '$& GMT');
  // Date.parse alone takes almost anything for a date, a negative number included.
  const wait = / GMT$/.test(date) ? Date.parse(date) - Date.now() : Number.NaN;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
