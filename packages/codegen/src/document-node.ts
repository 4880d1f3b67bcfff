import { childPointer, pointerKeys, property } from './json-pointer.ts';

/**
 * A value in an OpenAPI document together with its place. References are followed on the way down, which `checkReferences`
 * has found possible.
 */
export class DocumentNode {
  readonly value: unknown;
  /** JSON pointer of the place where the value really stands, behind all references. */
  readonly pointer: string;
  readonly #document: unknown;

  constructor(document: unknown, value: unknown = document, pointer = '#') {
    this.#document = document;
    this.value = value;
    this.pointer = pointer;
  }

  get(key: string): DocumentNode | undefined {
    const value = property(this.value, key);
    if (value === undefined) return undefined;
    const reference = property(value, '$ref');
    if (typeof reference !== 'string') return new DocumentNode(this.#document, value, this.pointerTo(key));
    const start: DocumentNode | undefined = new DocumentNode(this.#document);
    return pointerKeys(reference).reduce<DocumentNode | undefined>((node, step) => node?.get(step), start);
  }

  /** The children by key (of an array by index), in the order of the document. */
  entries(): [key: string, child: DocumentNode][] {
    const keys = typeof this.value === 'object' && this.value !== null ? Object.keys(this.value) : [];
    return keys.flatMap((key): [string, DocumentNode][] => {
      const child = this.get(key);
      return child === undefined ? [] : [[key, child]];
    });
  }

  text(key: string): string | undefined {
    const value = this.get(key)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** The place of a child itself, even if only a reference stands there. */
  pointerTo(key: string): string {
    return childPointer(this.pointer, key);
  }
}
