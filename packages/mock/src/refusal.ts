// Why a request is rejected: every reason that the mock gives is written here, and so is the choice of its status.
import type { NamedChoice } from './choice.ts';
import type { HttpRequest } from './http-request.ts';
import { jsonResponse, type MockResponse } from './mock-response.ts';
import type { Diagnostic, Operation } from './operation.ts';
import type { RequestBody } from './request-body.ts';
import type { Route } from './routing.ts';
import type { OperationScenarios } from './scenarios.ts';

export interface Reason {
  readonly message: string;
  /** The status that it leads to, if it leads to a certain one. */
  readonly status: number | undefined;
}

/** The reasons for which the document does not allow the request; none if it does. */
export function reasonsAgainst(operation: Operation, request: HttpRequest, body: RequestBody): Reason[] {
  const diagnostics = operation.validator.request(request, contentOf(request, body));
  if (body.kind !== 'malformed') return diagnostics.map(reasonOf);
  // Prism validated the text as if it were JSON. Of its diagnostics only a missing token still means something.
  const security = diagnostics.filter(({ status }) => status === 401).map(reasonOf);
  return [reason(`Request body is not JSON: ${body.reason}`), ...security];
}

export function unknownField(name: string, documented: readonly string[]): Reason {
  const names = `Documented are ${documented.join(', ')}, separated by commas without spaces.`;
  return reason(`Request query parameter fields names "${name}". ${names}`);
}

export function unknownPreference(documented: OperationScenarios, preference: NamedChoice): Reason {
  return reason(`Request header Prefer: ${undocumentedChoice(documented, preference)}`);
}

/** For a choice that `findChoice` did not find, in a script as well as in a request. */
export function undocumentedChoice(documented: OperationScenarios, { status, example }: NamedChoice): string {
  if (status !== undefined && !documented.has(Number(status))) {
    return `Status ${status} is not documented. Documented are ${[...documented.keys()].join(', ')}.`;
  }
  const names = [...documented]
    .filter(([candidate]) => status === undefined || candidate === Number(status))
    .map(([candidate, examples]) => `${candidate} ${examples.join(', ')}`);
  return `Example "${example}" is not documented. Documented are ${names.join('; ')}.`;
}

/** Rejects as the operation documents it: with the first example of the first documented status that applies. */
export function reject({ responses }: Operation, reasons: readonly Reason[]): MockResponse {
  const rejected = [...new Set(reasons.map(({ message }) => message))].join('; ');
  const statuses = statusesFor(reasons);
  for (const status of statuses) {
    for (const [example, body] of responses.get(status)?.examples ?? [])
      return jsonResponse(status, body, { example, rejected });
  }
  return rejectUndocumented(statuses.at(-1) ?? 400, rejected);
}

/** Rejects a request whose path or method is not documented. */
export function rejectRoute(
  { method }: HttpRequest,
  { samePath }: Route<Operation>,
  operations: readonly Operation[],
): MockResponse {
  if (samePath.length > 0) {
    const methods = samePath.map((candidate) => candidate.method).join(', ');
    return rejectUndocumented(405, `${method} is not documented for this path, only ${methods} is.`);
  }
  const paths = [...new Set(operations.map(({ path }) => path))].join(' and ');
  return rejectUndocumented(404, `The path is not documented, only ${paths} is.`);
}

export function rejectBodySize(bodyBytes: number, maxBodyBytes: number): MockResponse {
  return rejectUndocumented(413, `Request body has ${bodyBytes} bytes: at most ${maxBodyBytes} are accepted.`);
}

/** What no operation documents is rejected in the form of a Graph API error, too, since clients can parse that. */
function rejectUndocumented(status: number, rejected: string): MockResponse {
  const error = { message: `Unsupported request. ${rejected}`, type: 'GraphMethodException', code: 100 };
  return jsonResponse(status, { error }, { rejected });
}

function contentOf(request: HttpRequest, body: RequestBody): unknown {
  if (body.kind === 'empty') return undefined;
  return body.kind === 'json' ? body.value : request.body;
}

function reasonOf({ message, status, keyword }: Diagnostic): Reason {
  if (keyword === 'thrown') return reason(`Request cannot be read: ${message}`);
  // Prism's message is "Invalid security scheme used", whatever is missing.
  return { status, message: status === 401 ? `${message}, expected Authorization: Bearer <token>` : message };
}

function reason(message: string): Reason {
  return { message, status: undefined };
}

/** In this order, the first that the operation documents: Prism's own choice. */
function statusesFor(reasons: readonly Reason[]): readonly number[] {
  const named = reasons.map(({ status }) => status);
  if (named.includes(401)) return [401];
  if (named.includes(415)) return [415, 422, 400];
  return [422, 400];
}
