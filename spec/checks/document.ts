import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { isObject, type JsonObject, tokensOf } from './json.ts';
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
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const line = lines.linePos(error.pos[0]).line;
    throw new CheckFailure({ file, line, pointer: '', reason: `is no valid YAML: ${firstLine(error.message)}` });
  }
  const root: unknown = document.toJS();
  if (!isObject(root)) {
    throw new CheckFailure({ file, line: 1, pointer: '', reason: 'holds no mapping at its top' });
  }
  const problem = (pointer: string, reason: string): Problem => ({
    file,
    line: lines.linePos(offsetOf(document.contents, pointer)).line,
    pointer,
    reason,
  });
  return { file, root, problem };
}

/** What a value stands for: itself, or what its reference points at. Undefined if that does not exist. */
export function resolve({ root }: YamlFile, value: unknown): unknown {
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
export function referenceTarget(value: unknown): string | undefined {
  const reference = child(value, '$ref');
  if (typeof reference !== 'string' || !reference.startsWith('#')) return undefined;
  return decodeURIComponent(reference.slice(1));
}

export function valueAt(root: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce(child, root);
}

export function child(parent: unknown, name: string): unknown {
  if (Array.isArray(parent)) return parent[Number(name)];
  return isObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function offsetOf(contents: ParsedNode | null, pointer: string): number {
  let node: unknown = contents;
  let offset = contents?.range[0] ?? 0;
  for (const name of tokensOf(pointer)) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (!pair || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(name)];
      if (!isMap(item) && !isSeq(item) && !isScalar(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
