import type { Asking } from './authorization.ts';
import { type FactsOf, GraphApiError, UnexpectedResponseError } from './errors.ts';
import { categorize, type GraphErrorCategory } from './graph-errors.ts';
import { describe, isObject, type JsonObject } from './json.ts';
import { readRetryAfter } from './retry.ts';
import { parseScrubbed, type Scrub } from './secrets.ts';
import { readUsage, regainAccessMs, type Usage } from './usage.ts';

/** One answer of the API, read to its end. */
export interface Answer {
  readonly response: Response;
  readonly text: string;
  /** Takes out of a text what the request had in it of secrets. */
  readonly scrub: Scrub;
  readonly call: Asking;
}

/** How an answer was served, as its headers tell it. */
export interface ServedFacts {
  /** HTTP status. */
  readonly status: number;
  /** The Graph version that answered, from `facebook-api-version`; absent if the answer did not say. */
  readonly servedVersion: string | undefined;
  /** Meta's id of the request, from `x-fb-request-id` or `x-fb-trace-id`. */
  readonly requestId: string | undefined;
  /** The share of the rate limits that is used up; Meta tells it only under load. */
  readonly usage: Usage | undefined;
}

/** How a call was answered. */
export interface ResponseInfo extends ServedFacts {
  /** The answer's headers, secrets removed. */
  readonly headers: Headers;
  /** The Graph version in the address of the request. */
  readonly requestedVersion: string;
  /** How many requests were sent. */
  readonly attempts: number;
}

/** A header without secrets; `undefined` if the answer has none of this name, or an empty one. */
export function header({ response, scrub }: Answer, name: string): string | undefined {
  const value = response.headers.get(name);
  return value ? scrub(value) : undefined;
}

export function servedFacts(answer: Answer): ServedFacts {
  return {
    status: answer.response.status,
    servedVersion: header(answer, 'facebook-api-version'),
    requestId: header(answer, 'x-fb-request-id') ?? header(answer, 'x-fb-trace-id'),
    usage: readUsage(answer),
  };
}

export function responseInfo(answer: Answer, requestedVersion: string, attempts: number): ResponseInfo {
  const { response, scrub } = answer;
  let { headers } = response;
  for (const [, value] of headers) {
    if (scrub(value) === value) continue;
    // Copied only where there is need: a copy takes as long as all else here.
    headers = new Headers([...headers].map(([name, value]): [string, string] => [name, scrub(value)]));
    break;
  }
  return { ...servedFacts(answer), headers, requestedVersion, attempts };
}

/** How long the answer asks to wait, in milliseconds. What it tells of usage is meant for whom it throttles. */
const askedWaitMs = (answer: Answer, category: GraphErrorCategory, usage = readUsage(answer)): number | undefined =>
  readRetryAfter(header(answer, 'retry-after')) ?? (category === 'throttled' ? regainAccessMs(usage) : undefined);

/** The error for an answer that is not what the API's description says. */
export function unexpectedResponse(answer: Answer, problem: string): UnexpectedResponseError {
  const { response, text, scrub, call } = answer;
  const { status } = response;
  return new UnexpectedResponseError(call.about(), `answered ${status}: ${problem}`, {
    status,
    contentType: header(answer, 'content-type'),
    // Cut after scrubbing: half a token would not be found any more.
    bodySnippet: scrub(text).slice(0, 200),
    retryAfterMs: askedWaitMs(answer, categorize({ status })),
  } satisfies FactsOf<UnexpectedResponseError>);
}

/** The error that an answer's body tells. */
export function graphApiError(
  answer: Answer,
  body: unknown,
  error: JsonObject,
  known?: GraphErrorCategory,
): GraphApiError {
  /** What the error has under this name, if it is of the type of the example. */
  const told = <T>(name: string, example: T) =>
    typeof error[name] === typeof example ? (error[name] as T) : undefined;
  const served = servedFacts(answer);
  const facts = {
    ...served,
    code: told('code', 0),
    subcode: told('error_subcode', 0),
    isTransient: told('is_transient', true),
  };
  const { status, code, subcode, usage } = facts;
  const category = known ?? categorize(facts);
  const numbers = (code === undefined ? '' : `, code ${code}`) + (subcode === undefined ? '' : `, subcode ${subcode}`);
  return new GraphApiError(
    answer.call.about(),
    `answered ${status}: ${told('message', '') ?? 'no message'} (${category}${numbers})`,
    {
      ...facts,
      type: told('type', ''),
      fbtraceId: told('fbtrace_id', ''),
      userTitle: told('error_user_title', ''),
      userMessage: told('error_user_msg', ''),
      category,
      retryAfterMs: askedWaitMs(answer, category, usage),
      body,
    } satisfies FactsOf<GraphApiError>,
  );
}

/** The parsed body of a success; throws the error that anything else amounts to. */
export function readBody(answer: Answer): unknown {
  const { response, text, scrub } = answer;
  // A browser hides a redirect behind status 0.
  if (!response.ok && response.status < 400) throw unexpectedResponse(answer, 'expected no redirect');
  let body: unknown;
  try {
    body = parseScrubbed(text, scrub);
  } catch {
    throw unexpectedResponse(answer, `expected JSON, found ${describe(text, true)}`);
  }
  const error = isObject(body) ? body.error : undefined;
  if (isObject(error)) throw graphApiError(answer, body, error);
  if (typeof error === 'string') throw graphApiError(answer, body, { message: error });
  if (!response.ok) throw unexpectedResponse(answer, 'expected an error in the body');
  return body;
}
