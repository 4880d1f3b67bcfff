import type { MockSeed, MockState } from './code-store.ts';
import type { Query } from './http-request.ts';
import type { MockLog } from './log.ts';
import type { GraphVersion, OperationId } from './scenarios.ts';
import type { AnyStep, Step } from './step.ts';

export interface MockOptions<V extends GraphVersion> {
  /** The Graph API version to respond as. There is no default: the tests say which version they are about. */
  readonly version: V;
  /**
   * Receives every request and its response. Default: rejected requests are printed with `console.warn`. `false` prints
   * nothing.
   */
  readonly log?: MockLog | false | undefined;
  /** Larger request bodies are rejected with status 413. In bytes; default: 1,000,000. */
  readonly maxBodyBytes?: number | undefined;
  /** Whether created, changed and deleted codes are remembered. Default: `false`. */
  readonly stateful?: boolean | undefined;
  /**
   * With `stateful`: the codes at the start, by phone number id, the newest first. Other phone numbers do not exist then.
   * Default: every phone number exists, without codes.
   */
  readonly seed?: MockSeed | undefined;
  /** With `stateful`: another number leads to another sequence of codes. Default: 1, the same sequence in every run. */
  readonly randomSeed?: number | undefined;
  /** With `stateful`: how long the address of an image works, in milliseconds; rounded up to seconds. Default: an hour. */
  readonly imageTtlMs?: number | undefined;
  /**
   * Whether `/__mock/` has the control API: requests, script, state, usage and reset as JSON over HTTP, and a page. It can
   * read the requests, tokens included. Default: `false`.
   */
  readonly control?: boolean | undefined;
}

/** How a script applies. */
export interface ScriptOptions {
  /** How often the steps are used, one after the other and from the start again. Default: 1. */
  readonly times?: number | 'always' | undefined;
  /** Only requests for which this returns `true` use a step. Default: every request of the operation. */
  readonly when?: ((request: MockRequest<string>) => boolean) | undefined;
}

/** A request as it was sent. */
export interface MockRequest<Id extends string = OperationId> {
  /** `undefined` if no operation is documented for this method and path. */
  readonly operationId: Id | undefined;
  /** In upper case. */
  readonly method: string;
  /** As it was sent, percent-encoding included, without the query. */
  readonly path: string;
  /** Decoded. A name that occurs more than once has its values in an array. */
  readonly query: Query;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty if it was rejected for its size. */
  readonly body: string;
  /** The body as JSON; `undefined` if there is none, or it is not JSON. */
  readonly parsed: unknown;
  /** Why the mock rejected the request; `undefined` if it did not. */
  readonly rejected: string | undefined;
}

/** A scripted step that no request has used yet. */
export interface UnusedStep<Id extends string = OperationId> {
  readonly operationId: Id;
  readonly step: AnyStep;
  /** How many requests the script still expects for it, if more than one. */
  readonly times?: number | undefined;
}

/** How an operation was used since the mock started. What is documented and was not used counts 0. */
export interface OperationUsage<Id extends string = OperationId> {
  readonly operationId: Id;
  readonly requests: number;
  /** How many of them were rejected. */
  readonly rejected: number;
  /** Responses by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Responses by documented example. */
  readonly examples: Readonly<Record<string, number>>;
  /** Requests by the parameters of the query and the properties of the body that they had. */
  readonly parameters: Readonly<Record<string, number>>;
  /** Requests by the names in their `fields`. */
  readonly fields: Readonly<Record<string, number>>;
}

/** What both forms of the mock have in common. */
export interface MockControls<V extends GraphVersion = GraphVersion> {
  readonly version: V;
  /**
   * Scripts the next responses of an operation, one step for each valid request; after that the mock responds as before.
   * Called again, it appends. A rejected request uses no step. A scripted response does not change the state, except for
   * that of `step.lost()` and of a delay without another step. Throws a `TypeError` for a step that is impossible.
   */
  script<O extends OperationId<V>>(operation: O, steps: readonly Step<V, O>[], options?: ScriptOptions): void;
  /**
   * The requests since the start or the last `reset()`, oldest first: the last 10,000, and of large ones as many as fit
   * into 32 MB.
   */
  readonly requests: readonly MockRequest<OperationId<V>>[];
  /** The scripted steps that no request has used yet: `[]` at the end of a test that expects all of them to be used. */
  unusedSteps(): UnusedStep<OperationId<V>>[];
  /** How each operation was used since the mock started. `reset()` does not change it. */
  usage(): OperationUsage<OperationId<V>>[];
  /**
   * A copy of all codes as plain JSON, by phone number id, the newest first: what `seed` and `restore` accept. Throws a
   * `TypeError` without `stateful`.
   */
  state(): MockState;
  /**
   * Replaces all codes. Throws a `TypeError` that names the place of what the document does not allow, and without
   * `stateful`.
   */
  restore(state: MockSeed): void;
  /** Removes requests and scripted steps, and restores the codes of the seed and the sequence of new codes. */
  reset(): void;
}
