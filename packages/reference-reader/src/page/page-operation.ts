import { type Json, type JsonObject, pointerTo } from '@whatsapp-qr/openapi-document';
import { tooLarge } from '../example.ts';
import type { ContentFacts, MediaTypeFacts, OperationFacts, ParameterFacts, Place } from '../facts.ts';
import { put } from '../put.ts';
import type { Reading } from '../reading.ts';
import { type ContentText, contentsOf, statusesOf } from './content-text.ts';
import { type TreeText, treeText } from './entries.ts';
import type { Evidence } from './evidence.ts';
import { type Root, rootNode } from './node.ts';
import type { OperationText } from './operation-text.ts';
import type { PageSchemas } from './page-schemas.ts';
import type { RootPlace } from './places.ts';
import { type SampleAnswer, sampleAnswer, sampleBody } from './sample-answer.ts';

/** A tree of the page, with the root that its entries are put under. */
export interface Tree {
  readonly text: TreeText;
  readonly line: number;
  at: RootPlace;
  readonly root: Root;
}

/** One operation: its trees are nested together with those of all operations, then its facts are put together. */
export class PageOperation {
  readonly method: string;
  readonly path: string;
  readonly line: number;
  readonly trees: Tree[] = [];
  readonly #text: OperationText;
  readonly #pointer: string;
  readonly #reading: Reading;
  readonly #parameters: { place: Place; tree: Tree }[] = [];
  readonly #body: { content: ContentText; tree: Tree | undefined }[] = [];
  readonly #responses: { status: string; contents: { content: ContentText; tree: Tree | undefined }[] }[] = [];
  readonly #answer: SampleAnswer | undefined;
  readonly #sample: { readonly line: number; readonly value: Json } | undefined;
  readonly #answered: string | undefined;

  constructor(text: OperationText, pointer: string, reading: Reading) {
    const { method, path, line } = text;
    this.method = method;
    this.path = path;
    this.line = line;
    this.#text = text;
    this.#pointer = pointer;
    this.#reading = reading;
    this.#answer = sampleAnswer(text, reading);
    this.#sample = text.body === undefined ? undefined : sampleBody(text);
    const statuses = statusesOf(text.responses?.blocks ?? [], reading);
    this.#answered = text.listedStatuses[0]?.statuses[0] ?? statuses[0]?.status;
    for (const { place, blocks } of text.parameters) {
      const placeholders = [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
      this.#parameters.push({
        place,
        tree: this.#plant(treeText(blocks, { place, placeholders }), line, { pointer }, []),
      });
    }
    const body = contentsOf(text.body?.blocks ?? [], reading);
    if (text.body !== undefined && body.length === 0)
      reading.problem(text.body.line, 'a request body without "Content Type: …"', 'one');
    for (const [index, content] of body.entries()) {
      // The sample request is one of the first media type.
      const samples = index === 0 && this.#sample !== undefined ? [this.#sample.value] : [];
      this.#body.push(this.#contents(content, pointerTo(pointer, 'requestBody'), samples));
    }
    for (const { status, blocks } of statuses) {
      const samples = status === this.#answered ? (this.#answer?.values ?? []) : [];
      const contents = contentsOf(blocks, reading).map((content) =>
        this.#contents(content, pointerTo(pointer, 'responses', status), samples),
      );
      this.#responses.push({ status, contents });
    }
    if (statuses.length === 0 && text.responses !== undefined)
      reading.problem(text.responses.line, 'no response', 'a status such as 200');
  }

  addEvidence(evidence: Evidence): void {
    const contents = [...this.#body, ...this.#responses.flatMap((response) => response.contents)];
    for (const { content } of contents) if (content.schema !== undefined) evidence.addType(content.schema.type);
    for (const value of this.#answer?.values ?? []) evidence.addExample(value);
    if (this.#sample !== undefined) evidence.addExample(this.#sample.value);
  }

  facts(schemas: PageSchemas): JsonObject {
    const parameters: ParameterFacts[] = [];
    for (const { place, tree } of this.#parameters) {
      tree.at = { ...tree.at, firstParameter: parameters.length };
      parameters.push(...parametersOf(tree, place, schemas));
    }
    const operation: OperationFacts = {
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(this.#text.body === undefined ? {} : { requestBody: this.#requestBody(schemas) }),
      responses: {},
    };
    for (const { status, contents } of this.#responses) {
      operation.responses[status] = contents.length === 0 ? {} : { content: contentFacts(contents, schemas) };
    }
    this.#addListedStatuses(operation);
    this.#addAnswer(operation);
    return operation;
  }

  #contents(
    content: ContentText,
    pointer: string,
    samples: SampleAnswer['values'],
  ): { content: ContentText; tree: Tree | undefined } {
    const { mediaType, schema, blocks } = content;
    if (schema === undefined) return { content, tree: undefined };
    const at = { pointer: pointerTo(pointer, 'content', mediaType, 'schema') };
    const tree = this.#plant(treeText(blocks, { title: schema.text }), schema.line, at, samples, schema.type);
    return { content, tree };
  }

  #plant(text: TreeText, line: number, at: RootPlace, samples: SampleAnswer['values'], type?: Root['type']): Tree {
    const root = rootNode(type ?? { kind: 'primitive', name: 'object' }, samples);
    const tree: Tree = { text, line, at, root };
    this.trees.push(tree);
    return tree;
  }

  #requestBody(schemas: PageSchemas): NonNullable<OperationFacts['requestBody']> {
    const content = contentFacts(this.#body, schemas);
    const pointer = pointerTo(this.#pointer, 'requestBody');
    const sample = this.#sample;
    const [first] = Object.entries(content);
    if (sample !== undefined && first !== undefined) {
      first[1].example = sample.value;
      const note =
        'the body of the sample request: the page does not tell its name, nor whether it is documented or made up from the schema';
      this.#reading.note(sample.line, pointerTo(pointer, 'content', first[0], 'example'), note);
    }
    const required = this.#text.body?.required;
    if (required === undefined) {
      this.#reading.note(
        this.#text.body?.line ?? this.line,
        pointerTo(pointer, 'required'),
        'the title does not say whether the body is required',
      );
    }
    return { ...(required === undefined ? {} : { required }), content };
  }

  #addListedStatuses(operation: OperationFacts): void {
    const [first, ...others] = this.#text.listedStatuses;
    for (const other of others) {
      if (other.statuses.join() !== first?.statuses.join()) {
        this.#reading.problem(
          other.line,
          `other statuses than on line ${first?.line}`,
          'the same, as the page lists them twice',
        );
      }
    }
    for (const status of first?.statuses ?? []) {
      if (Object.hasOwn(operation.responses, status)) continue;
      operation.responses[status] = {};
      this.#reading.note(
        first?.line ?? this.line,
        pointerTo(this.#pointer, 'responses', status),
        'listed, but not described further down',
      );
    }
  }

  #addAnswer(operation: OperationFacts): void {
    const status = this.#answered;
    if (this.#answer === undefined || status === undefined) return;
    const { line, named, values, inexact } = this.#answer;
    const content = Object.entries(operation.responses[status]?.content ?? {});
    const [mediaType, media] = content.find(([type]) => /\bjson\b/.test(type)) ?? content[0] ?? [];
    if (mediaType === undefined || media === undefined) {
      this.#reading.problem(
        line,
        `a sample answer for ${status}`,
        `a description of ${status} with its "Content Type: …"`,
      );
      return;
    }
    const pointer = pointerTo(this.#pointer, 'responses', status, 'content', mediaType);
    if (named !== undefined) media.examples = { ...named };
    else {
      const [value = null] = values;
      media.example = value;
      this.#reading.note(
        line,
        pointerTo(pointer, 'example'),
        'the page does not tell whether this sample is documented or made up from the schema',
      );
    }
    if (inexact !== undefined) this.#reading.note(line, pointer, tooLarge(inexact));
  }
}

function parametersOf({ root, line }: Tree, place: Place, schemas: PageSchemas): ParameterFacts[] {
  return root.children.map((node) => {
    const schema = schemas.schema(node, node.entry?.line ?? line);
    return node.entry?.required
      ? { name: node.name, in: place, required: true, schema }
      : { name: node.name, in: place, schema };
  });
}

function contentFacts(
  contents: readonly { content: ContentText; tree: Tree | undefined }[],
  schemas: PageSchemas,
): ContentFacts {
  const facts: ContentFacts = {};
  for (const { content, tree } of contents) {
    const media: MediaTypeFacts = tree === undefined ? {} : { schema: schemas.schema(tree.root, tree.line) };
    put(facts, content.mediaType, media);
  }
  return facts;
}
