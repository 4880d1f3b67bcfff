import type { GraphErrorCategory } from './graph-errors.ts';
import type { Usage } from './usage.ts';

/** The operations of the API by their `operationId`, with create and update told apart. */
export type OperationName = 'getQrCode' | 'listQrCodes' | 'createQrCode' | 'updateQrCode' | 'deleteQrCode';

/** The calls that can fail: the operations, and what surrounds them. */
export type CallName = OperationName | 'createQrCodeClient' | 'fetchQrImage' | 'raw';

/** What an error says about the call that it ends: the method and the path for its message, and its facts. */
export type About = readonly [subject: string, call: { readonly operation: CallName; readonly attempts: number }];

// Registered globally, so that a guard recognises errors made by another copy of this package.
const brand = Symbol.for('@whatsapp-qr/client/error');

const brandOf = (value: unknown): unknown => (value as { [brand]?: string } | null | undefined)?.[brand];

/** What the errors of this client have in common. */
abstract class ClientError extends Error {
  /** The call that failed. */
  declare readonly operation: CallName;
  /** How many requests were sent, 0 if none was. */
  declare readonly attempts: number;

  /** The facts, `cause` among them, become properties of the error. */
  constructor([subject, call]: About, problem: string, facts?: object) {
    const message = `${subject} ${problem}`;
    super(message, facts);
    Object.assign(this, call, facts);
  }

  // Every entry of this package is a file of its own with its own classes; `instanceof` holds between them too.
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: it is the class on the right of `instanceof`, not this one.
    return brandOf(value) === brandOf(this.prototype);
  }
}

/**
 * The API answered with an error, on whatever HTTP status (a 200 included). Branch on `category`; `code` and `subcode`
 * are Meta's own.
 */
export class GraphApiError extends ClientError {
  declare readonly name: 'GraphApiError';
  /** HTTP status of the answer. */
  declare readonly status: number;
  /** Meta's `error.code`; absent where the answer had none. */
  declare readonly code: number | undefined;
  /** Meta's `error.error_subcode`. */
  declare readonly subcode: number | undefined;
  /** Meta's `error.type`, such as `OAuthException`. */
  declare readonly type: string | undefined;
  /** Meta's `error.fbtrace_id`: quote it to Meta's support. */
  declare readonly fbtraceId: string | undefined;
  /** Meta's `error.is_transient`. */
  declare readonly isTransient: boolean | undefined;
  /** Meta's `error.error_user_title`: may be shown to a person. */
  declare readonly userTitle: string | undefined;
  /** Meta's `error.error_user_msg`: may be shown to a person. */
  declare readonly userMessage: string | undefined;
  /** What the error means for the caller. */
  declare readonly category: GraphErrorCategory;
  /** How long Meta asks to wait, in milliseconds; absent where it did not say. */
  declare readonly retryAfterMs: number | undefined;
  /** The share of the rate limits that is used up, where Meta told it. */
  declare readonly usage: Usage | undefined;
  /** Meta's id of the request, from `x-fb-request-id` or `x-fb-trace-id`. */
  declare readonly requestId: string | undefined;
  /** The Graph version that answered, from `facebook-api-version`. */
  declare readonly servedVersion: string | undefined;
  /** The answer's body as it was parsed, secrets removed. */
  declare readonly body: unknown;
}

/** No answer came: the connection failed, or ended before the answer was complete. `cause` is what `fetch` threw. */
export class NetworkError extends ClientError {
  declare readonly name: 'NetworkError';
}

/** An attempt, or the whole call, took longer than allowed. */
export class TimeoutError extends ClientError {
  declare readonly name: 'TimeoutError';
  /** The limit that ran out, in milliseconds. */
  declare readonly timeoutMs: number;
  /** Which limit it was: `timeoutMs` (one attempt) or `deadlineMs` (the whole call). */
  declare readonly which: 'attempt' | 'deadline';
}

/** The `accessToken` function failed (its error is the `cause`), or gave what no header can carry. */
export class AccessTokenError extends ClientError {
  declare readonly name: 'AccessTokenError';
}

/** An answer that is not what the API's description says: HTML, empty, truncated, a redirect, or another shape. */
export class UnexpectedResponseError extends ClientError {
  declare readonly name: 'UnexpectedResponseError';
  /** HTTP status of the answer. */
  declare readonly status: number;
  /** The answer's `content-type`. */
  declare readonly contentType: string | undefined;
  /** The first 200 characters of the body, secrets removed. */
  declare readonly bodySnippet: string;
  /** How long the answer asks to wait, in milliseconds; absent where it did not say. */
  declare readonly retryAfterMs: number | undefined;
}

/** An argument or option was refused; nothing was sent. */
export class InvalidArgumentError extends ClientError {
  declare readonly name: 'InvalidArgumentError';
  /** The argument or option, such as `code` or `maxRetries`. */
  declare readonly argument: string;
  /** What would have been accepted. */
  declare readonly expected: string;
  /** What came instead, shortened; never a token or secret. */
  declare readonly received: string;
}

/**
 * Another Graph version answered than was asked for; only with `onVersionMismatch: 'error'`. The call itself
 * succeeded: its result is in `data`.
 */
export class VersionMismatchError extends ClientError {
  declare readonly name: 'VersionMismatchError';
  /** The version in the address of the request. */
  declare readonly requestedVersion: string;
  /** The version that answered. */
  declare readonly servedVersion: string;
  /** What the call would have resolved to. */
  declare readonly data: unknown;
}

/** The properties that an error of a class is made with, beside those that all have. */
export type FactsOf<E extends ClientError> = Omit<E, keyof ClientError>;

const classes = {
  GraphApiError,
  NetworkError,
  TimeoutError,
  AccessTokenError,
  UnexpectedResponseError,
  InvalidArgumentError,
  VersionMismatchError,
};

// On the prototypes, as literals: minifiers rename classes, and a log should still say which error it was.
for (const [name, { prototype }] of Object.entries(classes)) {
  Object.defineProperties(prototype, { name: { value: name }, [brand]: { value: name } });
}

/** Whether it is a {@link GraphApiError}, of whatever copy of this package. */
export function isGraphApiError(error: unknown): error is GraphApiError {
  return brandOf(error) === 'GraphApiError';
}

/** Whether it is a {@link NetworkError}, of whatever copy of this package. */
export function isNetworkError(error: unknown): error is NetworkError {
  return brandOf(error) === 'NetworkError';
}

/** Whether it is a {@link TimeoutError}, of whatever copy of this package. */
export function isTimeoutError(error: unknown): error is TimeoutError {
  return brandOf(error) === 'TimeoutError';
}

/** Whether it is an {@link AccessTokenError}, of whatever copy of this package. */
export function isAccessTokenError(error: unknown): error is AccessTokenError {
  return brandOf(error) === 'AccessTokenError';
}

/** Whether it is an {@link UnexpectedResponseError}, of whatever copy of this package. */
export function isUnexpectedResponseError(error: unknown): error is UnexpectedResponseError {
  return brandOf(error) === 'UnexpectedResponseError';
}

/** Whether it is an {@link InvalidArgumentError}, of whatever copy of this package. */
export function isInvalidArgumentError(error: unknown): error is InvalidArgumentError {
  return brandOf(error) === 'InvalidArgumentError';
}

/** Whether it is a {@link VersionMismatchError}, of whatever copy of this package. */
export function isVersionMismatchError(error: unknown): error is VersionMismatchError {
  return brandOf(error) === 'VersionMismatchError';
}

/** Whether the API said that the QR code or the phone number does not exist. */
export function isNotFound(error: unknown): error is GraphApiError & { readonly category: 'not-found' } {
  return isGraphApiError(error) && error.category === 'not-found';
}
