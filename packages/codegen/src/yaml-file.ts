import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSource, type SourceDocument, UnreadableDocument } from '@whatsapp-qr/openapi-document';
import { InputError } from './input-error.ts';

/** A problem at a JSON pointer of a file. */
export interface PlacedProblem {
  readonly pointer: string;
  readonly reason: string;
}

/** A file of the spec with its text, as messages and checks need it. */
export class YamlFile {
  /** Path from the root, as messages name it. */
  readonly file: string;
  readonly text: string;
  readonly document: SourceDocument;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.document = parse(file, text);
  }

  static async read(root: string, file: string): Promise<YamlFile> {
    return new YamlFile(file, await readText(root, file));
  }

  /** Throws if there are problems, naming their lines: of a missing value, the line of the nearest one around it. */
  refuse(problems: readonly PlacedProblem[]): void {
    if (problems.length === 0) return;
    const placed = problems.map(({ pointer, reason }) => {
      return { file: this.file, line: this.document.lineOf(pointer), reason };
    });
    throw new InputError(placed.sort((a, b) => a.line - b.line));
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

function parse(file: string, text: string): SourceDocument {
  try {
    return parseSource({ file, text });
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    throw new InputError(
      error.problems.map(({ line, reason }) => ({ file, line, reason: `not valid YAML: ${reason}` })),
    );
  }
}
