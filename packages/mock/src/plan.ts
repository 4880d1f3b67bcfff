import { type Choice, findChoice, type NamedChoice } from './choice.ts';
import type { MockResponse } from './mock-response.ts';
import { offSpecResponse } from './off-spec.ts';
import { quote } from './quote.ts';
import { undocumentedChoice } from './refusal.ts';
import type { OperationScenarios } from './scenarios.ts';
import type { AnyStep, Fault, ImmediateStep } from './step.ts';

/** What a step means for the next response, once it is known to be possible. */
export interface Plan {
  /** Without it, the response is the one that fits the request. */
  readonly choice?: Choice | undefined;
  readonly offSpec?: MockResponse | undefined;
  readonly fault?: Fault | undefined;
  readonly delayMs?: number | undefined;
}

/** The longest delay of a timer. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The plan, or what is wrong with the step. */
export function planOf(documented: OperationScenarios, step: AnyStep): Plan | string {
  switch (step?.kind) {
    case 'status':
      return documentedPlan(documented, { status: step.status, example: undefined });
    case 'example':
      return documentedPlan(documented, { status: undefined, example: step.example });
    case 'offSpec': {
      const offSpec = offSpecResponse(step.response);
      return typeof offSpec === 'string' ? offSpec : { offSpec, fault: 'off-spec' };
    }
    case 'reset':
    case 'truncate':
      return { fault: step.kind };
    case 'delay':
      return delayedPlan(documented, step.ms, step.then);
    default:
      return `Expected a step, made by step.status(…) and its like; received ${quote(step)}.`;
  }
}

function documentedPlan(documented: OperationScenarios, named: NamedChoice): Plan | string {
  const choice = findChoice(documented, named);
  return choice === undefined ? undocumentedChoice(documented, named) : { choice };
}

function delayedPlan(documented: OperationScenarios, delayMs: number, then: ImmediateStep | undefined): Plan | string {
  if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS)) {
    return `Delay ${delayMs} is impossible. Possible are 0 to ${MAX_DELAY_MS} milliseconds.`;
  }
  const plan = then === undefined ? {} : planOf(documented, then);
  return typeof plan === 'string' ? plan : { ...plan, delayMs };
}
