import { isArray, isObject, type Json, keysOf, parseSource, pointerTo } from '@whatsapp-qr/openapi-document';
import { LineCounter, parseDocument } from 'yaml';
import { exactJson, tooLarge } from '../example.ts';
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

/** Reads an OpenAPI document, YAML or JSON: the same document, without its prose. */
export function readOpenApi(lines: readonly Line[], reading: Reading): Facts {
  const text = lines.map((line) => line.text).join('\n');
  const before = (lines[0]?.number ?? 1) - 1;
  const inexact: Inexact[] = [];
  const root = parse(text, before, inexact, reading);
  let source: ReturnType<typeof parseSource> | undefined;
  const lineOf = (pointer: string): number => {
    source ??= parseSource({ file: 'document', text });
    return source.lineOf(pointer) + before;
  };
  for (const { pointer, number } of inexact) reading.note(lineOf(pointer), pointer, tooLarge(number));
  if (root === undefined) return { title: 'unknown', tells, document: { paths: {} } };
  const { openapi = null, info } = isObject(root) ? root : {};
  if (typeof openapi !== 'string' || !/^3\.[012]\.\d+/.test(openapi)) {
    reading.problem(lineOf('#/openapi'), `openapi: ${quoted(JSON.stringify(openapi))}`, 'version 3.1 (or 3.0)');
    return { title: 'unknown', tells, document: { paths: {} } };
  }
  const facts = new Stripper(lineOf, reading).strip(root, 'document');
  checkReferences(facts, facts, '#', lineOf, reading);
  const { title, version } = isObject(info) ? info : {};
  return {
    title: typeof title === 'string' ? title : 'unknown',
    version: typeof version === 'string' ? version : undefined,
    tells,
    document: { paths: {}, ...facts },
  };
}

/** A number that lost digits, and where it stands. */
interface Inexact {
  readonly pointer: string;
  readonly number: string;
}

function parse(text: string, before: number, inexact: Inexact[], reading: Reading): Json | undefined {
  const counter = new LineCounter();
  try {
    if (text.trimStart().startsWith('{')) return parseJson(text, inexact);
    const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, intAsBigInt: true });
    for (const error of document.errors) {
      const [message = ''] = error.message.split('\n');
      const { line } = counter.linePos(error.pos[0]);
      reading.problem(line + before, `YAML that cannot be parsed (${message})`, 'valid YAML or JSON');
    }
    return document.errors.length > 0 ? undefined : plainJson(document.toJS(), '#', inexact);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reading.problem(before + 1, `a document that cannot be parsed (${reason})`, 'valid YAML or JSON');
    return undefined;
  }
}

function parseJson(text: string, inexact: Inexact[]): Json {
  const { value, inexact: number } = exactJson(text);
  if (number !== undefined) inexact.push({ pointer: '#', number });
  return value;
}

/** YAML can say more than JSON: what cannot be said in JSON is refused, not guessed. */
function plainJson(value: unknown, pointer: string, inexact: Inexact[]): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) inexact.push({ pointer, number: String(value) });
    return number;
  }
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item, index) => plainJson(item, pointerTo(pointer, index), inexact));
  if (isObject(value) && !(value instanceof Map)) {
    const members = Object.entries(value);
    return Object.fromEntries(
      members.map(([key, member]) => [key, plainJson(member, pointerTo(pointer, key), inexact)]),
    );
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
