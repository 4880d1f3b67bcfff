import type { ContentFacts, SchemaFacts } from '../src/facts.ts';
import { type TrueOperation, type Truth, typeText } from './truth.ts';

/** How a copy of the page came out. */
export interface PageStyle {
  readonly rule: '* * *' | '---';
  readonly escaped: boolean;
  readonly noBreakSpaces: boolean;
  readonly lineEnd: '' | '\\' | '  ';
}

const plainStyle: PageStyle = { rule: '* * *', escaped: false, noBreakSpaces: false, lineEnd: '' };

/** Renders an API as the text of its page: names glued to types, levels that open and never close. */
export function renderPage(truth: Truth, style: PageStyle = plainStyle): string {
  return new PageRenderer(truth, style).page();
}

class PageRenderer {
  readonly #truth: Truth;
  readonly #style: PageStyle;

  constructor(truth: Truth, style: PageStyle) {
    this.#truth = truth;
    this.#style = style;
  }

  page(): string {
    const blocks = [
      '# Some API',
      'Copy for LLM',
      '[View as Markdown](https://developers.facebook.com/documentation/reference/some-api/v23.0.md/)',
      'Version',
      'v23.0v24.0',
      'What it is for.',
      '## Base URL',
      '| https://graph.facebook.com |',
      '## Endpoints',
      this.#truth.operations
        .map(
          ({ method, path }) =>
            `| ${method.toUpperCase()} | [${this.#escape(path)}](https://developers.facebook.com/x) |`,
        )
        .join('\n'),
      ...this.#truth.operations.flatMap((operation) => this.#operation(operation)),
      '## Authentication',
      '| **Scheme** | **Type** | **Location** |\n| bearerAuth | HTTP Bearer | Header: Authorization |',
      '### Usage Examples',
      'bearerAuth:',
      'Send it along',
      '### Global Authentication Requirements',
      'All endpoints require:',
      'bearerAuth',
      'Did you find this page helpful?',
      this.#style.rule,
    ];
    return `\n${blocks.join('\n\n')}\n`;
  }

  #operation(operation: TrueOperation): string[] {
    const { method, path, parameters, requestBody, responses } = operation;
    const { rule } = this.#style;
    const places = ['header', 'path', 'query'] as const;
    return [
      rule,
      `## ${method.toUpperCase()} ${this.#escape(path)}`,
      'What it does, in words.',
      '### Request Syntax',
      `**${method.toUpperCase()}**${this.#escape(path)}`,
      'Try it',
      ...this.#samples(operation),
      ...places.flatMap((place) => {
        const entries = parameters.filter((parameter) => parameter.in === place);
        if (entries.length === 0) return [];
        const title = `${place[0]?.toUpperCase()}${place.slice(1)} Parameters`;
        return [
          title,
          rule,
          ...entries.flatMap(({ name, required, schema }) => [
            this.#entry(name, schema, required === true),
            'What it is.',
          ]),
        ];
      }),
      ...(requestBody === undefined
        ? []
        : [
            `Request Body${requestBody.required ? 'Required' : 'Optional'}`,
            rule,
            ...this.#content(requestBody.content),
          ]),
      'Responses',
      rule,
      'What it does, in words.',
      ...Object.entries(responses).flatMap(([status, { content }]) => [
        status,
        `What ${status} means`,
        ...this.#content(content ?? {}),
      ]),
      ...this.#samples(operation),
    ];
  }

  #samples({ method, path, responses, examples }: TrueOperation): string[] {
    const { rule, lineEnd } = this.#style;
    const curl = `\`\`\`\ncurl --request ${method.toUpperCase()} \\\n  --url 'https://graph.facebook.com${path}' \\\n  --data '{}'\n\`\`\``;
    const shown = Object.fromEntries(
      Object.entries(examples).map(([name, value]) => [name, { summary: 'In short', value }]),
    );
    const json = this.#spaces(JSON.stringify(shown, undefined, 4)).replace(/^\{/, lineEnd === '\\' ? '\\{' : '{');
    const ended = json.replaceAll('\n', `${lineEnd}\n`);
    return [
      'Select language',
      'cURLJavaScriptPython',
      rule,
      curl,
      ...(Object.keys(examples).length === 0
        ? []
        : ['Select status code', Object.keys(responses).join(''), rule, `\`\`\`\n${ended}\n\`\`\``]),
    ];
  }

  #content(content: ContentFacts): string[] {
    const { rule } = this.#style;
    return Object.entries(content).flatMap(([mediaType, { schema }]) => {
      const head = `Content Type: ${mediaType}`;
      if (schema === undefined) return [head];
      const type = this.#type(schema);
      const children = this.#children('', schema);
      if (children.length === 0) return [head, `Schema: ${type}`];
      const title = schema.type === 'object' ? [] : [rule, type];
      return [head, `Schema: ${type}`, 'Show child attributes', ...title, ...children];
    });
  }

  /** The entries under a schema, each after a rule, each followed by its own. */
  #children(name: string, schema: SchemaFacts): string[] {
    const { rule } = this.#style;
    if (schema.$ref !== undefined)
      return this.#children(name, this.#truth.schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {});
    if (schema.items !== undefined) {
      const item = `${name}[]`;
      return [rule, this.#entry(item, schema.items, false), ...this.#open(this.#children(item, schema.items))];
    }
    const required = new Set(schema.required);
    return [
      ...Object.entries(schema.properties ?? {}).flatMap(([property, of]) => [
        rule,
        this.#entry(property, of, required.has(property)),
        'What it is, in words.',
        ...this.#open(this.#children(property, of)),
      ]),
      ...(schema.oneOf ?? []).flatMap((one) => [
        rule,
        this.#type(one),
        'One of several.',
        ...this.#open(this.#children('', one)),
      ]),
    ];
  }

  #open(children: string[]): string[] {
    return children.length === 0 ? [] : ['Show child attributes', ...children];
  }

  #entry(name: string, schema: SchemaFacts, required: boolean): string {
    return `${this.#escape(name)}${this.#type(schema)}${required ? '·required' : ''}`;
  }

  #type(schema: SchemaFacts): string {
    return this.#escape(typeText(schema, (name) => name));
  }

  #escape(text: string): string {
    return this.#style.escaped ? text.replace(/[_[\]]/g, '\\$&') : text;
  }

  #spaces(text: string): string {
    return this.#style.noBreakSpaces ? text.replaceAll(' ', '\u00a0') : text;
  }
}
