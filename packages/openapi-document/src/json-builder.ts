import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { Json } from './json.ts';
import { pointerTo } from './pointer.ts';

export interface InexactNumber {
  readonly pointer: string;
  /** As the document writes it. */
  readonly number: string;
}

/** Aliases of anchors that hold aliases multiply: a few lines stand for billions of values. */
const mostAliased = 10_000;
/** Code that walks a document recurses, and must not run out of stack. */
const deepest = 500;

/** Turns parsed YAML into JSON. What JSON cannot express is refused at its line, not guessed. */
export class JsonBuilder {
  readonly inexact: InexactNumber[] = [];
  readonly #document: Document.Parsed;
  readonly #fail: (offset: number, reason: string) => never;
  readonly #anchors = new Map<string, ParsedNode>();
  readonly #targets = new Map<Alias.Parsed, ParsedNode>();
  /** The anchors whose values are being built. */
  readonly #within = new Set<ParsedNode>();
  #depthOfAliases = 0;
  #aliased = 0;
  #outermostAlias = 0;

  constructor(document: Document.Parsed, fail: (offset: number, reason: string) => never) {
    this.#document = document;
    this.#fail = fail;
  }

  build(): Json {
    return this.#json(this.#document.contents, '#', 0);
  }

  /** The node that an alias stands for. */
  anchored(alias: Alias.Parsed): ParsedNode | null {
    return this.#targets.get(alias) ?? null;
  }

  #json(node: ParsedNode | null, pointer: string, depth: number): Json {
    if (node === null) return null;
    const at = node.range[0];
    if (this.#depthOfAliases > 0 && ++this.#aliased > mostAliased) {
      this.#fail(this.#outermostAlias, `Excessive alias count: the aliases stand for more than ${mostAliased} values`);
    }
    if (depth > deepest) this.#fail(at, `expected at most ${deepest} nested values`);
    if (isAlias(node)) return this.#alias(node, pointer, depth);
    const { anchor } = node;
    if (anchor === undefined) return this.#value(node, pointer, depth);
    if (this.#depthOfAliases === 0) this.#anchors.set(anchor, node);
    return this.#inside(node, pointer, depth);
  }

  #alias(alias: Alias.Parsed, pointer: string, depth: number): Json {
    const at = alias.range[0];
    // On the first visit, the anchors seen so far are those before the alias; a later anchor may reuse the name.
    const node = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
    if (node === undefined) return this.#fail(at, `the alias *${alias.source} has no anchor before it`);
    if (this.#within.has(node)) return this.#fail(at, `the alias *${alias.source} is used within its own anchor`);
    this.#targets.set(alias, node);
    if (this.#depthOfAliases++ === 0) this.#outermostAlias = at;
    const value = this.#inside(node, pointer, depth);
    this.#depthOfAliases--;
    return value;
  }

  #inside(node: ParsedNode, pointer: string, depth: number): Json {
    this.#within.add(node);
    const value = this.#value(node, pointer, depth);
    this.#within.delete(node);
    return value;
  }

  #value(node: ParsedNode, pointer: string, depth: number): Json {
    if (isSeq(node)) return node.items.map((item, index) => this.#json(item, pointerTo(pointer, index), depth + 1));
    if (isMap(node)) {
      const members = new Map<string, Json>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : this.#fail(key.range[0], 'expected keys that are text');
        if (members.has(name))
          this.#fail(key.range[0], `Map keys must be unique: ${JSON.stringify(name)} stands twice`);
        members.set(name, this.#json(value, pointerTo(pointer, name), depth + 1));
      }
      // Unlike assigning, this makes `__proto__` a property like any other.
      return Object.fromEntries(members);
    }
    return isScalar(node) ? this.#scalar(node.value, node.range[0], pointer) : null;
  }

  #scalar(value: unknown, at: number, pointer: string): Json {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value === 'bigint') {
      const number = Number(value);
      if (!Number.isSafeInteger(number)) this.inexact.push({ pointer, number: String(value) });
      if (Number.isFinite(number)) return number;
    }
    return this.#fail(at, `${String(value)} is no value of JSON`);
  }
}
