import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Json } from './json.ts';
import { type InexactNumber, JsonBuilder } from './json-builder.ts';
import { keysOf } from './pointer.ts';
import { printableLine } from './printable.ts';

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

/** One open bracket can cause thousands. */
const mostProblems = 20;

interface Problem {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A document that cannot be used. The message names file and line. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  constructor(...lines: readonly string[]) {
    super(lines.map(printableLine).join('\n'));
  }
}

/** Text that is not YAML, or YAML that JSON cannot express. */
export class UnreadableDocument extends DocumentError {
  /** At least one; several only for syntax errors. */
  readonly problems: readonly Problem[];
  readonly isSyntax: boolean;

  constructor(file: string, problems: readonly Problem[], isSyntax: boolean) {
    super(...problems.map(({ line, reason }) => `${file}:${line}: ${reason}`));
    this.problems = problems;
    this.isSyntax = isSyntax;
  }
}

/** @throws UnreadableDocument for text that is not YAML, and for YAML that JSON cannot express. */
export function parseSource({ file, text }: SourceText): SourceDocument {
  const lines = new LineCounter();
  const lineAt = (node: ParsedNode | null): number => (node === null ? 1 : lines.linePos(node.range[0]).line);
  const document = parsedYaml(file, text, lines);
  const memberNodes = new Members();
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
        const next = memberNodes.of(node, key);
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
  // Keys that stand twice are found while the JSON is built: yaml compares each key with all before it.
  const options = { lineCounter, prettyErrors: false, uniqueKeys: false, intAsBigInt: true } as const;
  const document = parseDocument(text, options);
  const problems = new Map<string, Problem>();
  for (const { pos, message } of document.errors) {
    const problem = { line: lineCounter.linePos(pos[0]).line, reason: reasonOf(message) };
    problems.set(JSON.stringify(problem), problem);
  }
  if (problems.size > 0) throw new UnreadableDocument(file, [...problems.values()].slice(0, mostProblems), true);
  return document;
}

function reasonOf(message: string): string {
  // yaml recurses into nested values, and reports a RangeError as an error of the document.
  return /call stack/i.test(message) ? 'values are nested too deeply' : (message.split('\n', 1)[0] ?? '');
}

interface Member {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}

/** Finds the members of YAML nodes: those of a mapping are indexed once, since lines are looked up for many of them. */
class Members {
  readonly #indexes = new WeakMap<YAMLMap.Parsed, ReadonlyMap<string, Member>>();

  of(node: ParsedNode | null, key: string): Member | undefined {
    if (isMap(node)) return this.#index(node).get(key);
    const item = isSeq(node) ? node.items[Number(key)] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }

  #index(map: YAMLMap.Parsed): ReadonlyMap<string, Member> {
    const known = this.#indexes.get(map);
    if (known !== undefined) return known;
    const index = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair]));
    this.#indexes.set(map, index);
    return index;
  }
}
