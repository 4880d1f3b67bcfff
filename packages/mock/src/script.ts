import { type Choice, choose } from './choice.ts';
import type { OperationScenarios } from './scenarios.ts';
import type { ExampleStep, StatusStep } from './step.ts';

type AnyStep = StatusStep | ExampleStep;

interface Pending<Id extends string> {
  readonly operationId: Id;
  readonly step: AnyStep;
  readonly choice: Choice;
}

/** The scripted steps that are still to come, in the order in which they were given. */
export class Script<Id extends string> {
  readonly #scenarios: ReadonlyMap<Id, OperationScenarios>;
  readonly #pending: Pending<Id>[] = [];

  constructor(scenarios: ReadonlyMap<Id, OperationScenarios>) {
    this.#scenarios = scenarios;
  }

  /** Appends to what is still to come: all of the steps or, if one of them is not documented, none. */
  add(operationId: Id, steps: readonly AnyStep[]): void {
    const documented = this.#scenarios.get(operationId);
    if (documented === undefined) {
      const operations = [...this.#scenarios.keys()].join(', ');
      throw new TypeError(
        `script: expected one of the operations ${operations}; received ${JSON.stringify(operationId)}.`,
      );
    }
    this.#pending.push(
      ...steps.map((step) => ({ operationId, step, choice: choiceOf(operationId, documented, step) })),
    );
  }

  /** Takes the operation's next step, if there is one. */
  next(operationId: string): Choice | undefined {
    const index = this.#pending.findIndex((pending) => pending.operationId === operationId);
    return index < 0 ? undefined : this.#pending.splice(index, 1)[0]?.choice;
  }

  unused(): { operationId: Id; step: AnyStep }[] {
    return this.#pending.map(({ operationId, step }) => ({ operationId, step }));
  }

  clear(): void {
    this.#pending.length = 0;
  }
}

function choiceOf(operationId: string, documented: OperationScenarios, step: AnyStep): Choice {
  if (step?.kind !== 'status' && step?.kind !== 'example') {
    throw new TypeError(
      `script: ${operationId}: expected step.status(…) or step.example(…); received ${JSON.stringify(step)}.`,
    );
  }
  const choice = choose(documented, { status: undefined, example: undefined, ...step });
  if (typeof choice === 'string') throw new TypeError(`script: ${operationId}: ${choice}`);
  return choice;
}
