import { pointerTo, sameJson } from '@whatsapp-qr/openapi-document';
import type { SchemaFacts } from '../facts.ts';
import { put } from '../put.ts';
import { quoted, type Reading } from '../reading.ts';
import { schemaOf } from '../type-schema.ts';
import { isAlternative, isProperty, type Node, schemaName } from './node.ts';

interface Component {
  readonly schema: SchemaFacts;
  readonly line: number;
  readonly ambiguous: boolean;
}

/**
 * Makes schemas of trees. A schema with a name goes to the components, however often the page shows it; a name whose
 * contents the page never shows stays an empty schema.
 */
export class PageSchemas {
  readonly #reading: Reading;
  readonly #components = new Map<string, Component>();
  readonly #mentioned = new Map<string, number>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  schema(node: Node, line: number): SchemaFacts {
    const named = schemaName(node);
    if (named !== undefined) {
      if (node.children.length > 0) this.#show(named, node, line);
      return this.#reference(named, line);
    }
    const { type } = node;
    const own = schemaOf(type, ({ name }) => this.#reference(name, line));
    if (type.kind === 'array') {
      const [item] = node.children;
      return item === undefined ? own : { ...own, items: this.schema(item, lineOf(item, line)) };
    }
    return { ...own, ...this.#contents(node, line) };
  }

  components(): { [name: string]: SchemaFacts } {
    const schemas: { [name: string]: SchemaFacts } = {};
    for (const [name, line] of this.#mentioned) {
      const component = this.#components.get(name);
      if (component === undefined) {
        this.#reading.note(
          line,
          pointerTo('#/components/schemas', name),
          'the page names this schema, but does not show what it contains',
        );
      }
      put(schemas, name, component?.schema ?? {});
    }
    return schemas;
  }

  #reference(name: string, line: number): SchemaFacts {
    if (!this.#mentioned.has(name)) this.#mentioned.set(name, line);
    return { $ref: pointerTo('#/components/schemas', name) };
  }

  #show(name: string, node: Node, line: number): void {
    const schema = this.#contents(node, line);
    if (schema.properties !== undefined) schema.type = 'object';
    const { type, ...rest } = schema;
    const shown: Component = {
      schema: type === undefined ? rest : { type, ...rest },
      line,
      ambiguous: isAmbiguous(node),
    };
    const before = this.#components.get(name);
    if (before === undefined || (before.ambiguous && !shown.ambiguous)) this.#components.set(name, shown);
    if (before === undefined || same(before.schema, shown.schema)) return;
    if (!before.ambiguous && !shown.ambiguous) {
      this.#reading.problem(
        line,
        `other contents of ${quoted(name)} than on line ${before.line}`,
        'the same wherever the page shows this schema',
      );
    } else {
      this.#reading.note(
        line,
        pointerTo('#/components/schemas', name),
        `shown with other contents than on line ${before.line}; the page leaves open which are its own`,
      );
    }
  }

  #contents(node: Node, line: number): SchemaFacts {
    const properties = node.children.filter(isProperty);
    const alternatives = node.children.filter(isAlternative);
    const contents: SchemaFacts = {};
    if (properties.length > 0) contents.properties = {};
    for (const child of properties) put(contents.properties ?? {}, child.name, this.schema(child, lineOf(child, line)));
    const required = properties.filter(({ entry }) => entry?.required).map(({ name }) => name);
    if (required.length > 0) contents.required = required;
    if (alternatives.length > 0) contents.oneOf = alternatives.map((child) => this.schema(child, lineOf(child, line)));
    return contents;
  }
}

/** The contents of other schemas are ambiguous on their own account. */
function isAmbiguous(node: Node): boolean {
  return node.ambiguous || node.children.some((child) => schemaName(child) === undefined && isAmbiguous(child));
}

function lineOf(node: Node, otherwise: number): number {
  return node.entry?.line ?? otherwise;
}

/** What is shown again mostly is the same to the letter. */
function same(one: SchemaFacts, other: SchemaFacts): boolean {
  return JSON.stringify(one) === JSON.stringify(other) || sameJson(one, other);
}
