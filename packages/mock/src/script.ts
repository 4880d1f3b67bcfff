import type { MockRequest, ScriptOptions, UnusedStep } from './controls.ts';
import { type Plan, planOf } from './plan.ts';
import { quote } from './quote.ts';
import type { OperationScenarios } from './scenarios.ts';
import type { AnyStep } from './step.ts';

interface Scripted<Id extends string> {
  readonly operationId: Id;
  readonly items: readonly { readonly step: AnyStep; readonly plan: Plan }[];
  /** How often the steps are used; infinite for `'always'`. */
  readonly times: number;
  readonly when: ScriptOptions['when'];
  /** How many steps were used so far. */
  used: number;
}

/** The scripted steps, in the order in which they were added. */
export class Script<Id extends string> {
  readonly #scenarios: ReadonlyMap<Id, OperationScenarios>;
  #scripts: Scripted<Id>[] = [];

  constructor(scenarios: ReadonlyMap<Id, OperationScenarios>) {
    this.#scenarios = scenarios;
  }

  /** Appends all of the steps or, if one of them is impossible, throws and appends none. */
  add(operationId: Id, steps: readonly AnyStep[], options: ScriptOptions = {}): void {
    const documented = this.#scenarios.get(operationId);
    if (documented === undefined) {
      const operations = [...this.#scenarios.keys()].join(', ');
      throw new TypeError(`script: expected one of the operations ${operations}; received ${quote(operationId)}.`);
    }
    if (!Array.isArray(steps)) throw new TypeError(`script: expected a list of steps; received ${quote(steps)}.`);
    const items = steps.map((step) => ({ step, plan: requirePlan(operationId, documented, step) }));
    const times = requireTimes(options);
    if (items.length > 0) this.#scripts.push({ operationId, items, times, when: options.when, used: 0 });
  }

  /** Takes the next step of the first script of the operation whose condition holds. */
  next(operationId: Id, request: () => MockRequest<Id>): Plan | undefined {
    const script = this.#scripts.find(
      (candidate) => candidate.operationId === operationId && (candidate.when?.(request()) ?? true),
    );
    if (script === undefined) return undefined;
    const { items, times, used } = script;
    script.used++;
    if (script.used === items.length * times) this.#scripts = this.#scripts.filter((other) => other !== script);
    return items[used % items.length]?.plan;
  }

  unused(): UnusedStep<Id>[] {
    return this.#scripts.flatMap(({ operationId, items, times, used }) =>
      items.flatMap(({ step }, index) => {
        const uses = Math.max(0, Math.ceil((used - index) / items.length));
        // What is used always is unused only if no request ever used it.
        const left = times === Number.POSITIVE_INFINITY ? Number(uses === 0) : times - uses;
        if (left === 0) return [];
        return left === 1 ? { operationId, step } : { operationId, step, times: left };
      }),
    );
  }

  clear(): void {
    this.#scripts = [];
  }
}

function requirePlan(operationId: string, documented: OperationScenarios, step: AnyStep): Plan {
  const plan = planOf(documented, step);
  if (typeof plan === 'string') throw new TypeError(`script: ${operationId}: ${plan}`);
  return plan;
}

function requireTimes({ times = 1, when, ...unknown }: ScriptOptions): number {
  const [name] = Object.keys(unknown);
  if (name !== undefined) throw new TypeError(`script: expected the options times, when; received ${name}.`);
  if (when !== undefined && typeof when !== 'function') {
    throw new TypeError(`script: when: expected a function of the request; received ${quote(when)}.`);
  }
  if (times === 'always') return Number.POSITIVE_INFINITY;
  if (Number.isSafeInteger(times) && times > 0) return times;
  throw new TypeError(`script: times: expected 1 or more, or 'always'; received ${quote(times)}.`);
}
