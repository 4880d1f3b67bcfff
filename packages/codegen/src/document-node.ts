import { childPointer, pointerKeys, property } from './json-pointer.ts';

/**
 * A value in an OpenAPI document with its place. Children are resolved references; `checkReferences` has checked
 * them before.
 */
export class DocumentNode {
  readonly value: unknown;
  /** JSON pointer of the value itself, with references resolved. */
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

  /** The place of a child itself, even if it is a reference. */
  pointerTo(key: string): string {
    return childPointer(this.pointer, key);
  }
}
