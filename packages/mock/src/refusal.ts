// Why a request is rejected: every reason that the mock gives is written here, and so is the choice of its status.
import { propertiesOf, requiredBy, variantsOf } from './body-schema.ts';
import type { NamedChoice } from './choice.ts';
import type { HttpRequest } from './http-request.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { jsonResponse, type MockResponse } from './mock-response.ts';
import type { Diagnostic, Operation } from './operation.ts';
import { quote } from './quote.ts';
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
  return diagnosticsAgainst(operation, request, body).map(reasonOf);
}

/** The same with the place of each in the request. */
export function diagnosticsAgainst(
  operation: Operation,
  request: HttpRequest,
  body: RequestBody,
): readonly Diagnostic[] {
  // The curl commands of Meta's own page send `{}` where no body is documented.
  if (operation.bodySchema === undefined && body.kind === 'json' && isEmptyObject(body.value)) {
    const { 'content-type': _type, 'content-length': _length, ...headers } = request.headers;
    return operation.validator.request({ ...request, headers }, undefined);
  }
  const content = contentOf(request, body);
  const diagnostics = operation.validator.request(request, content);
  if (diagnostics.length === 0 && body.kind !== 'malformed') return [];
  const security = diagnostics.filter(({ status }) => status === 401);
  // Prism validated the text as if it were JSON, so only a missing token still means something.
  if (body.kind === 'malformed') {
    const message = `Request body is not JSON: ${body.reason}`;
    return [{ message, path: ['body'], keyword: 'syntax', status: undefined }, ...security];
  }
  if (operation.bodySchema !== undefined && FORM.test(request.headers['content-type'] ?? '')) {
    const message = 'Supported content types: application/json. A JSON body is expected, not a form.';
    return [{ message, path: ['header', 'content-type'], keyword: undefined, status: 415 }, ...security];
  }
  return ofClosestVariant(diagnostics, operation.bodySchema, content).map((diagnostic) => {
    if (isEnumOfBody(diagnostic))
      return { ...diagnostic, message: enumMessage(diagnostic, operation.bodySchema, content) };
    if (diagnostic.message === BODY_MISSING)
      return { ...diagnostic, path: ['body'], message: missingBodyMessage(operation, request) };
    return diagnostic;
  });
}

const FORM = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data)/i;
/** Prism's own text. */
const BODY_MISSING = 'Body parameter is required';

function missingBodyMessage({ bodySchema }: Operation, { query }: HttpRequest): string {
  const inQuery = Object.keys(query).filter((name) =>
    variantsOf(bodySchema).some((schema) => name in propertiesOf(schema)),
  );
  const hint = inQuery.length === 0 ? '' : `, not the query parameters ${inQuery.join(', ')}`;
  return `${BODY_MISSING}: a JSON object with Content-Type: application/json is expected${hint}`;
}

/**
 * With `oneOf`, Prism lists what is wrong by every variant. Keeps what is wrong by the variant that the body is closest to:
 * the one that allows its properties and requires most of them.
 */
function ofClosestVariant(
  diagnostics: readonly Diagnostic[],
  schema: JsonObject | undefined,
  body: unknown,
): readonly Diagnostic[] {
  if (!diagnostics.some(({ keyword, path }) => keyword === 'oneOf' && path.join() === 'body')) return diagnostics;
  const names = isJsonObject(body) ? Object.keys(body) : [];
  const allowing = variantsOf(schema).filter((variant) => names.every((name) => propertiesOf(variant)[name] !== false));
  const matches = (variant: JsonObject) => requiredBy(variant).filter((name) => names.includes(name)).length;
  const [closest] = allowing.toSorted((a, b) => matches(b) - matches(a));
  if (closest === undefined) return diagnostics;
  const foreign = variantsOf(schema)
    .flatMap(requiredBy)
    .filter((name) => !requiredBy(closest).includes(name));
  return diagnostics.filter(({ keyword, path, message }) => {
    if (keyword === 'oneOf' || keyword === 'false schema') return false;
    if (keyword === 'required') return !foreign.some((name) => message.endsWith(`'${name}'`));
    const [place, name] = path;
    return place !== 'body' || name === undefined || name in propertiesOf(closest);
  });
}

function isEnumOfBody({ keyword, path }: Diagnostic): boolean {
  return keyword === 'enum' && path[0] === 'body' && path.length === 2;
}

/** `generate_qr_image must be PNG or SVG; received "png"` */
function enumMessage({ path, message }: Diagnostic, schema: JsonObject | undefined, body: unknown): string {
  const [, name = ''] = path;
  const property = variantsOf(schema)
    .map((variant) => propertiesOf(variant)[name])
    .find(isJsonObject);
  if (property === undefined || !Array.isArray(property.enum) || !isJsonObject(body)) return message;
  return `Request body property ${name} must be ${property.enum.join(' or ')}; received ${quote(body[name])}`;
}

function isEmptyObject(value: Json): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

export function unknownField(name: string, documented: readonly string[]): Reason {
  const names = `Documented are ${documented.join(', ')}, separated by commas without spaces.`;
  return reason(`Request query parameter fields names "${name}". ${names}`);
}

export function unknownCursor(parameter: string, cursor: unknown): Reason {
  return reason(
    `Request query parameter ${parameter} must be a cursor of an earlier response of this mock; received ${quote(cursor)}`,
  );
}

/** The number is documented. How Meta reports it is not: the status and the form of the error are an assumption. */
export function tooManyCodes(max: number): Reason {
  return reason(`The phone number has ${max} QR codes, as many as it can have. Delete one before you create another`);
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

/**
 * Rejects as the operation documents it: with the first example of the first documented status that applies. Its message is
 * replaced by the reason, which the author of the request needs.
 */
export function reject({ responses }: Operation, reasons: readonly Reason[]): MockResponse {
  const rejected = [...new Set(reasons.map(({ message }) => message))].join('; ');
  const statuses = statusesFor(reasons);
  for (const status of statuses) {
    for (const [example, body] of responses.get(status)?.examples ?? [])
      return jsonResponse(status, withMessage(body, rejected), { example, rejected });
  }
  return rejectUndocumented(statuses.at(-1) ?? 400, rejected);
}

function withMessage(body: Json, message: string): Json {
  return isJsonObject(body) && isJsonObject(body.error) ? { ...body, error: { ...body.error, message } } : body;
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

export function rejectForeignPage(origin: string): MockResponse {
  return rejectUndocumented(
    403,
    `The control API is not for pages of other origins; received Origin ${quote(origin)}.`,
  );
}

export function rejectImage(oe: unknown): MockResponse {
  return rejectUndocumented(403, `The address of the image has expired: its oe is ${quote(oe)}.`);
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
