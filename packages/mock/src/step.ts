import type { DocumentedStatus, ExampleName, GraphVersion, OperationId } from './scenarios.ts';

/** Responds with the first documented example of a status; with a 200, the one that fits the request. */
export interface StatusStep<S extends number = number> {
  readonly kind: 'status';
  readonly status: S;
}

/** Responds with a documented example, word for word. */
export interface ExampleStep<N extends string = string> {
  readonly kind: 'example';
  readonly example: N;
}

/** A response that the document need not allow. */
export interface OffSpecResponse {
  /** From 200 to 599. */
  readonly status: number;
  /** Unless there is a content type, text is sent as `text/plain` and everything else as `application/json`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Text is sent as it is, everything else as JSON. Without it the response has no body. */
  readonly body?: unknown;
}

/** Sends this response, whatever the document says. */
export interface OffSpecStep {
  readonly kind: 'offSpec';
  readonly response: OffSpecResponse;
}

/** Closes the connection: before the response, or in the middle of the one that fits the request. */
export interface BrokenStep {
  readonly kind: 'reset' | 'truncate';
}

/** Waits before the response of another step, or before the one that fits the request. */
export interface DelayStep<S = ImmediateStep> {
  readonly kind: 'delay';
  readonly ms: number;
  readonly then: S | undefined;
}

/** What a step can do to a response that the document does not allow. */
export type Fault = 'off-spec' | 'reset' | 'truncate';

export type ImmediateStep<S extends number = number, N extends string = string> =
  | StatusStep<S>
  | ExampleStep<N>
  | OffSpecStep
  | BrokenStep;

/** A step of any operation. */
export type AnyStep = ImmediateStep | DelayStep;

/** The steps that a script of that operation can have. */
export type Step<V extends GraphVersion, O extends OperationId<V>> =
  | ImmediateStep<DocumentedStatus<V, O>, ExampleName<V, O>>
  | DelayStep<ImmediateStep<DocumentedStatus<V, O>, ExampleName<V, O>>>;

interface Steps {
  /** The next response has this status, with the first example that is documented for it. */
  status<const S extends number>(status: S): StatusStep<S>;
  /** The next response is the documented example of this name. */
  example<const N extends string>(example: N): ExampleStep<N>;
  /** The next response is this one, though the document does not have it. */
  offSpec(response: OffSpecResponse): OffSpecStep;
  /** The next response is the HTML page of a gateway. Default status: 502. */
  html(status?: number): OffSpecStep;
  /** The next response has no body. Default status: 200. */
  empty(status?: number): OffSpecStep;
  /** The next request gets no response: its connection is reset. */
  reset(): BrokenStep;
  /** The next response ends in the middle of its body. */
  truncate(): BrokenStep;
  /** The next response comes `ms` milliseconds later. Without `then`, it is the one that fits the request. */
  delay<S extends ImmediateStep = never>(ms: number, then?: S): DelayStep<S>;
}

const GATEWAY_PAGE =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>';

/** Makes the steps of a script. */
export const step: Steps = {
  status: (status) => ({ kind: 'status', status }),
  example: (example) => ({ kind: 'example', example }),
  offSpec: (response) => ({ kind: 'offSpec', response }),
  html: (status = 502) => step.offSpec({ status, headers: { 'content-type': 'text/html' }, body: GATEWAY_PAGE }),
  empty: (status = 200) => step.offSpec({ status }),
  reset: () => ({ kind: 'reset' }),
  truncate: () => ({ kind: 'truncate' }),
  delay: (ms, then) => ({ kind: 'delay', ms, then }),
};
