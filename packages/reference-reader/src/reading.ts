/** Something on the page that the grammar does not cover. Any one of them means: facts are missing. */
export interface Problem {
  readonly line: number;
  readonly found: string;
  readonly expected: string;
}

/**
 * Something that the form itself leaves open. It covers its place and everything under it; `alternatives` are the other
 * places (or readings) that the page allows just as well.
 */
export interface Ambiguity {
  readonly line: number;
  readonly pointer: string;
  readonly note: string;
  readonly alternatives?: readonly string[];
}

/** Collects everything that could not be read, so that all of it is reported and not just the first. */
export class Reading {
  readonly problems: Problem[] = [];
  readonly #notes = new Map<string, Ambiguity>();

  problem(line: number, found: string, expected: string): void {
    this.problems.push({ line, found, expected });
  }

  /** A component is shown wherever it is used: the same ambiguity about it is noted once, where it first occurs. */
  note(line: number, pointer: string, note: string, alternatives: readonly string[] = []): void {
    const key = JSON.stringify([pointer, note, alternatives]);
    if (this.#notes.has(key)) return;
    this.#notes.set(key, alternatives.length === 0 ? { line, pointer, note } : { line, pointer, note, alternatives });
  }

  get notes(): Ambiguity[] {
    return [...this.#notes.values()].sort((a, b) => a.line - b.line);
  }
}

/** What was found is quoted from the page, so it is cut to what a terminal line can show. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
}

export function formatProblem({ line, found, expected }: Problem): string {
  return `line ${line}: found ${found}, expected ${expected}`;
}
