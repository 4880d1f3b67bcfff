import { type At, child, keysOf, pointerTo, type SourceDocument } from '@whatsapp-qr/openapi-document';

/**
 * A value in an OpenAPI document together with its place. References are followed on the way down, which `checkReferences`
 * has found possible.
 */
export class DocumentNode {
  readonly #at: At;

  private constructor(at: At) {
    this.#at = at;
  }

  static of(document: SourceDocument): DocumentNode {
    return new DocumentNode({ document, value: document.root, pointer: '#' });
  }

  get value(): At['value'] {
    return this.#at.value;
  }

  /** JSON pointer of the place where the value really stands, behind all references. */
  get pointer(): string {
    return this.#at.pointer;
  }

  get(key: string): DocumentNode | undefined {
    const found = child(this.#at, key);
    if (found === undefined) return undefined;
    const reference = child(found, '$ref')?.value;
    if (typeof reference !== 'string') return new DocumentNode(found);
    const start: DocumentNode | undefined = DocumentNode.of(found.document);
    return keysOf(reference).reduce<DocumentNode | undefined>((node, step) => node?.get(step), start);
  }

  /** The children by key (of an array by index), in the order of the document. */
  entries(): [key: string, child: DocumentNode][] {
    const { value } = this;
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
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
    return pointerTo(this.pointer, key);
  }
}
