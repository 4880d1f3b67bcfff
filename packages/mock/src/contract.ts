import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { DocumentedResponse, Operation, Validator } from './operation.ts';
import { segmentsOf } from './routing.ts';
import type { GraphVersion } from './scenarios.ts';

const MEDIA_TYPE = 'application/json';

const contracts = new Map<GraphVersion, Promise<readonly Operation[]>>();

/** The operations in the document of that version. Read once: all mocks of a process share them. */
export function loadContract(version: GraphVersion): Promise<readonly Operation[]> {
  const loaded = contracts.get(version) ?? readDocument(version).then(operationsOf);
  contracts.set(version, loaded);
  return loaded;
}

/** The operations of a document without any `$ref`. */
export async function operationsOf(document: JsonObject): Promise<readonly Operation[]> {
  // Prism takes long to load, so importing this package does not load it.
  const { validatorsOf } = await import('./prism.ts');
  const validators = validatorsOf(document);
  return entriesOf(document.paths).flatMap(([path, methods]) =>
    entriesOf(methods).flatMap(([method, operation]) => {
      const id = isJsonObject(operation) ? operation.operationId : undefined;
      const validator = typeof id === 'string' ? validators.get(id) : undefined;
      if (!isJsonObject(operation) || typeof id !== 'string' || validator === undefined) return [];
      return operationOf({ id, method, path, operation, validator });
    }),
  );
}

interface DocumentedOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
  readonly validator: Validator;
}

function operationOf({ id, method, path, operation, validator }: DocumentedOperation): Operation {
  return {
    id,
    method: method.toUpperCase(),
    path,
    segments: segmentsOf(path),
    queryParameters: queryParametersOf(operation),
    bodySchema: schemaOf(operation.requestBody),
    responses: responsesOf(operation),
    validator,
  };
}

async function readDocument(version: GraphVersion): Promise<JsonObject> {
  const file = createRequire(import.meta.url).resolve(`@whatsapp-qr/spec/${version}/openapi.dereferenced.json`);
  const document: Json = JSON.parse(await readFile(file, 'utf8'));
  if (!isJsonObject(document)) throw new Error(`${file}: expected an OpenAPI document, found another JSON value.`);
  return document;
}

function queryParametersOf({ parameters }: JsonObject): string[] {
  const documented = Array.isArray(parameters) ? parameters.filter(isJsonObject) : [];
  return documented.flatMap(({ in: place, name }) => (place === 'query' && typeof name === 'string' ? name : []));
}

function schemaOf(withContent: Json | undefined): JsonObject | undefined {
  const content =
    isJsonObject(withContent) && isJsonObject(withContent.content) ? withContent.content[MEDIA_TYPE] : undefined;
  return isJsonObject(content) && isJsonObject(content.schema) ? content.schema : undefined;
}

function responsesOf(operation: JsonObject): Map<number, DocumentedResponse> {
  const responses = new Map<number, DocumentedResponse>();
  for (const [status, response] of entriesOf(operation.responses)) {
    const content = isJsonObject(response) && isJsonObject(response.content) ? response.content[MEDIA_TYPE] : undefined;
    if (!isJsonObject(content) || !isJsonObject(content.schema)) continue;
    const examples = new Map<string, Json>();
    for (const [name, example] of entriesOf(content.examples)) {
      if (isJsonObject(example) && example.value !== undefined) examples.set(name, example.value);
    }
    responses.set(Number(status), { schema: content.schema, examples });
  }
  return responses;
}

function entriesOf(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
