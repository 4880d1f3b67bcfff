import { printableLine } from '@whatsapp-qr/openapi-document';

/** One thing that is wrong, and where. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  /** JSON pointer into the file. */
  readonly pointer: string;
  /** What was expected, what was found, and, where it is not plain, what to do. */
  readonly reason: string;
}

/** Thrown for a file that cannot be checked further. */
export class CheckFailure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(describe(problem));
    this.name = 'CheckFailure';
    this.problem = problem;
  }
}

export function describe({ file, line, pointer, reason }: Problem): string {
  return `${file}:${line} #${printableLine(pointer)}\n  ${printableLine(reason)}`;
}
