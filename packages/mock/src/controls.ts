import type { Query } from './arrival.ts';
import type { MockLog } from './log.ts';
import type { GraphVersion, OperationId } from './scenarios.ts';
import type { AnyStep, Step } from './step.ts';

export interface MockOptions<V extends GraphVersion> {
  /** The Graph API version to answer as. There is no default: the tests say which version they are about. */
  readonly version: V;
  /** Gets every request and how it was answered; unless given, rejected ones go to `console.warn`. `false` for silence. */
  readonly log?: MockLog | false | undefined;
}

/** A request that arrived, as it was sent. */
export interface MockRequest<Id extends string = OperationId> {
  /** `undefined` if no operation is documented for this method and path. */
  readonly operationId: Id | undefined;
  /** In upper case. */
  readonly method: string;
  /** As it was sent, percent-encoding included, without the query. */
  readonly path: string;
  /** Decoded. A name that comes more than once has its values in an array. */
  readonly query: Query;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON; `undefined` if there is none, or it is something else. */
  readonly parsed: unknown;
  /** Why the mock refused it; `undefined` if it did not. */
  readonly rejected: string | undefined;
}

/** A scripted step that no request has come for yet. */
export interface UnusedStep<Id extends string = OperationId> {
  readonly operationId: Id;
  readonly step: AnyStep;
}

/** What of an operation was used since the mock started. What is documented and was not used counts 0. */
export interface OperationUsage<Id extends string = OperationId> {
  readonly operationId: Id;
  readonly requests: number;
  /** How many of them were refused. */
  readonly rejected: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Answers by the documented example that they were. */
  readonly examples: Readonly<Record<string, number>>;
  /** Requests by what their `fields` named. */
  readonly fields: Readonly<Record<string, number>>;
}

/** What both forms of the mock have in common. */
export interface MockControls<V extends GraphVersion = GraphVersion> {
  readonly version: V;
  /**
   * Scripts the next answers of an operation, one step for each valid request, after which the mock answers as before.
   * Called again, it appends. A request that is refused takes no step.
   */
  script<O extends OperationId<V>>(operation: O, steps: readonly Step<V, O>[]): void;
  /** What arrived, oldest first: the last 10,000 requests since the start or the last `reset()`. */
  readonly requests: readonly MockRequest<OperationId<V>>[];
  /** The scripted steps that no request has come for yet. A test that expects every step to be taken expects `[]`. */
  unusedSteps(): UnusedStep<OperationId<V>>[];
  /** What of each operation was used since the mock started, and what of it was not. `reset()` leaves it as it is. */
  usage(): OperationUsage<OperationId<V>>[];
  /** Forgets requests and scripted steps. */
  reset(): void;
}
