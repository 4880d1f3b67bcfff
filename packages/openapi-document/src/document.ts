import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type { Json } from './json.ts';
import { type InexactNumber, JsonBuilder } from './json-builder.ts';
import { keysOf } from './pointer.ts';

/** A text and the name by which messages refer to it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A YAML or JSON document that knows the line of every place in it. */
export interface SourceDocument {
  readonly file: string;
  readonly root: Json;
  /** Whole numbers that lost digits because a JSON number cannot hold them. */
  readonly inexact: readonly InexactNumber[];
  /** The line of the place, or of the nearest place around it that exists. */
  lineOf(pointer: string): number;
}

interface Problem {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A document that cannot be used. The message names file and line. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
}

/** Text that is not YAML, or YAML that JSON cannot express. */
export class UnreadableDocument extends DocumentError {
  /** At least one; several only for syntax errors. */
  readonly problems: readonly Problem[];
  readonly isSyntax: boolean;

  constructor(file: string, problems: readonly Problem[], isSyntax: boolean) {
    super(problems.map(({ line, reason }) => `${file}:${line}: ${reason}`).join('\n'));
    this.problems = problems;
    this.isSyntax = isSyntax;
  }
}

/** @throws UnreadableDocument for text that is not YAML, and for YAML that JSON cannot express. */
export function parseSource({ file, text }: SourceText): SourceDocument {
  const lines = new LineCounter();
  const lineAt = (node: ParsedNode | null): number => (node === null ? 1 : lines.linePos(node.range[0]).line);
  const document = parsedYaml(file, text, lines);
  const builder = new JsonBuilder(document, (offset, reason) => {
    throw new UnreadableDocument(file, [{ line: lines.linePos(offset).line, reason }], false);
  });
  return {
    file,
    root: builder.build(),
    inexact: builder.inexact,
    lineOf(pointer) {
      let node: ParsedNode | null = document.contents;
      let line = lineAt(node);
      for (const key of keysOf(pointer)) {
        const next = step(node, key);
        if (next === undefined) break;
        line = lineAt(next.key);
        // The place is where the alias stands; what is inside stands at the anchor.
        node = isAlias(next.value) ? builder.anchored(next.value) : next.value;
      }
      return line;
    },
  };
}

function parsedYaml(file: string, text: string, lineCounter: LineCounter): Document.Parsed {
  const document = attempt(() =>
    // Keys that stand twice are found while the JSON is built: yaml compares each key with all before it.
    parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, intAsBigInt: true }),
  );
  // yaml's parser recurses into nested values.
  if (document === undefined) throw new UnreadableDocument(file, [{ line: 1, reason: 'nested too deeply' }], true);
  const problems = document.errors.map(({ pos: [offset], message }) => {
    return { line: lineCounter.linePos(offset).line, reason: message.split('\n', 1)[0] ?? '' };
  });
  if (problems.length > 0) throw new UnreadableDocument(file, problems, true);
  return document;
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
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
