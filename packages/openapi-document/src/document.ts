import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { isObject, type Json } from './json.ts';
import { keysOf } from './pointer.ts';

/** A text and the name under which findings speak of it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A YAML or JSON document that still knows the line of every place in it. */
export interface SourceDocument {
  readonly file: string;
  readonly root: Json;
  /** The line of the place, or of the nearest place around it that exists. */
  lineOf(pointer: string): number;
}

/** What is wrong with a document, with the place where it is. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

export function parseSource({ file, text }: SourceText): SourceDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const error = document.errors[0];
  if (error !== undefined) throw new DocumentError(`${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`);
  const lineAt = (node: ParsedNode | null): number => (node === null ? 1 : lines.linePos(node.range[0]).line);
  return {
    file,
    root: json(document.toJS(), file),
    lineOf(pointer) {
      let node: ParsedNode | null = document.contents;
      let line = lineAt(node);
      for (const key of keysOf(pointer)) {
        const next = step(node, key);
        if (next === undefined) break;
        if (isAlias(next.value)) {
          // The place is where the alias stands; what is inside stands at the anchor.
          line = lineAt(next.key);
          const target = next.value.resolve(document);
          node = target === undefined ? null : (parsed(target) ?? null);
          continue;
        }
        line = lineAt(next.key);
        node = next.value;
      }
      return line;
    },
  };
}

function step(node: ParsedNode | null, key: string): { key: ParsedNode; value: ParsedNode | null } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return pair === undefined ? undefined : { key: pair.key, value: pair.value };
  }
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { key: item, value: item };
  }
  return undefined;
}

function parsed(node: unknown): ParsedNode | undefined {
  return (isMap(node) || isSeq(node) || isScalar(node)) && hasRange(node) ? node : undefined;
}

function hasRange(node: object): node is ParsedNode {
  return 'range' in node && Array.isArray(node.range);
}

/** YAML can say more than JSON (dates by tag, undefined keys): what cannot be said in JSON is refused, not guessed. */
function json(value: unknown, file: string): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item) => json(item, file));
  if (typeof value === 'object' && (isObject(value) || value instanceof Map)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, json(item, file)]));
  }
  if (value === undefined) return null;
  throw new DocumentError(`${file}: ${String(value)} is no value of JSON`);
}
