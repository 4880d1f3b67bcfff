import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getLineColLocation, makeDocumentFromString, type Source, YamlParseError } from '@redocly/openapi-core';
import { InputError } from './input-error.ts';

/** A problem at a JSON pointer of a file. */
export interface PlacedProblem {
  readonly pointer: string;
  readonly reason: string;
}

/** A parsed file with the line of each value. */
export class YamlFile {
  /** Path from the root, for messages. */
  readonly file: string;
  readonly source: Source;
  readonly parsed: unknown;

  constructor(file: string, text: string) {
    const { source, parsed } = parse(file, text);
    this.file = file;
    this.source = source;
    this.parsed = parsed;
  }

  static async read(root: string, file: string): Promise<YamlFile> {
    return new YamlFile(file, await readText(root, file));
  }

  /** Throws an `InputError` with line numbers if there are problems. */
  refuse(problems: readonly PlacedProblem[]): void {
    if (problems.length === 0) return;
    const placed = problems.map(({ pointer, reason }) => ({ file: this.file, line: this.#lineOf(pointer), reason }));
    throw new InputError(placed.sort((a, b) => a.line - b.line));
  }

  /** The line of the key; for a missing value, the line of the nearest enclosing one. */
  #lineOf(pointer: string): number {
    return getLineColLocation({ source: this.source, pointer, reportOnKey: true }).start.line;
  }
}

async function readText(root: string, file: string): Promise<string> {
  try {
    return await readFile(join(root, file), 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    throw new InputError([{ file, line: 1, reason: `expected a readable file, got ${reason}` }]);
  }
}

function parse(file: string, text: string): { source: Source; parsed: unknown } {
  try {
    return makeDocumentFromString(text, file);
  } catch (error) {
    if (!(error instanceof YamlParseError)) throw error;
    // The message ends with `in "FILE" (LINE:COLUMN)`, which the problem has already.
    const reason = error.message.replace(/ in ".*" \(\d+:\d+\)$/, '');
    throw new InputError([{ file, line: error.line, reason: `not valid YAML: ${reason}` }]);
  }
}
