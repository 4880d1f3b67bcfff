import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Exchange, Pair, ReceivedResponse, SentRequest } from './recorder.ts';
import { operationsIn, type PlacedOperation, type Schema, type SpecParameter } from './spec.ts';

const MEDIA_TYPE = 'application/json';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
// OpenAPI-only keywords are annotations.
ajv.addVocabulary(['discriminator', 'example', 'externalDocs', 'xml']);

/** Validates exchanges against the document of a version; methods return the violations. */
export class Validator {
  readonly #operations: readonly PlacedOperation[];

  constructor(specFolder: string, version: string) {
    this.#operations = operationsIn(specFolder, version);
  }

  request(request: SentRequest): string[] {
    const operation = this.#operationFor(request);
    if (operation === undefined) return [`${request.method} ${request.path} is not a documented operation`];
    return requestViolations(operation, request);
  }

  response({ request, response }: Exchange): string[] {
    const operation = this.#operationFor(request);
    return operation === undefined ? [] : responseViolations(operation, response);
  }

  #operationFor({ method, path }: SentRequest): PlacedOperation | undefined {
    return this.#operations.find((operation) => operation.method === method && patternOf(operation).test(path));
  }
}

/** A pattern of the path in which every `{…}` matches one segment. */
function patternOf({ path }: PlacedOperation): RegExp {
  return new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '([^/]*)')}$`);
}

function requestViolations(operation: PlacedOperation, request: SentRequest): string[] {
  const { path, parameters = [] } = operation;
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const segments = patternOf(operation).exec(request.path)?.slice(1) ?? [];
  const sent = {
    path: names.map((name, index): Pair => [name, decodeURIComponent(segments[index] ?? '')]),
    query: request.query,
    header: request.headers,
  };
  const documented = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  return [
    ...parameters.flatMap((parameter) => parameterViolations(parameter, sent[parameter.in])),
    ...request.query
      .filter(([name]) => !documented.includes(name))
      .map(([name]) => `query parameter ${name} is not documented`),
    ...bodyViolations(operation, request),
    ...tokenViolations(request),
  ];
}

function parameterViolations({ name, in: place, required = false, schema }: SpecParameter, sent: readonly Pair[]) {
  const label = `${place} parameter ${name}`;
  const key = place === 'header' ? name.toLowerCase() : name;
  const values = sent.filter(([given]) => given === key).map(([, value]) => value);
  if (values.length > 1) return [`${label} is sent ${values.length} times`];
  const [value] = values;
  if (value === undefined) return required ? [`${label} is missing`] : [];
  return schemaViolations(label, schema, schema.type === 'integer' ? Number(value) : value);
}

function bodyViolations({ requestBody }: PlacedOperation, { body, headers }: SentRequest): string[] {
  if (requestBody === undefined) return body === '' ? [] : ['a body is sent, but none is documented'];
  if (body === '') return requestBody.required ? ['the body is missing'] : [];
  return contentViolations('body', requestBody.content, headers, body);
}

function responseViolations({ responses }: PlacedOperation, { status, headers, body }: ReceivedResponse): string[] {
  const response = responses[status];
  if (response === undefined) return [`status ${status} is not documented`];
  return contentViolations(`response ${status}`, response.content ?? {}, headers, body);
}

function contentViolations(
  label: string,
  content: Readonly<Record<string, { readonly schema: Schema }>>,
  headers: readonly Pair[],
  body: string,
): string[] {
  const type = headers.find(([name]) => name === 'content-type')?.[1].split(';')[0];
  const documented = content[type ?? ''];
  if (documented === undefined) return [`${label} has the content type ${type}, which is not documented`];
  if (type !== MEDIA_TYPE) return [];
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return [`${label} is not JSON: ${error instanceof Error ? error.message : error}`];
  }
  return schemaViolations(label, documented.schema, value);
}

/** Every operation requires exactly one bearer token. */
function tokenViolations({ headers }: SentRequest): string[] {
  const values = headers.filter(([name]) => name === 'authorization').map(([, value]) => value);
  return values.length === 1 && /^Bearer \S+$/.test(values[0] ?? '') ? [] : ['not exactly one bearer token is sent'];
}

const compiled = new Map<Schema, ValidateFunction>();

function schemaViolations(label: string, schema: Schema, value: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${label}${instancePath} ${message}`);
}
