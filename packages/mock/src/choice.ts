import type { OperationScenarios } from './scenarios.ts';

/** Which documented answer is wanted; without an example, the one of that status that fits the request. */
export interface Choice {
  readonly status: number;
  readonly example: string | undefined;
}

/** A choice as somebody names it, in a script or in a header. */
export interface NamedChoice {
  readonly status: number | string | undefined;
  readonly example: string | undefined;
}

/** The choice if it is documented, else what is wrong with it. */
export function choose(documented: OperationScenarios, { status, example }: NamedChoice): Choice | string {
  if (status !== undefined && !documented.has(Number(status))) {
    return `Status ${status} is not documented. Documented are ${[...documented.keys()].join(', ')}.`;
  }
  const candidates = [...documented].filter(([candidate]) => status === undefined || candidate === Number(status));
  const match = candidates.find(([, names]) => example === undefined || names.includes(example));
  if (match !== undefined) return { status: match[0], example };
  const names = candidates.map(([candidate, examples]) => `${candidate} ${examples.join(', ')}`).join('; ');
  return `Example "${example}" is not documented. Documented are ${names}.`;
}
