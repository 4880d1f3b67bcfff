import type { OperationScenarios } from './scenarios.ts';

/** A documented response: without an example, the one of that status that fits the request. */
export interface Choice {
  readonly status: number;
  readonly example: string | undefined;
}

/** A choice as a script or a `Prefer` header names it. */
export interface NamedChoice {
  readonly status: number | string | undefined;
  readonly example: string | undefined;
}

/** The documented response with this status and this example; `undefined` if there is none. */
export function findChoice(documented: OperationScenarios, { status, example }: NamedChoice): Choice | undefined {
  for (const [candidate, names] of documented) {
    if (status !== undefined && candidate !== Number(status)) continue;
    if (example === undefined || names.includes(example)) return { status: candidate, example };
  }
  return undefined;
}
