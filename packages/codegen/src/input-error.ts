/** A problem in a file that prevents generation. */
export interface InputProblem {
  /** Path from the root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Thrown with all problems found, so that one run reports the whole list. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[]) {
    super(problems.map(({ file, line, reason }) => `${file}:${line}: ${reason}`).join('\n'));
    this.problems = problems;
  }
}

/** Reads all items, and throws all their problems together. */
export async function readAll<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const outcomes = await Promise.allSettled(items.map(read));
  const problems: InputProblem[] = [];
  const results: R[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') results.push(outcome.value);
    else if (outcome.reason instanceof InputError) problems.push(...outcome.reason.problems);
    else throw outcome.reason;
  }
  if (problems.length > 0) throw new InputError(problems);
  return results;
}
