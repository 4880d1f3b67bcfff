import { isGraphApiError, isNetworkError, isTimeoutError, isUnexpectedResponseError } from './errors.ts';
import { categorize } from './graph-errors.ts';
import { isError } from './json.ts';

/**
 * What a failed attempt leaves behind: `'not-executed'` proves that the API did nothing, after `'ambiguous'` it may have
 * carried the request out, and what is `'permanent'` fails again.
 */
export type FailureKind = 'not-executed' | 'ambiguous' | 'permanent';

// Node has the code on the cause of fetch's TypeError, Bun on the error itself. Runtimes without a code prove nothing.
const isRefused = (error: unknown): boolean =>
  isError(error) &&
  (/^(ECONNREFUSED|ConnectionRefused)$/.test(String(Reflect.get(error, 'code'))) || isRefused(error.cause));

/** Errors in the code of a `fetch`, such as `Response is not defined` in a test environment. A retry repeats them. */
const isProgrammingError = (error: unknown): boolean =>
  isError(error) &&
  (/^(Reference|Syntax|Range|Eval|URI)Error$/.test(error.name) ||
    (error.name === 'TypeError' &&
      /is not a (function|constructor)|^Cannot (read|set|destructure) /.test(error.message)));

/**
 * Classifies a failed attempt. Retried are errors of the categories throttled and transient (their codes and statuses stand
 * in graph-errors.ts), whatever `is_transient: true` marks, failed connections, and attempts that timed out. Not retried is
 * what `is_transient: false` marks.
 */
export function classifyFailure(error: unknown): FailureKind {
  if (isNetworkError(error)) {
    if (isProgrammingError(error.cause)) return 'permanent';
    return isRefused(error.cause) ? 'not-executed' : 'ambiguous';
  }
  if (isTimeoutError(error)) return error.which === 'attempt' ? 'ambiguous' : 'permanent';
  const { category, isTransient } = isGraphApiError(error)
    ? error
    : { category: isUnexpectedResponseError(error) && categorize(error) };
  if (isTransient === false) return 'permanent';
  if (category === 'throttled') return 'not-executed';
  return category === 'transient' || isTransient ? 'ambiguous' : 'permanent';
}

/**
 * How long to wait after an attempt (1 for the first), in milliseconds: as long as the response requires, else
 * exponential backoff with full jitter, from 250 ms doubled with every attempt to 8 s.
 */
export function retryDelayMs(error: unknown, attempt: number): number {
  const required = isGraphApiError(error) || isUnexpectedResponseError(error) ? error.retryAfterMs : undefined;
  return required ?? Math.random() * Math.min(8_000, 250 * 2 ** (attempt - 1));
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
