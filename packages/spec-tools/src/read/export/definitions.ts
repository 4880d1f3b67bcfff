import { pointerTo } from '../../document/pointer.ts';
import type { SchemaFacts } from '../facts.ts';
import { put } from '../put.ts';
import { quoted, type Reading } from '../reading.ts';
import { plain, unmarked } from '../text.ts';
import { parseType, type TypeExpression } from '../type-expression.ts';
import { enumOf, objectWithin, schemaOf } from '../type-schema.ts';
import { type Block, shown } from './blocks.ts';
import { rowsOf } from './rows.ts';

/** What stands under `# Components`: a schema with a name, or an inline object, whose title is made up by the export. */
export interface Definition {
  readonly name: string;
  readonly line: number;
  readonly anchor: string;
  readonly inline: boolean;
  readonly blocks: readonly Block[];
}

const tooMany = 5000;

/** Reads types and tables, following links to definitions: named schemas stay references, inline objects are put in place. */
export class Definitions {
  readonly #byAnchor = new Map<string, Definition>();
  readonly #reading: Reading;
  /** Whether the page has its end. Then a schema without a definition is one that Meta left out. */
  readonly #complete: boolean;
  readonly #undefined = new Set<string>();
  #names: ReadonlySet<string> | undefined;
  /** Inline objects that are being put in place, outermost first. */
  readonly #within: Definition[] = [];
  #inlined = 0;

  constructor(definitions: readonly Definition[], complete: boolean, reading: Reading) {
    this.#reading = reading;
    this.#complete = complete;
    for (const definition of definitions) {
      const other = this.#byAnchor.get(definition.anchor);
      if (other !== undefined) {
        reading.problem(
          definition.line,
          `a second definition of #${definition.anchor} (the first: line ${other.line})`,
          'one',
        );
      } else this.#byAnchor.set(definition.anchor, definition);
    }
  }

  components(): { [name: string]: SchemaFacts } {
    const schemas: { [name: string]: SchemaFacts } = {};
    for (const definition of this.#byAnchor.values()) {
      if (!definition.inline) put(schemas, definition.name, this.#define(definition));
    }
    return schemas;
  }

  /** Schemas that the page links to and does not define; known once everything else has been read. */
  undefinedSchemas(): { [name: string]: SchemaFacts } {
    const schemas: { [name: string]: SchemaFacts } = {};
    for (const name of this.#undefined) put(schemas, name, {});
    return schemas;
  }

  schema(text: string, line: number): SchemaFacts {
    const parsed = parseType(plain(text));
    if ('type' in parsed) return this.#schemaOf(parsed.type, line);
    this.#reading.problem(line, `${parsed.unread.found} in the type ${quoted(text)}`, parsed.unread.expected);
    return {};
  }

  /** Adds the rows of a property table to the object that they describe. */
  addProperties(schema: SchemaFacts, block: Block & { kind: 'table' }): void {
    const object = objectWithin(schema);
    if (object === undefined) {
      this.#reading.problem(
        block.line,
        `a table of properties under ${quoted(JSON.stringify(schema))}`,
        'one under an object',
      );
      return;
    }
    object.properties ??= {};
    for (const { name, required, type, line } of rowsOf(block, 'Property', this.#reading)) {
      if (Object.hasOwn(object.properties, name))
        this.#reading.problem(line, `a second property ${quoted(name)}`, 'one');
      put(object.properties, name, this.schema(type, line));
      if (required) object.required = [...(object.required ?? []), name];
    }
  }

  /** `**Additional Properties**: Not allowed`, or the type of their values. */
  addAdditionalProperties(schema: SchemaFacts, value: string, line: number): void {
    const object = objectWithin(schema);
    if (object === undefined)
      this.#reading.problem(line, `additional properties of ${quoted(JSON.stringify(schema))}`, 'an object');
    else if (/^not allowed$/i.test(value)) object.additionalProperties = false;
    else if (/^allowed$/i.test(value)) object.additionalProperties = true;
    else object.additionalProperties = this.schema(value, line);
  }

  /** `**Format**: binary`, after `**Type**: string`. */
  addFormat(schema: SchemaFacts, value: string, line: number): void {
    const format = unmarked(value);
    if (schema.format !== undefined && schema.format !== format)
      this.#reading.problem(line, `the format ${quoted(format)}`, `${quoted(schema.format)}, as the type says`);
    else if (/^[\w.-]+$/.test(format)) schema.format = format;
    else this.#reading.problem(line, `the format ${quoted(format)}`, 'one word such as binary');
  }

  #schemaOf(type: TypeExpression, line: number): SchemaFacts {
    return schemaOf(type, ({ name, anchor }) => {
      const definition = this.#find(name, anchor);
      if (definition === undefined && anchor !== undefined && this.#complete && !this.#named().has(name)) {
        const pointer = pointerTo('#/components/schemas', name);
        if (!this.#undefined.has(name))
          this.#reading.note(line, pointer, 'the page links to this schema, but does not define it');
        this.#undefined.add(name);
        return { $ref: pointer };
      }
      if (definition === undefined) {
        this.#reading.problem(
          line,
          `the schema ${quoted(name)}${anchor === undefined ? '' : `, linked to #${anchor}`}`,
          'one that # Components defines',
        );
        return {};
      }
      if (definition.name !== name) {
        this.#reading.problem(
          line,
          `a link named ${quoted(name)}`,
          `${quoted(definition.name)}, as what it links to is called`,
        );
      }
      return definition.inline
        ? this.#inPlace(definition, line)
        : { $ref: pointerTo('#/components/schemas', definition.name) };
    });
  }

  /** The names of the schemas that the page defines. */
  #named(): ReadonlySet<string> {
    this.#names ??= new Set([...this.#byAnchor.values()].filter(({ inline }) => !inline).map(({ name }) => name));
    return this.#names;
  }

  #find(name: string, anchor: string | undefined): Definition | undefined {
    if (anchor !== undefined) return this.#byAnchor.get(anchor);
    return [...this.#byAnchor.values()].find((definition) => !definition.inline && definition.name === name);
  }

  #inPlace(definition: Definition, line: number): SchemaFacts {
    // What an export puts inline is a tree: a loop, or more than any page has, is a broken copy.
    if (this.#within.includes(definition) || ++this.#inlined === tooMany) {
      this.#reading.problem(
        line,
        `an inline object ${quoted(definition.name)} used within itself or without end`,
        'a tree of inline objects',
      );
    }
    if (this.#within.includes(definition) || this.#inlined >= tooMany) return {};
    this.#within.push(definition);
    const schema = this.#define(definition);
    this.#within.pop();
    return schema;
  }

  #define(definition: Definition): SchemaFacts {
    const { blocks, line } = definition;
    const labels = blocks.filter((block) => block.kind === 'label' || block.kind === 'table');
    const type = labels.find((block) => block.kind === 'label' && block.label === 'Type');
    const schema: SchemaFacts = type?.kind === 'label' ? this.schema(type.value, type.line) : {};
    const isObject = labels.some((block) => block.kind === 'table' || block.label === 'Additional Properties');
    if (isObject && type === undefined) schema.type = 'object';
    let described = false;
    for (const block of blocks) {
      if (block.kind === 'prose') continue;
      if (block.kind === 'table') this.addProperties(schema, block);
      else if (block.kind === 'label' && block.label === 'Additional Properties') {
        this.addAdditionalProperties(schema, block.value, block.line);
      } else if (block.kind === 'label' && block.label === 'Format' && type !== undefined)
        this.addFormat(schema, block.value, block.line);
      else if (block.kind === 'label' && block.label === 'Enum Values')
        Object.assign(schema, this.#enum(schema, block));
      else if (block.kind === 'label' && !described && block.label !== 'Type') this.#unknownLabel(block);
      else if (block.kind !== 'label' || block.label !== 'Type') {
        this.#reading.problem(
          block.line,
          shown(block),
          'a table of properties, Type, Enum Values or Additional Properties',
        );
      }
      described ||= block.kind !== 'label' || ['Type', 'Enum Values', 'Additional Properties'].includes(block.label);
    }
    if (labels.length === 0) {
      const place = definition.inline ? '#' : pointerTo('#/components/schemas', definition.name);
      this.#reading.note(
        line,
        place,
        'nothing stands under this heading, as for schemas that are put together from others',
      );
    }
    return schema;
  }

  #enum(schema: SchemaFacts, block: Block & { kind: 'label' }): SchemaFacts {
    const parsed = parseType(`One of ${plain(block.value)}`);
    if ('type' in parsed && parsed.type.kind === 'enum') return { ...enumOf(parsed.type.values), ...schema };
    this.#reading.problem(block.line, `the enum values ${quoted(block.value)}`, 'values such as "A", "B"');
    return schema;
  }

  /** In front of the facts a description may stand, and descriptions too have labels in bold. */
  #unknownLabel(block: Block & { kind: 'label' }): void {
    this.#reading.note(block.line, '#', `"${block.label}" in front of the facts is taken for prose`);
  }
}
