import type { DocumentedStatus, ExampleName, GraphVersion, OperationId } from './scenarios.ts';

/** Answers with the first documented example of a status; with a 200, the one that fits the request. */
export interface StatusStep<S extends number = number> {
  readonly kind: 'status';
  readonly status: S;
}

/** Answers with a documented example, word for word. */
export interface ExampleStep<N extends string = string> {
  readonly kind: 'example';
  readonly example: N;
}

/** An answer that no document has to allow. */
export interface OffSpecAnswer {
  /** From 200 to 599. */
  readonly status: number;
  /** Without a content type, text is sent as `text/plain` and everything else as `application/json`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Text is sent as it is, everything else as JSON; left out, the body is empty. */
  readonly body?: unknown;
}

/** Answers with what was given, whatever the document says. */
export interface OffSpecStep {
  readonly kind: 'off-spec';
  readonly answer: OffSpecAnswer;
}

/** Ends the connection: before the answer, or in the middle of the one that fits the request. */
export interface BrokenStep {
  readonly kind: 'reset' | 'truncate';
}

/** Lets time pass before the answer: before that of another step, or the one that fits the request. */
export interface DelayStep<S = ImmediateStep> {
  readonly kind: 'delay';
  readonly ms: number;
  readonly then: S | undefined;
}

/** What a step can do to an answer that the document does not have. */
export type Fault = 'off-spec' | 'reset' | 'truncate';

export type ImmediateStep<S extends number = number, N extends string = string> =
  | StatusStep<S>
  | ExampleStep<N>
  | OffSpecStep
  | BrokenStep;

/** A step of whatever operation. */
export type AnyStep = ImmediateStep | DelayStep;

/** What a script of that operation can be made of. */
export type Step<V extends GraphVersion, O extends OperationId<V>> =
  | ImmediateStep<DocumentedStatus<V, O>, ExampleName<V, O>>
  | DelayStep<ImmediateStep<DocumentedStatus<V, O>, ExampleName<V, O>>>;

interface Steps {
  /** The next answer has this status, with the first example that is documented for it. */
  status<const S extends number>(status: S): StatusStep<S>;
  /** The next answer is the documented example of this name. */
  example<const N extends string>(example: N): ExampleStep<N>;
  /** The next answer is this one, though the document does not have it. */
  offSpec(answer: OffSpecAnswer): OffSpecStep;
  /** The next answer is the HTML page of a gateway, with status 502 unless another is given. */
  html(status?: number): OffSpecStep;
  /** The next answer has no body, and status 200 unless another is given. */
  empty(status?: number): OffSpecStep;
  /** The next request gets no answer: its connection is reset. */
  reset(): BrokenStep;
  /** The next answer ends in the middle of its body. */
  truncate(): BrokenStep;
  /** The next answer comes so many milliseconds later. `then` says which, if it is not the one that fits the request. */
  delay<S extends ImmediateStep = never>(ms: number, then?: S): DelayStep<S>;
}

const GATEWAY_PAGE =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>';

/** Makes the steps of a script. */
export const step: Steps = {
  status: (status) => ({ kind: 'status', status }),
  example: (example) => ({ kind: 'example', example }),
  offSpec: (answer) => ({ kind: 'off-spec', answer }),
  html: (status = 502) => step.offSpec({ status, headers: { 'content-type': 'text/html' }, body: GATEWAY_PAGE }),
  empty: (status = 200) => step.offSpec({ status }),
  reset: () => ({ kind: 'reset' }),
  truncate: () => ({ kind: 'truncate' }),
  delay: (ms, then) => ({ kind: 'delay', ms, then }),
};
