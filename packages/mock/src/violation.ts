// What a request or a response has that the document does not allow.

import type { HttpRequest } from './http-request.ts';
import { isJsonObject, type Json } from './json.ts';
import type { Diagnostic, Operation } from './operation.ts';
import { diagnosticsAgainst } from './refusal.ts';
import type { RequestBody } from './request-body.ts';
import { pathParameter, type Route } from './routing.ts';
import type { GraphVersion, OperationId } from './scenarios.ts';
import type { Secrets } from './secrets.ts';

/** A difference between an exchange and the document. No text in it contains a credential of a request. */
export interface Violation<Id extends string = OperationId> {
  /** The `operationId`; `undefined` if no operation is documented for the method and path. */
  readonly operation: Id | undefined;
  /** In upper case. */
  readonly method: string;
  /** As it was sent, without the query. */
  readonly path: string;
  readonly side: 'request' | 'response';
  /**
   * The place as a JSON Pointer (RFC 6901): `/body/data/0/code`, `/query/limit`, `/path/QR-Code-ID`, `/headers/content-type`,
   * `/status`, for instance. Empty if there is no response at all.
   */
  readonly pointer: string;
  readonly expected: string;
  /** A value as JSON, cut after 200 characters, or `nothing`. */
  readonly found: string;
  /** Of the response that the client received; `undefined` if it closed the connection before. */
  readonly status: number | undefined;
}

export type Difference = Pick<Violation, 'pointer' | 'expected' | 'found'>;

export const NOTHING = 'nothing';
/** Enough to see what is wrong: a body of 1 MB can be wrong in 500,000 places. */
const MAX_DIFFERENCES = 100;

/** What is wrong with the method and the path of a request that no operation documents. */
export function routeDifference(
  { method, path }: HttpRequest,
  { samePath }: Route<Operation>,
  secrets: Secrets,
): Difference {
  if (samePath.length === 0) return { pointer: '/path', expected: 'a documented path', found: secrets.quote(path) };
  return { pointer: '/method', expected: samePath.map((operation) => operation.method).join(', '), found: method };
}

/** What is wrong with a request to the operation. */
export function requestDifferences(
  operation: Operation,
  request: HttpRequest,
  body: RequestBody,
  secrets: Secrets,
): Difference[] {
  const headers = secrets.removeFromHeaders(request.headers);
  const query = secrets.removeFromQuery(request.query);
  const value: Json = {
    query,
    headers,
    body: body.kind === 'json' ? body.value : body.kind === 'empty' ? null : request.body,
  };
  const differences = diagnosticsAgainst(operation, request, body).map((diagnostic) => {
    const { path: place, status } = diagnostic;
    if (status === 401) return headerDifference('authorization', 'Bearer <token>', headers, secrets);
    if (status === 415) return headerDifference('content-type', 'application/json', headers, secrets);
    if (place.join() === 'body' && body.kind === 'empty')
      return { pointer: '/body', expected: 'a JSON object with Content-Type: application/json', found: NOTHING };
    if (place[0] === 'path') return pathDifference(operation, request, diagnostic, secrets);
    return differenceAt(place[0] === 'header' ? ['headers', ...place.slice(1)] : place, diagnostic, value, secrets);
  });
  // With `oneOf`, Prism reports the same of every variant.
  const byPlace = new Map(
    differences.map((difference) => [`${difference.pointer} ${difference.expected}`, difference]),
  );
  return [...byPlace.values()].slice(0, MAX_DIFFERENCES);
}

function pathDifference(
  operation: Operation,
  { path }: HttpRequest,
  diagnostic: Diagnostic,
  secrets: Secrets,
): Difference {
  const names = operation.segments.map((segment) => segment.slice(1, -1));
  // Prism has the names in lower case.
  const name = names.find((candidate) => candidate.toLowerCase() === diagnostic.path[1]) ?? '';
  const found = secrets.quote(pathParameter(operation, path, name));
  return { pointer: pointerTo(['path', name]), expected: expectedBy(diagnostic), found };
}

export interface ReceivedResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded; an `Error` if it could not be. */
  readonly body: string | Error;
}

/** What is wrong with the content of a response of the operation. */
export function responseDifferences(
  operation: Operation,
  { status, headers, body }: ReceivedResponse,
  secrets: Secrets,
): Difference[] {
  if (!operation.responses.has(status)) {
    return [{ pointer: '/status', expected: [...operation.responses.keys()].join(', '), found: String(status) }];
  }
  if (body instanceof Error) return [{ pointer: '/body', expected: 'a body that can be decoded', found: body.message }];
  const type = headers['content-type'];
  const differences = /^\s*application\/json\s*(;|$)/i.test(type ?? '')
    ? []
    : [headerDifference('content-type', 'application/json', headers, secrets)];
  const json = parsed(body);
  if (json === undefined) {
    // HTML that says that it is HTML is one difference, not two.
    return differences.length > 0
      ? differences
      : [{ pointer: '/body', expected: 'JSON', found: body === '' ? NOTHING : secrets.quote(body) }];
  }
  const diagnostics = operation.validator.responseDiagnostics(status, json.value).slice(0, MAX_DIFFERENCES);
  return [
    ...differences,
    ...diagnostics.map((diagnostic) => differenceAt(diagnostic.path, diagnostic, { body: json.value }, secrets)),
  ];
}

/** Meta serves a request with a later version when the requested one has ended. */
export function versionDifference(
  path: string,
  version: GraphVersion,
  headers: ReceivedResponse['headers'],
  secrets: Secrets,
): Difference | undefined {
  const requested = /^\/(v\d+\.\d+)\//.exec(path)?.[1] ?? version;
  const served = headers['facebook-api-version'];
  if (served === undefined || served === requested) return undefined;
  return { pointer: '/headers/facebook-api-version', expected: requested, found: secrets.quote(served) };
}

/** The first place of a response that repeats a credential of a request. */
export function echoDifference({ headers, body }: ReceivedResponse, secrets: Secrets): Difference | undefined {
  const isSecret = (text: string) => secrets.isIn(text);
  const text = body instanceof Error ? '' : body;
  const content = parsed(text)?.value ?? text;
  const place = placeOf(headers, isSecret, ['headers']) ?? placeOf(content, isSecret, ['body']);
  if (place === undefined) return undefined;
  return {
    pointer: pointerTo(place),
    expected: 'no credential of the request',
    found: secrets.quote(valueAt({ headers, body: content }, place)),
  };
}

/** The Graph API puts the token of the request into the links of pages. */
const PAGE_LINK = /^body,paging,(next|previous)$/;

function placeOf(
  value: Json,
  isSecret: (text: string) => boolean,
  place: readonly string[],
): readonly string[] | undefined {
  if (typeof value === 'string') {
    const text = PAGE_LINK.test(place.join()) ? value.replace(/([?&]access_token=)[^&#]*/, '$1') : value;
    return isSecret(text) ? place : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = isSecret(key) ? place : placeOf(item, isSecret, [...place, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function headerDifference(
  name: string,
  expected: string,
  headers: ReceivedResponse['headers'],
  secrets: Secrets,
): Difference {
  const sent = headers[name];
  return { pointer: pointerTo(['headers', name]), expected, found: sent === undefined ? NOTHING : secrets.quote(sent) };
}

function differenceAt(path: readonly string[], diagnostic: Diagnostic, root: Json, secrets: Secrets): Difference {
  const [, missing] = /required property '(.*)'$/s.exec(diagnostic.message) ?? [];
  if (diagnostic.keyword === 'required' && missing !== undefined)
    return { pointer: pointerTo([...path, missing]), expected: 'a required property', found: NOTHING };
  const value = valueAt(root, path);
  return {
    pointer: pointerTo(path),
    expected: expectedBy(diagnostic),
    found: value === undefined ? NOTHING : secrets.quote(value),
  };
}

/** `string` for `Response body property data.0.code must be string`. */
function expectedBy({ message, keyword }: Diagnostic): string {
  if (keyword === 'syntax') return 'JSON';
  const rule = /^.*? must (.*)$/s.exec(message)?.[1]?.replace(/; received .*$/s, '');
  return rule?.replace(/^be (equal to )?/, '').replace(/^match (pattern|format) /, 'text of the $1 ') ?? message;
}

function pointerTo(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(root: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

function parsed(body: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch {
    return undefined;
  }
}
