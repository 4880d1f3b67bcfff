import { type CallName, type FactsOf, GraphApiError, UnexpectedResponseError } from './errors.ts';
import { categorize, type GraphErrorCategory } from './graph-errors.ts';
import { readRetryAfter } from './retry.ts';
import { parseScrubbed, type Scrub } from './secrets.ts';
import { isObject, type JsonObject } from './shape.ts';
import { readUsage, regainAccessMs, type Usage } from './usage.ts';

/** What an error says about the call that it ends. */
export interface CallFacts {
  readonly operation: CallName;
  readonly attempts: number;
}

/** The method and the path of a call for messages, and the facts of its errors. */
export type About = () => readonly [subject: string, facts: CallFacts];

/** One answer of the API. */
export interface Answer {
  readonly about: About;
  readonly response: Response;
  /** The body, empty if there was none. */
  readonly text: string;
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
    usage: readUsage(header),
  };
}

/** The error for an answer that is not what the API's description says. */
export function unexpectedResponse(answer: Answer, problem: string): UnexpectedResponseError {
  const [subject, facts] = answer.about();
  const header = headerReader(answer);
  const { status } = answer.response;
  return new UnexpectedResponseError(`${subject} answered ${status}: ${problem}`, {
    ...facts,
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
  const [subject, facts] = answer.about();
  const served = servedFacts(answer);
  const text = (name: string) => (typeof error[name] === 'string' ? error[name] : undefined);
  const number = (name: string) => (typeof error[name] === 'number' ? error[name] : undefined);
  const code = number('code');
  const subcode = number('error_subcode');
  const isTransient = typeof error.is_transient === 'boolean' ? error.is_transient : undefined;
  const category = known ?? categorize({ status: served.status, code, subcode, isTransient });
  return new GraphApiError(
    `${subject} answered ${served.status}: ${text('message')} (${category}, code ${code}, subcode ${subcode})`,
    {
      ...facts,
      ...served,
      code,
      subcode,
      type: text('type'),
      fbtraceId: text('fbtrace_id'),
      isTransient,
      userTitle: text('error_user_title'),
      userMessage: text('error_user_msg'),
      category,
      retryAfterMs:
        readRetryAfter(headerReader(answer)('retry-after')) ??
        (category === 'throttled' ? regainAccessMs(served.usage) : undefined),
      body,
    } satisfies FactsOf<GraphApiError>,
  );
}

/** The parsed body of a success; throws the error that anything else amounts to. */
export function readBody(answer: Answer): unknown {
  const { response, text, scrub } = answer;
  // A browser hides a redirect behind status 0.
  if (!response.ok && response.status < 400) throw unexpectedResponse(answer, 'redirects are not followed');
  let body: unknown;
  try {
    body = parseScrubbed(text, scrub);
  } catch {
    throw unexpectedResponse(answer, `expected JSON, found ${text ? 'other text' : 'nothing'}`);
  }
  const error = isObject(body) ? body.error : undefined;
  if (typeof error === 'string') throw graphApiError(answer, body, { message: error });
  if (isObject(error)) throw graphApiError(answer, body, error);
  if (!response.ok) throw unexpectedResponse(answer, 'expected an error of the Graph API');
  return body;
}
