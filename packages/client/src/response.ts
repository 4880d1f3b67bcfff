import { longestBody } from './body.ts';
import { type About, type FactsOf, GraphApiError, UnexpectedResponseError } from './errors.ts';
import { categorize, type GraphErrorCategory } from './graph-errors.ts';
import { isObject, type JsonObject } from './json.ts';
import { readRetryAfter } from './retry.ts';
import type { Scrub } from './secrets.ts';
import type { ReceivedResponse } from './transport.ts';
import { readUsage, regainAccessMs, type Usage } from './usage.ts';

/** A response of a call, with what its errors need. */
export interface CallResponse extends ReceivedResponse {
  readonly about: () => About;
  /** Removes the secrets of the call from a text. */
  readonly scrub: () => Scrub;
}

/** How a call was served, from the status and the headers. */
export interface ServedFacts {
  /** HTTP status. */
  readonly status: number;
  /** The Graph version that served the call, from `facebook-api-version`; absent without that header. */
  readonly servedVersion: string | undefined;
  /** Meta's id of the request, from `x-fb-request-id` or `x-fb-trace-id`. */
  readonly requestId: string | undefined;
  /** The share of the rate limits that is used; Meta sends it only under load. */
  readonly usage: Usage | undefined;
}

/** The response that a call ended with. */
export interface ResponseInfo extends ServedFacts {
  /** The response headers, secrets removed. */
  readonly headers: Headers;
  /** The Graph version in the address of the request. */
  readonly requestedVersion: string;
  /** How many requests were sent. */
  readonly attempts: number;
}

/** A header without secrets; `undefined` if it is missing or empty. */
function header({ headers, scrub }: CallResponse, name: string): string | undefined {
  const value = headers.get(name);
  return value ? scrub()(value) : undefined;
}

export function servedFacts(response: CallResponse): ServedFacts {
  return {
    status: response.status,
    servedVersion: header(response, 'facebook-api-version'),
    requestId: header(response, 'x-fb-request-id') ?? header(response, 'x-fb-trace-id'),
    usage: readUsage(header(response, 'x-app-usage'), header(response, 'x-business-use-case-usage')),
  };
}

export function responseInfo(response: CallResponse, requestedVersion: string, attempts: number): ResponseInfo {
  const scrub = response.scrub();
  let headers = response.headers as Headers;
  for (const [, value] of headers) {
    if (scrub(value) === value) continue;
    // Copied only if needed: a copy takes as long as everything else here.
    headers = new Headers([...headers].map(([name, value]): [string, string] => [name, scrub(value)]));
    break;
  }
  return { ...servedFacts(response), headers, requestedVersion, attempts };
}

/** How long the response requires to wait, in milliseconds. The usage of a business concerns throttled calls alone. */
function requiredWaitMs(response: CallResponse, category: GraphErrorCategory, usage: Usage | undefined) {
  return (
    readRetryAfter(header(response, 'retry-after')) ?? (category === 'throttled' ? regainAccessMs(usage) : undefined)
  );
}

/** The error for a response that is not what the API documents. `problem` follows the status in its message. */
export function unexpectedResponse(response: CallResponse, problem: string): UnexpectedResponseError {
  const { status, text, about } = response;
  const scrub = response.scrub();
  const { usage } = servedFacts(response);
  return new UnexpectedResponseError(about(), scrub(`answered ${status}${problem}`), {
    status,
    contentType: header(response, 'content-type'),
    // Cut after scrubbing: half a token would not be found any more. Far enough for a token that is escaped throughout.
    bodySnippet: scrub(text.slice(0, 100_000)).slice(0, 200),
    retryAfterMs: requiredWaitMs(response, categorize({ status }), usage),
  } satisfies FactsOf<UnexpectedResponseError>);
}

/** The error that a body reports. */
export function graphApiError(
  response: CallResponse,
  body: unknown,
  error: JsonObject,
  known?: GraphErrorCategory,
): GraphApiError {
  /** A property of the error, if it has the type of the example. */
  const read = <T>(from: JsonObject, name: string, example: T) =>
    typeof from[name] === typeof example ? (from[name] as T) : undefined;
  const served = servedFacts(response);
  const facts = {
    ...served,
    code: read(error, 'code', 0),
    subcode: read(error, 'error_subcode', 0),
    type: read(error, 'type', ''),
    isTransient: read(error, 'is_transient', true),
  };
  const { status, code, subcode, usage } = facts;
  const category = known ?? categorize(facts);
  const details = read(Object(error.error_data), 'details', '');
  const text = [read(error, 'message', '') ?? 'no message', details].filter(Boolean).join(': ');
  const numbers = (code === undefined ? '' : `, code ${code}`) + (subcode === undefined ? '' : `, subcode ${subcode}`);
  return new GraphApiError(response.about(), `answered ${status}: ${text} (${category}${numbers})`, {
    ...facts,
    details,
    fbtraceId: read(error, 'fbtrace_id', ''),
    userTitle: read(error, 'error_user_title', ''),
    userMessage: read(error, 'error_user_msg', ''),
    category,
    retryAfterMs: requiredWaitMs(response, category, usage),
    body,
  } satisfies FactsOf<GraphApiError>);
}

/** JSON without secrets. Escapes are decoded in the search, so one search of the text finds what they hide. */
function scrubbedBody({ text, scrub }: CallResponse, body: unknown): unknown {
  const clean = scrub()(text);
  if (clean === text) return body;
  try {
    return JSON.parse(clean);
  } catch {
    // A secret that is no text, such as a number, or one that spans several values.
    return clean;
  }
}

const errorIn = (body: unknown): unknown => (isObject(body) ? body.error : undefined);

/** The parsed body of a success; throws the error that any other response stands for. */
export function readBody(response: CallResponse): unknown {
  const { status, text } = response;
  const isSuccess = status >= 200 && status < 300;
  // A browser hides a redirect behind status 0.
  if (!isSuccess && status < 400) throw unexpectedResponse(response, ': redirects are not followed');
  if (text.length > longestBody) throw unexpectedResponse(response, ` with more than ${longestBody} characters`);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    const type = response.headers.get('content-type')?.split(';', 1)[0];
    throw unexpectedResponse(response, text ? `${type ? ` ${type}` : ''}: expected JSON` : ' with an empty body');
  }
  const error = errorIn(body);
  if (isObject(error) || typeof error === 'string') {
    const clean = scrubbedBody(response, body);
    const cleanError = errorIn(clean);
    throw graphApiError(response, clean, isObject(cleanError) ? cleanError : { message: cleanError });
  }
  if (!isSuccess) throw unexpectedResponse(response, ': expected an error in the body');
  return body;
}
