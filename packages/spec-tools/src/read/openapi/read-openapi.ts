import { LineCounter, parseDocument } from 'yaml';
import { parseSource } from '../../document/document.ts';
import { isArray, isObject, type Json, type JsonObject } from '../../document/json.ts';
import { keysOf, pointerTo } from '../../document/pointer.ts';
import type { FactKind, Facts } from '../facts.ts';
import type { Line } from '../form.ts';
import { get } from '../put.ts';
import { quoted, type Reading } from '../reading.ts';
import { Stripper } from './strip.ts';

const tells: readonly FactKind[] = [
  'servers',
  'security',
  'parameters',
  'types',
  'formats',
  'bounds',
  'enums',
  'named-enums',
  'required',
  'request-bodies',
  'statuses',
  'media-types',
  'schema-names',
  'additional-properties',
  'compositions',
  'success-examples',
  'named-examples',
  'error-examples',
  'request-examples',
  'parameter-examples',
  'schema-examples',
  'patterns',
  'lengths',
  'defaults',
  'operation-ids',
  'deprecations',
  'headers',
];

export interface OpenApiFacts extends Facts {
  readonly version: string | undefined;
  /** All that is fact, in the document's own order. */
  readonly document: JsonObject;
}

/** Reads an OpenAPI document, YAML or JSON: the same document, without its prose. */
export function readOpenApi(lines: readonly Line[], reading: Reading): OpenApiFacts {
  const text = lines.map((line) => line.text).join('\n');
  const before = (lines[0]?.number ?? 1) - 1;
  const root = parse(text, before, reading);
  let source: ReturnType<typeof parseSource> | undefined;
  const lineOf = (pointer: string): number => {
    source ??= parseSource({ file: 'document', text });
    return source.lineOf(pointer) + before;
  };
  const version = isObject(root) ? root.openapi : undefined;
  if (typeof version !== 'string' || !/^3\.[012]\.\d+/.test(version)) {
    if (reading.problems.length === 0) {
      reading.problem(
        lineOf('#/openapi'),
        `openapi: ${quoted(JSON.stringify(version ?? null))}`,
        'version 3.1 (or 3.0)',
      );
    }
    return {
      title: 'unknown',
      tells,
      servers: [],
      security: undefined,
      paths: {},
      components: {},
      version: undefined,
      document: {},
    };
  }
  const document = new Stripper(lineOf, reading).strip(root, 'document');
  checkReferences(document, document, '#', lineOf, reading);
  const info = isObject(root) && isObject(root.info) ? root.info : {};
  return {
    title: typeof info.title === 'string' ? info.title : 'unknown',
    version: typeof info.version === 'string' ? info.version : undefined,
    tells,
    servers: [],
    security: undefined,
    paths: {},
    components: {},
    document,
  };
}

function parse(text: string, before: number, reading: Reading): Json {
  const counter = new LineCounter();
  try {
    if (text.trimStart().startsWith('{')) return jsonOf(text);
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
    for (const error of document.errors) {
      const [message = ''] = error.message.split('\n');
      reading.problem(
        counter.linePos(error.pos[0]).line + before,
        `YAML that cannot be parsed (${message})`,
        'valid YAML or JSON',
      );
    }
    return document.errors.length > 0 ? null : plainJson(document.toJS());
  } catch (error) {
    reading.problem(
      before + 1,
      `a document that cannot be parsed (${error instanceof Error ? error.message : String(error)})`,
      'valid YAML or JSON',
    );
    return null;
  }
}

function jsonOf(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

/** YAML can say more than JSON: what cannot be said in JSON is refused, not guessed. */
function plainJson(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (isObject(value) && !(value instanceof Map)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plainJson(member)]));
  }
  throw new TypeError(`${String(value)} is no value of JSON`);
}

/** Each file is read on its own: a reference that leads out of it, or nowhere, would be a fact lost. */
function checkReferences(
  root: Json,
  value: Json,
  pointer: string,
  lineOf: (pointer: string) => number,
  reading: Reading,
): void {
  if (isArray(value)) {
    for (const [index, item] of value.entries())
      checkReferences(root, item, pointerTo(pointer, index), lineOf, reading);
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      // Examples and defaults are values: what looks like a reference there is none.
      if (
        ['example', 'examples', 'value', 'default', 'const', 'enum'].includes(key) &&
        !pointer.endsWith('/properties')
      )
        continue;
      if (key === '$ref' && typeof member === 'string') {
        if (!member.startsWith('#') || !leads(root, member)) {
          reading.problem(
            lineOf(pointerTo(pointer, key)),
            `the reference ${quoted(member)}`,
            'one to a place in the same document',
          );
        }
      } else checkReferences(root, member, pointerTo(pointer, key), lineOf, reading);
    }
  }
}

function leads(root: Json, reference: string): boolean {
  let place: Json | undefined = root;
  for (const key of keysOf(reference)) {
    place = isArray(place) ? place[Number(key)] : isObject(place) ? get(place, key) : undefined;
    if (place === undefined) return false;
  }
  return true;
}
