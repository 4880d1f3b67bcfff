import { type Choice, choose } from './choice.ts';
import type { OperationScenarios } from './scenarios.ts';
import type { AnyStep, Fault, ImmediateStep, OffSpecAnswer } from './step.ts';

/** What a step means for the next answer, once it is known to be possible. */
export interface Plan {
  /** Without it, the answer is the one that fits the request. */
  readonly choice?: Choice | undefined;
  readonly offSpec?: OffSpecAnswer | undefined;
  readonly fault?: Fault | undefined;
  readonly delayMs?: number | undefined;
}

/** The most that a timer can wait. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The plan, or what is wrong with the step. */
export function planOf(documented: OperationScenarios, step: AnyStep): Plan | string {
  switch (step?.kind) {
    case 'status':
    case 'example': {
      const choice = choose(documented, { status: undefined, example: undefined, ...step });
      return typeof choice === 'string' ? choice : { choice };
    }
    case 'off-spec':
      return offSpec(step.answer);
    case 'reset':
    case 'truncate':
      return { fault: step.kind };
    case 'delay':
      return delayed(documented, step.ms, step.then);
    default:
      return `Expected a step, made by step.status(…) and its like; received ${JSON.stringify(step)}.`;
  }
}

function offSpec(answer: OffSpecAnswer): Plan | string {
  const { status, headers = {} } = answer;
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) {
    return `Status ${status} cannot be sent. Possible are 200 to 599.`;
  }
  try {
    new Headers(headers);
  } catch (error) {
    return `Headers ${JSON.stringify(headers)} cannot be sent: ${error instanceof Error ? error.message : error}`;
  }
  return { offSpec: answer, fault: 'off-spec' };
}

function delayed(documented: OperationScenarios, delayMs: number, then: ImmediateStep | undefined): Plan | string {
  if (!(delayMs >= 0 && delayMs <= LONGEST_DELAY_MS)) {
    return `Delay ${delayMs} is impossible. Possible are 0 to ${LONGEST_DELAY_MS} milliseconds.`;
  }
  const plan = then === undefined ? {} : planOf(documented, then);
  return typeof plan === 'string' ? plan : { ...plan, delayMs };
}
