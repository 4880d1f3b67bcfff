import type { Operation, Violation } from './contract.ts';
import { jsonOutcome, type Outcome } from './outcome.ts';

/** Refuses a request as its operation documents it: Prism's choice of status, with the first example of that status. */
export function refuse({ answers }: Operation, violations: readonly Violation[]): Outcome {
  const rejected = [...new Set(violations.map(({ message }) => message))].join('; ');
  const statuses = statusesFor(violations);
  for (const status of statuses) {
    for (const [example, body] of answers.get(status)?.examples ?? [])
      return jsonOutcome(status, body, { example, rejected });
  }
  return refuseUndocumented(statuses.at(-1) ?? 400, rejected);
}

/** Refuses what no operation documents. The form is still that of an error of the Graph API, which clients can read. */
export function refuseUndocumented(status: number, rejected: string): Outcome {
  const error = { message: `Unsupported request. ${rejected}`, type: 'GraphMethodException', code: 100 };
  return jsonOutcome(status, { error }, { rejected });
}

function statusesFor(violations: readonly Violation[]): readonly number[] {
  const named = violations.map(({ status }) => status);
  if (named.includes(401)) return [401];
  if (named.includes(415)) return [415, 422, 400];
  return [422, 400];
}
