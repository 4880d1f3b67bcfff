import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Exchange, Pair, ReceivedAnswer, SentRequest } from './recorder.ts';
import { operationsIn, type PlacedOperation, type Schema, type SpecParameter } from './spec.ts';

const MEDIA_TYPE = 'application/json';

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
// What only OpenAPI knows in a schema constrains nothing.
ajv.addVocabulary(['discriminator', 'example', 'externalDocs', 'xml']);

/** What the document of a version does not allow in what went over the wire: nothing, if all is well. */
export class Validator {
  readonly #operations: readonly PlacedOperation[];

  constructor(specFolder: string, version: string) {
    this.#operations = operationsIn(specFolder, version);
  }

  request(request: SentRequest): string[] {
    const operation = this.#operationFor(request);
    if (operation === undefined) return [`${request.method} ${request.path} is no documented operation`];
    return requestViolations(operation, request);
  }

  answer({ request, answer }: Exchange): string[] {
    const operation = this.#operationFor(request);
    return operation === undefined ? [] : answerViolations(operation, answer);
  }

  #operationFor({ method, path }: SentRequest): PlacedOperation | undefined {
    return this.#operations.find((operation) => operation.method === method && patternOf(operation).test(path));
  }
}

/** Every `{…}` of the path takes one segment, whatever it is. */
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
  const wanted = place === 'header' ? name.toLowerCase() : name;
  const values = sent.filter(([given]) => given === wanted).map(([, value]) => value);
  if (values.length > 1) return [`${label} is sent ${values.length} times`];
  const [value] = values;
  if (value === undefined) return required ? [`${label} is missing`] : [];
  return schemaViolations(label, schema, schema.type === 'integer' ? Number(value) : value);
}

function bodyViolations({ requestBody }: PlacedOperation, { body, headers }: SentRequest): string[] {
  if (requestBody === undefined) return body === '' ? [] : ['a body is sent where none is documented'];
  if (body === '') return requestBody.required ? ['the body is missing'] : [];
  return contentViolations('body', requestBody.content, headers, body);
}

function answerViolations({ responses }: PlacedOperation, { status, headers, body }: ReceivedAnswer): string[] {
  const response = responses[status];
  if (response === undefined) return [`status ${status} is not documented`];
  return contentViolations(`answer ${status}`, response.content ?? {}, headers, body);
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
    return [`${label} is no JSON: ${error instanceof Error ? error.message : error}`];
  }
  return schemaViolations(label, documented.schema, value);
}

/** Every operation takes a bearer token, once. */
function tokenViolations({ headers }: SentRequest): string[] {
  const values = headers.filter(([name]) => name === 'authorization').map(([, value]) => value);
  return values.length === 1 && /^Bearer \S+$/.test(values[0] ?? '') ? [] : ['no single bearer token is sent'];
}

const compiled = new Map<Schema, ValidateFunction>();

function schemaViolations(label: string, schema: Schema, value: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${label}${instancePath} ${message}`);
}
