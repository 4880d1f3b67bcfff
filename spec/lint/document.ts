import { readFileSync } from 'node:fs';
import {
  isObject,
  type Json,
  type JsonObject,
  memberOf,
  parseSource,
  type SourceDocument,
  UnreadableDocument,
  valueAt,
} from '@whatsapp-qr/openapi-document';
import { CheckFailure, type Problem } from './problem.ts';

/** A YAML file: its content, and where each part of it stands. */
export interface YamlFile {
  /** As problems name it. */
  readonly file: string;
  readonly root: JsonObject;
  /** A problem at the place that a JSON pointer names, or at the nearest place above it that exists. */
  problem(pointer: string, reason: string): Problem;
}

export function readYaml(path: string, shownAs: string = path): YamlFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CheckFailure({ file: shownAs, line: 1, pointer: '', reason: `cannot be read: ${messageOf(cause)}` });
  }
  return parseYaml(text, shownAs);
}

/** Throws a {@link CheckFailure} for what is no YAML, or no mapping. */
export function parseYaml(text: string, file: string): YamlFile {
  const { root, lineOf } = parse(text, file);
  if (!isObject(root)) {
    throw new CheckFailure({ file, line: 1, pointer: '', reason: 'holds no mapping at its top' });
  }
  return { file, root, problem: (pointer, reason) => ({ file, line: lineOf(pointer), pointer, reason }) };
}

function parse(text: string, file: string): SourceDocument {
  try {
    return parseSource({ file, text });
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    const [{ line, reason } = { line: 1, reason: error.message }] = error.problems;
    throw new CheckFailure({ file, line, pointer: '', reason: `is no valid YAML: ${reason}` });
  }
}

/** What a value stands for: itself, or what its reference points at. Undefined if that does not exist. */
export function resolve({ root }: YamlFile, value: Json | undefined): Json | undefined {
  let target = value;
  // More steps than a chain of references can have: a circle of references stands for nothing.
  for (let step = 0; step < 20; step += 1) {
    if (!isObject(target) || typeof target.$ref !== 'string') return target;
    const pointer = referenceTarget(target);
    target = pointer === undefined ? undefined : valueAt(root, pointer);
  }
  return undefined;
}

/** The pointer that a reference within its own file names. Undefined for anything else. */
export function referenceTarget(value: Json | undefined): string | undefined {
  const reference = memberOf(value, '$ref');
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  return decodeURIComponent(reference.slice(1));
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
