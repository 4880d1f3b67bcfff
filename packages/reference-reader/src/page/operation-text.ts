import type { Place } from '../facts.ts';
import type { Line } from '../form.ts';
import { quoted, type Reading } from '../reading.ts';
import { type Block, blocksOf } from './blocks.ts';

/** The parts of one operation's section, before any of their lines is read as a fact. */
export interface OperationText {
  readonly method: string;
  readonly path: string;
  readonly line: number;
  readonly parameters: { readonly place: Place; readonly blocks: Block[] }[];
  body: { readonly required: boolean | undefined; readonly line: number; readonly blocks: Block[] } | undefined;
  responses: { readonly line: number; readonly blocks: Block[] } | undefined;
  readonly listedStatuses: { readonly line: number; readonly statuses: readonly string[] }[];
  /** The sample answer, for the first status listed: shown above the parameters and again at the end. */
  readonly answers: Code[];
  readonly samples: Code[];
}

export interface Code {
  readonly line: number;
  readonly text: string;
}

type Mode = 'description' | 'syntax' | 'languages' | 'statuses' | 'after code' | 'facts';

type Head = { readonly method: string; readonly path: string };

export function splitOperation(lines: readonly Line[], line: number, head: Head, reading: Reading): OperationText {
  return new Splitter(lines, line, head, reading).split();
}

class Splitter {
  readonly #operation: OperationText;
  readonly #blocks: readonly Block[];
  readonly #reading: Reading;
  /** Whether rules survived the copying: then every title of a section is followed by one. */
  readonly #ruled: boolean;
  #mode: Mode = 'description';
  /** Where the blocks of the present section of facts go. */
  #into: Block[] = [];

  constructor(lines: readonly Line[], line: number, head: Head, reading: Reading) {
    this.#blocks = blocksOf(lines);
    this.#reading = reading;
    this.#ruled = this.#blocks.some((block, index) => this.#isTitle(block) && this.#blocks[index + 1]?.kind === 'rule');
    this.#operation = {
      ...head,
      line,
      parameters: [],
      body: undefined,
      responses: undefined,
      listedStatuses: [],
      answers: [],
      samples: [],
    };
  }

  split(): OperationText {
    for (const [index, block] of this.#blocks.entries()) {
      const titled = this.#isTitle(block) && (!this.#ruled || this.#blocks[index + 1]?.kind === 'rule');
      if (block.kind === 'text' && titled) this.#begin(block);
      else if (block.kind === 'text' && /^Select language$/.test(block.text)) this.#mode = 'languages';
      else if (block.kind === 'text' && /^Select status code$/.test(block.text)) this.#mode = 'statuses';
      else if (block.kind === 'heading') this.#heading(block);
      else if (this.#mode === 'facts') this.#into.push(block);
      else this.#furniture(block);
    }
    if (this.#operation.responses === undefined) {
      this.#reading.problem(
        this.#operation.line,
        'an operation without "Responses"',
        'the title "Responses" and, under it, statuses',
      );
    }
    return this.#operation;
  }

  #isTitle(block: Block): boolean {
    return (
      block.kind === 'text' &&
      /^((Header|Path|Query|Cookie) Parameters|Request Body ?(Required|Optional)?|Responses)$/.test(block.text)
    );
  }

  #begin({ text, line }: Block & { kind: 'text' }): void {
    this.#mode = 'facts';
    this.#into = [];
    const place = /^(Header|Path|Query|Cookie)/.exec(text)?.[1]?.toLowerCase();
    if (place === 'header' || place === 'path' || place === 'query' || place === 'cookie') {
      this.#operation.parameters.push({ place, blocks: this.#into });
    } else if (text === 'Responses') {
      if (this.#operation.responses !== undefined) this.#reading.problem(line, 'a second title "Responses"', 'one');
      this.#operation.responses = { line, blocks: this.#into };
    } else {
      if (this.#operation.body !== undefined) this.#reading.problem(line, 'a second request body', 'one');
      const required = text.endsWith('Required') ? true : text.endsWith('Optional') ? false : undefined;
      this.#operation.body = { required, line, blocks: this.#into };
    }
  }

  #heading({ text, line }: Block & { kind: 'heading' }): void {
    if (text === 'Request Syntax') this.#mode = 'syntax';
    else if (this.#mode !== 'description') {
      this.#reading.problem(line, `the heading ${quoted(text)}`, 'parameters, a request body, responses or samples');
    }
  }

  /** What surrounds the facts: the request line, samples in several languages, the list of statuses, a sample answer. */
  #furniture(block: Block): void {
    const { line } = block;
    if (this.#mode === 'description' || block.kind === 'rule') return;
    if (block.kind === 'code') {
      if (this.#mode === 'languages') this.#operation.samples.push({ line, text: block.text });
      else if (this.#mode === 'statuses') this.#operation.answers.push({ line, text: block.text });
      else this.#reading.problem(line, 'a block of code', '"Select language" or "Select status code" before it');
      this.#mode = 'after code';
    } else if (this.#mode === 'syntax') this.#requestLine(block);
    else if (this.#mode === 'statuses' && block.kind === 'text') this.#statuses(block);
    else if (this.#mode === 'after code' && block.kind === 'text' && !/^!?\[|^Copy$/.test(block.text)) {
      this.#reading.problem(
        line,
        quoted(block.text),
        'a title such as "Path Parameters", "Request BodyRequired", "Responses"',
      );
    }
  }

  #requestLine(block: Block): void {
    if (block.kind !== 'text' || !block.text.startsWith('**')) return;
    const { method, path } = this.#operation;
    const request = /^\*\*([A-Z]+)\*\*\s*(\S+)$/.exec(block.text);
    if (request?.[1]?.toLowerCase() !== method || request[2] !== path) {
      this.#reading.problem(
        block.line,
        `the request line ${quoted(block.text)}`,
        `${method.toUpperCase()} ${path}, as its heading says`,
      );
    }
  }

  /** `200400401`: three digits each, with nothing between them. */
  #statuses({ text, line }: Block & { kind: 'text' }): void {
    const statuses = text.match(/[1-5]\d\d|[1-5]XX|default/gi) ?? [];
    if (statuses.join('') !== text.replace(/[\s,]/g, '')) {
      this.#reading.problem(line, `the statuses ${quoted(text)}`, 'codes of three digits such as 200400500');
    } else this.#operation.listedStatuses.push({ line, statuses });
  }
}
