import type { Json } from '@whatsapp-qr/openapi-document';
import { quoted } from './reading.ts';
import { type Token, tokensOf } from './type-tokens.ts';

export const primitives = ['string', 'integer', 'number', 'boolean', 'object', 'array'] as const;
export type PrimitiveName = (typeof primitives)[number] | 'null';

export type Literal = string | number | boolean | null;

export type TypeExpression =
  | Primitive
  /** `{}`: anything. */
  | { readonly kind: 'anything' }
  /** `unknown`: the page has a schema here, but neither its name nor its type. */
  | { readonly kind: 'unnamed' }
  | { readonly kind: 'constant'; readonly value: Literal }
  | { readonly kind: 'enum'; readonly values: readonly Literal[] }
  | { readonly kind: 'array'; readonly items: TypeExpression }
  | { readonly kind: 'oneOf'; readonly alternatives: readonly TypeExpression[] }
  | NamedType;

export interface Primitive {
  readonly kind: 'primitive';
  readonly name: PrimitiveName;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface NamedType {
  readonly kind: 'named';
  readonly name: string;
  readonly anchor?: string;
}

export interface Unread {
  readonly found: string;
  readonly expected: string;
}

export type Parsed = { readonly type: TypeExpression } | { readonly unread: Unread };

/**
 * What a schema's name looks like where it stands bare. The export links every name, page text none; a bare word in
 * lower case is no name but a type that this grammar does not know.
 */
const bareName = /^[A-Z]/;

/** Nobody nests deeper; without a limit, a text of 100,000 times "array of " would overflow what walks the result. */
const deepest = 16;

const anyType =
  'a type such as string, integer [min: 1], "constant", One of "A", "B", array of …, Must be one of: …, a schema';

class Unreadable extends Error {
  readonly unread: Unread;
  constructor(unread: Unread) {
    super(unread.found);
    this.unread = unread;
  }
}

export function parseType(text: string): Parsed {
  try {
    return { type: new TypeParser(tokensOf(text)).whole() };
  } catch (error) {
    if (error instanceof Unreadable) return { unread: error.unread };
    throw error;
  }
}

class TypeParser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): TypeExpression {
    const type = this.#type(0);
    const rest = this.#peek();
    if (rest !== undefined) throw this.#unreadable('the end of the type');
    return type;
  }

  #type(depth: number): TypeExpression {
    if (depth > deepest) throw new Unreadable({ found: `more than ${deepest} nested types`, expected: 'fewer' });
    const token = this.#peek();
    if (this.#takeWords('Must', 'be', 'one', 'of')) {
      this.#expectMark(':');
      return { kind: 'oneOf', alternatives: this.#list(() => this.#type(depth + 1)) };
    }
    if (this.#takeWords('One', 'of')) return { kind: 'enum', values: this.#list(() => this.#literal(), isLiteral) };
    if (this.#takeWords('array', 'of')) return { kind: 'array', items: this.#type(depth + 1) };
    if (token?.kind === 'literal' && token.value !== null) return { kind: 'constant', value: this.#literal() };
    if (this.#takeMark('{}')) return { kind: 'anything' };
    if (token?.kind === 'link') return this.#take({ kind: 'named', name: token.name, anchor: token.anchor });
    if (this.#takeWords('unknown')) return { kind: 'unnamed' };
    const primitive = primitives.find((name) => token?.kind === 'word' && token.text === name);
    if (primitive !== undefined) return this.#primitive(this.#take(primitive));
    if (token?.kind === 'literal') return this.#take({ kind: 'primitive', name: 'null' });
    if (token?.kind === 'word' && bareName.test(token.text)) return this.#take({ kind: 'named', name: token.text });
    throw this.#unreadable(anyType);
  }

  #primitive(name: PrimitiveName): TypeExpression {
    let type: Primitive = { kind: 'primitive', name };
    for (;;) {
      const token = this.#peek();
      if (token?.kind === 'parenthesized' && type.format === undefined && token.inner !== '') {
        type = { ...type, format: this.#take(token.inner) };
      } else if (token?.text === '[' && type.minimum === undefined && type.maximum === undefined) {
        if (name !== 'integer' && name !== 'number') throw this.#unreadable(`no bounds after ${name}`);
        type = { ...type, ...this.#bounds() };
      } else return type;
    }
  }

  #bounds(): { minimum?: number; maximum?: number } {
    const bounds: { minimum?: number; maximum?: number } = {};
    this.#expectMark('[');
    do {
      const token = this.#peek();
      const bound = token?.text === 'min' ? 'minimum' : token?.text === 'max' ? 'maximum' : undefined;
      if (bound === undefined || bounds[bound] !== undefined) throw this.#unreadable('min: or max:, each once');
      this.#at++;
      this.#expectMark(':');
      const value = this.#peek();
      if (value?.kind !== 'literal' || typeof value.value !== 'number') throw this.#unreadable('a number');
      bounds[bound] = this.#take(value.value);
    } while (this.#takeMark(','));
    this.#expectMark(']');
    return bounds;
  }

  /** A list ends where no comma follows, or where what follows the comma cannot belong to it. */
  #list<T>(element: () => T, belongs: (token: Token | undefined) => boolean = () => true): T[] {
    const list = [element()];
    while (this.#peek()?.text === ',' && belongs(this.#tokens[this.#at + 1])) {
      this.#at++;
      list.push(element());
    }
    return list;
  }

  #literal(): Literal {
    const token = this.#peek();
    if (token?.kind !== 'literal') throw this.#unreadable('a value such as "A"');
    return this.#take(token.value);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take<T>(result: T): T {
    this.#at++;
    return result;
  }

  #takeWords(...words: readonly string[]): boolean {
    const present = words.every((word, index) => {
      const token = this.#tokens[this.#at + index];
      return token?.kind === 'word' && token.text === word;
    });
    if (present) this.#at += words.length;
    return present;
  }

  #takeMark(mark: string): boolean {
    const present = this.#peek()?.kind === 'mark' && this.#peek()?.text === mark;
    if (present) this.#at++;
    return present;
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#unreadable(`"${mark}"`);
  }

  #unreadable(expected: string): Unreadable {
    const token = this.#peek();
    return new Unreadable({ found: token === undefined ? 'the end of the type' : quoted(token.text), expected });
  }
}

function isLiteral(token: Token | undefined): boolean {
  return token?.kind === 'literal';
}

export function sameType(a: TypeExpression, b: TypeExpression): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What a type says by itself, before anything listed under it is added. */
export function typeOfLiteral(value: Json): string | undefined {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'string' || typeof value === 'boolean' ? typeof value : undefined;
}
