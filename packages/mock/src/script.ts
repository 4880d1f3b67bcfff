import { type Plan, planOf } from './plan.ts';
import { quote } from './quote.ts';
import type { OperationScenarios } from './scenarios.ts';
import type { AnyStep } from './step.ts';

interface Pending<Id extends string> {
  readonly operationId: Id;
  readonly step: AnyStep;
  readonly plan: Plan;
}

/** The scripted steps that no request has used yet, in the order in which they were added. */
export class Script<Id extends string> {
  readonly #scenarios: ReadonlyMap<Id, OperationScenarios>;
  readonly #pending: Pending<Id>[] = [];

  constructor(scenarios: ReadonlyMap<Id, OperationScenarios>) {
    this.#scenarios = scenarios;
  }

  /** Appends all of the steps or, if one of them is impossible, throws and appends none. */
  add(operationId: Id, steps: readonly AnyStep[]): void {
    const documented = this.#scenarios.get(operationId);
    if (documented === undefined) {
      const operations = [...this.#scenarios.keys()].join(', ');
      throw new TypeError(`script: expected one of the operations ${operations}; received ${quote(operationId)}.`);
    }
    this.#pending.push(
      ...steps.map((step) => ({ operationId, step, plan: requirePlan(operationId, documented, step) })),
    );
  }

  /** Takes the operation's next step, if there is one. */
  next(operationId: string): Plan | undefined {
    const index = this.#pending.findIndex((pending) => pending.operationId === operationId);
    return index < 0 ? undefined : this.#pending.splice(index, 1)[0]?.plan;
  }

  unused(): { operationId: Id; step: AnyStep }[] {
    return this.#pending.map(({ operationId, step }) => ({ operationId, step }));
  }

  clear(): void {
    this.#pending.length = 0;
  }
}

function requirePlan(operationId: string, documented: OperationScenarios, step: AnyStep): Plan {
  const plan = planOf(documented, step);
  if (typeof plan === 'string') throw new TypeError(`script: ${operationId}: ${plan}`);
  return plan;
}
