import {
  isArray,
  isObject,
  type Json,
  keysOf,
  parseSource,
  pointerTo,
  type SourceDocument,
  UnreadableDocument,
} from '@whatsapp-qr/openapi-document';
import { tooLarge } from '../example.ts';
import type { FactKind, Facts } from '../facts.ts';
import type { Line } from '../form.ts';
import { get } from '../put.ts';
import { quoted, type Reading } from '../reading.ts';
import { Stripper } from './strip.ts';

const states: readonly FactKind[] = [
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

/** Reads an OpenAPI document, YAML or JSON: the same document, without its prose. */
export function readOpenApi(lines: readonly Line[], reading: Reading): Facts {
  const text = lines.map((line) => line.text).join('\n');
  const before = (lines[0]?.number ?? 1) - 1;
  const source = parse(text, before, reading);
  const lineOf = (pointer: string): number => (source?.lineOf(pointer) ?? 1) + before;
  for (const { pointer, number } of source?.inexact ?? []) reading.note(lineOf(pointer), pointer, tooLarge(number));
  const root = source?.root;
  if (root === undefined) return { title: 'unknown', states, document: { paths: {} } };
  const { openapi = null, info } = isObject(root) ? root : {};
  if (typeof openapi !== 'string' || !/^3\.[012]\.\d+/.test(openapi)) {
    reading.problem(lineOf('#/openapi'), `openapi: ${quoted(JSON.stringify(openapi))}`, 'version 3.1 (or 3.0)');
    return { title: 'unknown', states, document: { paths: {} } };
  }
  const facts = new Stripper(lineOf, reading).strip(root, 'document');
  checkReferences(facts, facts, '#', lineOf, reading);
  const { title, version } = isObject(info) ? info : {};
  return {
    title: typeof title === 'string' ? title : 'unknown',
    version: typeof version === 'string' ? version : undefined,
    states,
    document: { paths: {}, ...facts },
  };
}

function parse(text: string, before: number, reading: Reading): SourceDocument | undefined {
  try {
    // YAML allows more than JSON; a document that begins as JSON must be JSON.
    if (text.trimStart().startsWith('{')) JSON.parse(text);
    return parseSource({ file: 'document', text });
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof UnreadableDocument)) throw error;
    const { problems, isSyntax } =
      error instanceof SyntaxError ? { problems: [{ line: 1, reason: error.message }], isSyntax: false } : error;
    for (const { line, reason } of problems) {
      const found = `${isSyntax ? 'YAML' : 'a document'} that cannot be parsed (${reason})`;
      reading.problem(line + before, found, 'valid YAML or JSON');
    }
    return undefined;
  }
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
