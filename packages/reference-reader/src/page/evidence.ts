import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import type { TypeExpression } from '../type-expression.ts';
import type { EntryLine, Split } from './entry.ts';

export interface Choice {
  readonly split: Split;
  /** What the page allows as well. */
  readonly rivals: readonly Split[];
}

/** What a page itself says about its names, gathered before any ambiguous line is parted. */
export class Evidence {
  readonly #schemas = new Set<string>();
  readonly #exampleKeys = new Set<string>();
  /** The page has names such as `phoneNumber`: then a capital may belong to the name before it. */
  #camelCase = false;
  #capitalized = false;

  /** A type that stands alone, after `Schema:` or `array of`, names its schemas unambiguously. */
  addType(type: TypeExpression): void {
    if (type.kind === 'named') this.#schemas.add(type.name);
    else if (type.kind === 'array') this.addType(type.items);
    else if (type.kind === 'oneOf') for (const alternative of type.alternatives) this.addType(alternative);
  }

  /** A line that is an entry for certain: it stands after a rule, or says that it is required. */
  addEntry({ splits }: EntryLine): void {
    const [first] = splits;
    const item = splits.find(({ name }) => name.endsWith(']'));
    if (item !== undefined) this.addType(item.type);
    else if (first !== undefined && first.type.kind !== 'named') {
      this.addType(first.type);
      this.#addName(first.name);
    }
  }

  addExample(value: Json): void {
    if (isArray(value)) for (const item of value) this.addExample(item);
    else if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        this.#exampleKeys.add(key);
        if (/^\w+$/.test(key)) this.#addName(key);
        this.addExample(member);
      }
    }
  }

  knowsSchema(type: TypeExpression): boolean {
    return type.kind === 'named' && this.#schemas.has(type.name);
  }

  /** Whether the page has property names of this kind. */
  allowsName(name: string): boolean {
    return (this.#camelCase || !/[a-z0-9][A-Z]/.test(name)) && (this.#capitalized || !/^[A-Z]/.test(name));
  }

  /** Picks the split that the page's own evidence speaks for, and names those that it does not rule out. */
  choose(splits: readonly Split[]): Choice | undefined {
    const [first] = splits;
    if (first === undefined) return undefined;
    const named = splits.filter(({ type }) => type.kind === 'named');
    const known = named.filter(({ type }) => this.knowsSchema(type));
    if (first.type.kind !== 'named') return this.#byExample([first, ...known]) ?? { split: first, rivals: known };
    const plausible = named.filter(({ name }) => this.allowsName(name));
    const [split = first, ...rivals] = known.length > 0 ? known : plausible.length > 0 ? plausible : named;
    return this.#byExample(named) ?? { split, rivals };
  }

  #byExample(splits: readonly Split[]): Choice | undefined {
    const [split, other] = splits.filter(({ name }) => this.#exampleKeys.has(name));
    return split !== undefined && other === undefined ? { split, rivals: [] } : undefined;
  }

  #addName(name: string): void {
    this.#camelCase ||= /[a-z0-9][A-Z]/.test(name);
    this.#capitalized ||= /^[A-Z]/.test(name);
  }
}
