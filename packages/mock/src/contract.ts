import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Arrival } from './arrival.ts';
import { dereference, isJsonObject, type Json, type JsonObject } from './dereference.ts';
import type { GraphVersion } from './scenarios.ts';

export interface DocumentedAnswer {
  readonly schema: JsonObject;
  readonly examples: ReadonlyMap<string, Json>;
}

/** A reason to refuse a request. */
export interface Violation {
  readonly message: string;
  /** The status that Prism names for it, where it names one: 401 or 415. */
  readonly status: number | undefined;
}

/** What Prism finds wrong with the requests and answers of one operation. */
export interface Validator {
  /** `body` is the parsed JSON, the text of a body that is no JSON, or `undefined`. */
  request(arrival: Arrival, body: unknown): readonly Violation[];
  answer(status: number, body: Json): readonly string[];
}

export interface Operation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** As the document has it: `/{Version}/{Phone-Number-ID}/message_qrdls`. */
  readonly path: string;
  readonly queryParameters: ReadonlySet<string>;
  /** By status, in the order of the document. */
  readonly answers: ReadonlyMap<number, DocumentedAnswer>;
  readonly validator: Validator;
}

const MEDIA_TYPE = 'application/json';

const contracts = new Map<GraphVersion, Promise<readonly Operation[]>>();

/** The operations of that version's document. Read once: all mocks of a process share them. */
export function loadContract(version: GraphVersion): Promise<readonly Operation[]> {
  const loaded = contracts.get(version) ?? readContract(version);
  contracts.set(version, loaded);
  return loaded;
}

async function readContract(version: GraphVersion): Promise<readonly Operation[]> {
  // Prism is what takes long to load, so whoever only imports this package does not wait for it.
  const [{ validatorsOf }, document] = await Promise.all([import('./prism.ts'), readDocument(version)]);
  const validators = validatorsOf(document);
  return entriesOf(document.paths).flatMap(([path, methods]) =>
    entriesOf(methods).flatMap(([method, operation]) => {
      const id = isJsonObject(operation) ? operation.operationId : undefined;
      const validator = typeof id === 'string' ? validators.get(id) : undefined;
      if (!isJsonObject(operation) || typeof id !== 'string' || validator === undefined) return [];
      const queryParameters = queryParametersOf(operation);
      return { id, method: method.toUpperCase(), path, queryParameters, answers: answersOf(operation), validator };
    }),
  );
}

async function readDocument(version: GraphVersion): Promise<JsonObject> {
  const file = createRequire(import.meta.url).resolve(`@whatsapp-qr/spec/${version}/openapi.json`);
  const document: Json = JSON.parse(await readFile(file, 'utf8'));
  if (!isJsonObject(document)) throw new Error(`Expected an OpenAPI document in ${file}, found something else.`);
  return dereference(document);
}

function queryParametersOf({ parameters }: JsonObject): Set<string> {
  const known = Array.isArray(parameters) ? parameters.filter(isJsonObject) : [];
  return new Set(known.flatMap(({ in: place, name }) => (place === 'query' && typeof name === 'string' ? name : [])));
}

function answersOf(operation: JsonObject): Map<number, DocumentedAnswer> {
  const answers = new Map<number, DocumentedAnswer>();
  for (const [status, response] of entriesOf(operation.responses)) {
    const content = isJsonObject(response) && isJsonObject(response.content) ? response.content[MEDIA_TYPE] : undefined;
    if (!isJsonObject(content) || !isJsonObject(content.schema)) continue;
    const examples = new Map<string, Json>();
    for (const [name, example] of entriesOf(content.examples)) {
      if (isJsonObject(example) && example.value !== undefined) examples.set(name, example.value);
    }
    answers.set(Number(status), { schema: content.schema, examples });
  }
  return answers;
}

function entriesOf(value: Json | undefined): [string, Json][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
