import type { ContentFacts, SchemaFacts } from '../src/facts.ts';
import { type TrueOperation, type Truth, typeText } from './truth.ts';

/** Renders an API as the "View as Markdown" export does: named schemas linked, inline objects defined at the end. */
export function renderExport(truth: Truth): string {
  const inline: string[] = [];
  const renderer = new ExportRenderer(inline);
  const operations = truth.operations.map((operation) => renderer.operation(operation));
  const schemas = Object.entries(truth.schemas).map(([name, schema]) => renderer.component(name, schema));
  return [
    '',
    '## Base URL',
    '',
    '| URL | Description |',
    '|-----|-------------|',
    '| https://graph.facebook.com | Where calls go |',
    '',
    '## APIs',
    '',
    '| Method | Endpoint |',
    '|--------|----------|',
    ...truth.operations.map(({ method, path }) => `| ${method.toUpperCase()} | [${path}](#${anchor(method, path)}) |`),
    '',
    ...operations,
    '# Components',
    '',
    '## Schemas',
    '',
    ...schemas,
    ...(inline.length === 0 ? [] : ['## Inline Object Definitions', '', ...inline]),
    '## Authentication',
    '',
    '| Scheme | Type | Location |',
    '|--------|------|----------|',
    '| bearerAuth | HTTP Bearer | Header: `Authorization` |',
    '',
    '### Usage Examples',
    '',
    '- **bearerAuth**: Send it along',
    '',
    '### Global Authentication Requirements',
    '',
    'All endpoints require: bearerAuth',
    '',
  ].join('\n');
}

function anchor(method: string, path: string): string {
  return `${method}-${path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
}

class ExportRenderer {
  readonly #inline: string[];
  #count = 0;

  constructor(inline: string[]) {
    this.#inline = inline;
  }

  operation({ method, path, parameters, requestBody, responses }: TrueOperation): string {
    const places = ['header', 'path', 'query'] as const;
    return [
      `<jumplink id="${anchor(method, path)}"></jumplink>`,
      `## ${method.toUpperCase()} ${path}`,
      '',
      'What it does, in words.',
      '',
      ...places.flatMap((place) => {
        const rows = parameters.filter((parameter) => parameter.in === place);
        if (rows.length === 0) return [];
        return [
          `### ${place[0]?.toUpperCase()}${place.slice(1)} Parameters`,
          '',
          '| Name | Type | Required | Description |',
          '|------|------|----------|-------------|',
          ...rows.map(({ name, required, schema }) => row(name, this.#type(schema, name), required === true)),
          '',
        ];
      }),
      ...(requestBody === undefined
        ? []
        : [
            `### Request Body (${requestBody.required ? 'Required' : 'Optional'})`,
            '',
            ...this.#content(requestBody.content),
          ]),
      '### Responses',
      '',
      ...Object.entries(responses).flatMap(([status, { content }]) => [
        `**${status}**`,
        '',
        `What ${status} means`,
        '',
        ...this.#content(content ?? {}),
      ]),
      '',
    ].join('\n');
  }

  component(name: string, schema: SchemaFacts): string {
    return this.#definition(name.toLowerCase(), name, schema);
  }

  #definition(id: string, name: string, schema: SchemaFacts): string {
    const head = [`<jumplink id="${id}"></jumplink>`, `### ${name}`, '', 'What it is.', ''];
    if (schema.properties !== undefined) return [...head, ...this.#table(schema), ''].join('\n');
    const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
    if (values !== undefined) {
      return [
        ...head,
        `**Type**: ${schema.type}`,
        '',
        `**Enum Values**: ${values.map((value) => JSON.stringify(value)).join(', ')}`,
        '',
      ].join('\n');
    }
    return [...head, `**Type**: ${this.#type(schema, name)}`, ''].join('\n');
  }

  #content(content: ContentFacts): string[] {
    return Object.entries(content).flatMap(([mediaType, { schema, example }]) => [
      `**Content Type**: \`${mediaType}\``,
      '',
      ...(schema === undefined
        ? []
        : [`**Schema**: ${schema.properties === undefined ? this.#type(schema, 'body') : 'object'}`, '']),
      ...(schema?.properties === undefined ? [] : [...this.#table(schema), '']),
      ...(example === undefined
        ? []
        : [`**Example**:\\n\`\`\`json\\n${JSON.stringify(example, undefined, 4)}\\n\`\`\``, '']),
    ]);
  }

  #table(schema: SchemaFacts): string[] {
    const required = new Set(schema.required);
    return [
      '| Property | Type | Required | Description |',
      '|----------|------|----------|-------------|',
      ...Object.entries(schema.properties ?? {}).map(([name, property]) =>
        row(name, this.#type(property, name), required.has(name)),
      ),
    ];
  }

  #type(schema: SchemaFacts, name: string): string {
    const text = this.#withInline(schema, name);
    return text.replaceAll('|', '\\|');
  }

  /** An object within another gets a definition of its own, under a title made from where it stands. */
  #withInline(schema: SchemaFacts, name: string): string {
    if (schema.type === 'array') return `array of ${this.#withInline(schema.items ?? {}, name)}`;
    if (schema.oneOf !== undefined)
      return `Must be one of: ${schema.oneOf.map((one) => this.#withInline(one, name)).join(', ')}`;
    if (schema.properties === undefined) return typeText(schema, (named) => `[${named}](#${named.toLowerCase()})`);
    const title = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    const id = `object-${name}-${++this.#count}`;
    this.#inline.push(this.#definition(id, title, schema));
    return `[${title}](#${id})`;
  }
}

function row(name: string, type: string, required: boolean): string {
  return `| ${name} | ${type} | ${required ? '✓' : ''} | What | it is |`;
}
