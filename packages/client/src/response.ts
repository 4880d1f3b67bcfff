import type { Call } from './authorization.ts';
import { longestBody } from './body.ts';
import { type CallFacts, type FactsOf, GraphApiError, NetworkError, UnexpectedResponseError } from './errors.ts';
import { categorize, type GraphErrorCategory } from './graph-errors.ts';
import { isObject, type JsonObject } from './json.ts';
import { readRetryAfter } from './retry.ts';
import { describeCause, type Scrub } from './secrets.ts';
import { readUsage, regainAccessMs, type Usage } from './usage.ts';

/** A response whose body was read. */
export interface CallResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The beginning of the body, if that is longer than {@link longestBody}. */
  readonly text: string;
  /** The call that it belongs to. */
  readonly call: Call;
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
function header({ headers, call }: CallResponse, name: string): string | undefined {
  const value = headers.get(name);
  return value ? call.scrub(value) : undefined;
}

export function servedFacts(response: CallResponse): ServedFacts {
  return {
    status: response.status,
    servedVersion: header(response, 'facebook-api-version'),
    requestId: header(response, 'x-fb-request-id') ?? header(response, 'x-fb-trace-id'),
    usage: readUsage(header(response, 'x-app-usage'), header(response, 'x-business-use-case-usage')),
  };
}

export function responseInfo(response: CallResponse, requestedVersion: string): ResponseInfo {
  const { scrub, sent } = response.call;
  let headers = response.headers as Headers;
  for (const [, value] of headers) {
    if (scrub(value) === value) continue;
    // Copied only if needed: a copy takes as long as everything else here.
    headers = new Headers([...headers].map(([name, value]): [string, string] => [name, scrub(value)]));
    break;
  }
  return { ...servedFacts(response), headers, requestedVersion, attempts: sent };
}

/** How long the response requires to wait, in milliseconds. The usage of a business concerns throttled calls alone. */
function requiredWaitMs(response: CallResponse, category: GraphErrorCategory): number | undefined {
  const announced = readRetryAfter(header(response, 'retry-after'));
  return announced ?? (category === 'throttled' ? regainAccessMs(servedFacts(response).usage) : undefined);
}

/** The error for what `fetch` threw, or for a body that broke. */
export function networkError(call: CallFacts & { readonly scrub: Scrub }, error: unknown): NetworkError {
  const [text, facts] = describeCause(error, call.scrub);
  return new NetworkError(call, `no response: ${text}`, facts);
}

/** The error for a response whose body is of no use; status 0 if `fetch` returned no Response. */
export function unusableResponse(
  call: CallFacts,
  problem: string,
  status = 0,
  contentType?: string,
): UnexpectedResponseError {
  const facts = { status, contentType, bodySnippet: '', retryAfterMs: undefined };
  return new UnexpectedResponseError(call, problem, facts);
}

/** The error for a response that is not what the API documents. `problem` follows the status in its message. */
export function unexpectedResponse(response: CallResponse, problem: string): UnexpectedResponseError {
  const { status, text, call } = response;
  return new UnexpectedResponseError(call, call.scrub(`answered ${status}${problem}`), {
    status,
    contentType: header(response, 'content-type'),
    // Cut after scrubbing: half a token would not be found any more. Far enough for a token that is escaped throughout.
    bodySnippet: call.scrub(text.slice(0, 100_000)).slice(0, 200),
    retryAfterMs: requiredWaitMs(response, categorize({ status })),
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
  const { status, code, subcode } = facts;
  const category = known ?? categorize(facts);
  const details = read(Object(error.error_data), 'details', '');
  const text = [read(error, 'message', '') ?? 'no message', details].filter(Boolean).join(': ');
  const numbers = (code === undefined ? '' : `, code ${code}`) + (subcode === undefined ? '' : `, subcode ${subcode}`);
  return new GraphApiError(response.call, `answered ${status}: ${text} (${category}${numbers})`, {
    ...facts,
    details,
    fbtraceId: read(error, 'fbtrace_id', ''),
    userTitle: read(error, 'error_user_title', ''),
    userMessage: read(error, 'error_user_msg', ''),
    category,
    retryAfterMs: requiredWaitMs(response, category),
    body,
  } satisfies FactsOf<GraphApiError>);
}

/** JSON without secrets. Escapes are decoded in the search, so one search of the text finds what they hide. */
function scrubbedBody({ text, call }: CallResponse, body: unknown): unknown {
  const clean = call.scrub(text);
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
