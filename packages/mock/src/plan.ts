import { type Choice, findChoice, type NamedChoice } from './choice.ts';
import type { MockResponse } from './mock-response.ts';
import { headersToSend, offSpecResponse } from './off-spec.ts';
import { quote } from './quote.ts';
import { undocumentedChoice } from './refusal.ts';
import type { OperationScenarios } from './scenarios.ts';
import type { AnyStep, Fault, ImmediateStep, MalformedStep, OffSpecResponse } from './step.ts';

/** What a step means for the next response, once it is known to be possible. */
export interface Plan {
  /** Without it, the response is the one that fits the request. */
  readonly choice?: Choice | undefined;
  readonly offSpec?: MockResponse | undefined;
  readonly fault?: Fault | undefined;
  /** With the fault `malformed`. */
  readonly malformed?: MalformedStep['as'] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly delayMs?: number | undefined;
}

/** Whether the request is carried out: a delay alone and a lost response do not replace the response of the state. */
export function isCarriedOut({ choice, offSpec, fault }: Plan): boolean {
  return choice === undefined && offSpec === undefined && (fault === undefined || fault === 'lost');
}

/** The longest delay of a timer. */
const MAX_DELAY_MS = 2 ** 31 - 1;

const GATEWAY_PAGE =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>';

/** The plan, or what is wrong with the step. */
export function planOf(documented: OperationScenarios, step: AnyStep): Plan | string {
  switch (step?.kind) {
    case 'status':
      return documentedPlan(documented, { status: step.status, example: undefined }, step.headers);
    case 'example':
      return documentedPlan(documented, { status: undefined, example: step.example }, step.headers);
    case 'offSpec':
      return offSpecPlan(step.response);
    case 'html':
      return offSpecPlan({ status: step.status, headers: { 'content-type': 'text/html' }, body: GATEWAY_PAGE });
    case 'empty':
      return offSpecPlan({ status: step.status });
    case 'malformed':
      if (step.as === 'cut' || step.as === 'invalid') return { fault: 'malformed', malformed: step.as };
      return `Malformed JSON can be cut or invalid; received ${quote(step.as)}.`;
    case 'reset':
    case 'truncate':
    case 'lost':
      return { fault: step.kind };
    case 'delay':
      return delayedPlan(documented, step.ms, step.then);
    default:
      return `Expected a step, made by step.status(…) and its like; received ${quote(step)}.`;
  }
}

function documentedPlan(documented: OperationScenarios, named: NamedChoice, headers: unknown = {}): Plan | string {
  const choice = findChoice(documented, named);
  if (choice === undefined) return undocumentedChoice(documented, named);
  const sent = headersToSend(headers);
  return typeof sent === 'string' ? sent : { choice, headers: sent };
}

function offSpecPlan(response: OffSpecResponse): Plan | string {
  const offSpec = offSpecResponse(response);
  return typeof offSpec === 'string' ? offSpec : { offSpec, fault: 'off-spec' };
}

function delayedPlan(documented: OperationScenarios, delayMs: number, then: ImmediateStep | undefined): Plan | string {
  if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS)) {
    return `Delay ${delayMs} is impossible. Possible are 0 to ${MAX_DELAY_MS} milliseconds.`;
  }
  const plan = then === undefined ? {} : planOf(documented, then);
  return typeof plan === 'string' ? plan : { ...plan, delayMs };
}
