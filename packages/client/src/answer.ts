import { type About, type FactsOf, GraphApiError, UnexpectedResponseError } from './errors.ts';
import { categorize, type GraphErrorCategory } from './graph-errors.ts';
import { describe, isObject, type JsonObject } from './json.ts';
import { readRetryAfter } from './retry.ts';
import { parseScrubbed, type Scrub } from './secrets.ts';
import type { Received } from './transport.ts';
import { readUsage, regainAccessMs, type Usage } from './usage.ts';

/** One answer of the API. */
export interface Answer extends Received {
  readonly about: () => About;
  readonly scrub: Scrub;
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

const headerReader =
  ({ response, scrub }: Answer) =>
  (name: string): string | undefined => {
    const value = response.headers.get(name);
    return value ? scrub(value) : undefined;
  };

export function servedFacts(answer: Answer): ServedFacts {
  const header = headerReader(answer);
  return {
    status: answer.response.status,
    servedVersion: header('facebook-api-version'),
    requestId: header('x-fb-request-id') ?? header('x-fb-trace-id'),
    usage: readUsage(answer.response.headers, answer.scrub),
  };
}

/** The error for an answer that is not what the API's description says. */
export function unexpectedResponse(answer: Answer, problem: string): UnexpectedResponseError {
  const header = headerReader(answer);
  const { status } = answer.response;
  return new UnexpectedResponseError(answer.about(), `answered ${status}: ${problem}`, {
    status,
    contentType: header('content-type'),
    // Cut after scrubbing: half a token would not be found any more.
    bodySnippet: answer.scrub(answer.text).slice(0, 200),
    retryAfterMs: readRetryAfter(header('retry-after')),
  } satisfies FactsOf<UnexpectedResponseError>);
}

/** The error that an answer's body tells. */
export function graphApiError(
  answer: Answer,
  body: unknown,
  error: JsonObject,
  known?: GraphErrorCategory,
): GraphApiError {
  const served = servedFacts(answer);
  const { status, usage } = served;
  /** What the error has under this name, if it is of the type of the example. */
  const told = <T>(name: string, example: T) =>
    typeof error[name] === typeof example ? (error[name] as T) : undefined;
  const code = told('code', 0);
  const subcode = told('error_subcode', 0);
  const isTransient = told('is_transient', true);
  const category = known ?? categorize({ status, code, subcode, isTransient });
  const numbers = (code === undefined ? '' : `, code ${code}`) + (subcode === undefined ? '' : `, subcode ${subcode}`);
  return new GraphApiError(answer.about(), `answered ${status}: ${told('message', '')} (${category}${numbers})`, {
    ...served,
    code,
    subcode,
    type: told('type', ''),
    fbtraceId: told('fbtrace_id', ''),
    isTransient,
    userTitle: told('error_user_title', ''),
    userMessage: told('error_user_msg', ''),
    category,
    retryAfterMs:
      readRetryAfter(headerReader(answer)('retry-after')) ??
      (category === 'throttled' ? regainAccessMs(usage) : undefined),
    body,
  } satisfies FactsOf<GraphApiError>);
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
