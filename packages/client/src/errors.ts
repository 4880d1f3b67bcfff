import { brand, brandOf, ClientError } from './client-error.ts';
import type { GraphErrorCategory } from './graph-errors.ts';
import type { Usage } from './usage.ts';

export type { CallFacts, CallName, OperationName } from './client-error.ts';

/**
 * The API responded with an error, on any HTTP status (200 included). Branch on `category`; `code` and `subcode` are
 * Meta's own.
 */
export class GraphApiError extends ClientError {
  declare readonly name: 'GraphApiError';
  /** HTTP status of the response. */
  declare readonly status: number;
  /** Meta's `error.code`; absent if the response had none. */
  declare readonly code: number | undefined;
  /** Meta's `error.error_subcode`. */
  declare readonly subcode: number | undefined;
  /** Meta's `error.type`, such as `OAuthException`. */
  declare readonly type: string | undefined;
  /** Meta's `error.error_data.details`: the reason, where `message` is generic. */
  declare readonly details: string | undefined;
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
  /** How long Meta requires to wait, in milliseconds; absent if the response does not say. */
  declare readonly retryAfterMs: number | undefined;
  /** The share of the rate limits that is used; Meta sends it only under load. */
  declare readonly usage: Usage | undefined;
  /** Meta's id of the request, from `x-fb-request-id` or `x-fb-trace-id`. */
  declare readonly requestId: string | undefined;
  /** The Graph version that served the call, from `facebook-api-version`. */
  declare readonly servedVersion: string | undefined;
  /** The parsed body of the response, secrets removed. */
  declare readonly body: unknown;
}

/**
 * There was no complete response: the connection failed or broke, or `fetch` threw. `cause` is what `fetch` threw, secrets
 * removed; its code, such as ENOTFOUND, is in the message.
 */
export class NetworkError extends ClientError {
  declare readonly name: 'NetworkError';
}

/** An attempt, or the whole call, exceeded its time limit. */
export class TimeoutError extends ClientError {
  declare readonly name: 'TimeoutError';
  /** The limit that was exceeded, in milliseconds. */
  declare readonly timeoutMs: number;
  /** The limit: `timeoutMs` (one attempt) or `deadlineMs` (the whole call). */
  declare readonly which: 'attempt' | 'deadline';
}

/** The `accessToken` function failed (`cause` is its error, secrets removed) or returned what is not a valid token. */
export class AccessTokenError extends ClientError {
  declare readonly name: 'AccessTokenError';
}

/** The response is not what the API documents: HTML, empty, truncated, too long, a redirect, another shape, or no Response. */
export class UnexpectedResponseError extends ClientError {
  declare readonly name: 'UnexpectedResponseError';
  /** HTTP status of the response; 0 if `fetch` did not return a Response. */
  declare readonly status: number;
  /** `content-type` of the response. */
  declare readonly contentType: string | undefined;
  /** The first 200 characters of the body, secrets removed. */
  declare readonly bodySnippet: string;
  /** How long the response requires to wait, in milliseconds; absent if it does not say. */
  declare readonly retryAfterMs: number | undefined;
}

/** An argument or option is not valid; nothing was sent. */
export class InvalidArgumentError extends ClientError {
  declare readonly name: 'InvalidArgumentError';
  /** The argument or option, such as `code` or `maxRetries`. */
  declare readonly argument: string;
  /** What is accepted. */
  declare readonly expected: string;
  /** The value, shortened; never a token or secret. */
  declare readonly received: string;
}

/**
 * Another Graph version than the requested one served the call; only with `onVersionMismatch: 'error'`. The call itself
 * succeeded: its result is in `data`.
 */
export class VersionMismatchError extends ClientError {
  declare readonly name: 'VersionMismatchError';
  /** The version in the address of the request. */
  declare readonly requestedVersion: string;
  /** The version that served the call. */
  declare readonly servedVersion: string;
  /** The result of the call. */
  declare readonly data: unknown;
}

/** The facts that an error of a class is created with, beside those that all have. */
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

// On the prototypes, as literals: minifiers rename classes, and logs need the name.
for (const [name, { prototype }] of Object.entries(classes)) {
  Object.defineProperties(prototype, { name: { value: name }, [brand]: { value: name } });
}

/** Whether it is a {@link GraphApiError} of this or another copy of this package. */
export function isGraphApiError(error: unknown): error is GraphApiError {
  return brandOf(error) === 'GraphApiError';
}

/** Whether it is a {@link NetworkError} of this or another copy of this package. */
export function isNetworkError(error: unknown): error is NetworkError {
  return brandOf(error) === 'NetworkError';
}

/** Whether it is a {@link TimeoutError} of this or another copy of this package. */
export function isTimeoutError(error: unknown): error is TimeoutError {
  return brandOf(error) === 'TimeoutError';
}

/** Whether it is an {@link AccessTokenError} of this or another copy of this package. */
export function isAccessTokenError(error: unknown): error is AccessTokenError {
  return brandOf(error) === 'AccessTokenError';
}

/** Whether it is an {@link UnexpectedResponseError} of this or another copy of this package. */
export function isUnexpectedResponseError(error: unknown): error is UnexpectedResponseError {
  return brandOf(error) === 'UnexpectedResponseError';
}

/** Whether it is an {@link InvalidArgumentError} of this or another copy of this package. */
export function isInvalidArgumentError(error: unknown): error is InvalidArgumentError {
  return brandOf(error) === 'InvalidArgumentError';
}

/** Whether it is a {@link VersionMismatchError} of this or another copy of this package. */
export function isVersionMismatchError(error: unknown): error is VersionMismatchError {
  return brandOf(error) === 'VersionMismatchError';
}

/** Whether the API responded that the QR code or the phone number does not exist. */
export function isNotFound(error: unknown): error is GraphApiError & { readonly category: 'not-found' } {
  return isGraphApiError(error) && error.category === 'not-found';
}
