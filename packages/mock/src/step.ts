import type { DocumentedStatus, ExampleName, GraphVersion, OperationId } from './scenarios.ts';

export interface StepOptions {
  /** Sent in addition to the mock's own, or in place of them: `retry-after`, `facebook-api-version`, `x-app-usage`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Responds with the first documented example of a status; with a 200, the one that fits the request. */
export interface StatusStep<S extends number = number> extends StepOptions {
  readonly kind: 'status';
  readonly status: S;
}

/** Responds with a documented example, word for word. */
export interface ExampleStep<N extends string = string> extends StepOptions {
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

/** Sends the HTML page of a gateway, or no body. */
export interface GatewayStep {
  readonly kind: 'html' | 'empty';
  readonly status: number;
}

/** Sends JSON that cannot be parsed: cut in the middle, or complete with a comma too many. */
export interface MalformedStep {
  readonly kind: 'malformed';
  readonly as: 'cut' | 'invalid';
}

/**
 * Closes the connection: before the response, in the middle of it, or, `lost`, before the response to a request that was
 * carried out.
 */
export interface BrokenStep {
  readonly kind: 'reset' | 'truncate' | 'lost';
}

/** Waits before the response of another step, or before the one that fits the request. */
export interface DelayStep<S = ImmediateStep> {
  readonly kind: 'delay';
  readonly ms: number;
  readonly then: S | undefined;
}

/** What a step can do to a response that the document does not allow. */
export type Fault = 'off-spec' | 'malformed' | 'reset' | 'truncate' | 'lost';

export type ImmediateStep<S extends number = number, N extends string = string> =
  | StatusStep<S>
  | ExampleStep<N>
  | OffSpecStep
  | GatewayStep
  | MalformedStep
  | BrokenStep;

/** A step of any operation. */
export type AnyStep = ImmediateStep | DelayStep;

/** The steps that a script of that operation can have. */
export type Step<V extends GraphVersion, O extends OperationId<V>> =
  | ImmediateStep<DocumentedStatus<V, O>, ExampleName<V, O>>
  | DelayStep<ImmediateStep<DocumentedStatus<V, O>, ExampleName<V, O>>>;

interface Steps {
  /** The next response has this status, with the first example that is documented for it. */
  status<const S extends number>(status: S, options?: StepOptions): StatusStep<S>;
  /** The next response is the documented example of this name. */
  example<const N extends string>(example: N, options?: StepOptions): ExampleStep<N>;
  /** The next response is this one, though the document does not have it. */
  offSpec(response: OffSpecResponse): OffSpecStep;
  /** The next response is the HTML page of a gateway. Default status: 502. */
  html(status?: number): GatewayStep;
  /** The next response has no body. Default status: 200. */
  empty(status?: number): GatewayStep;
  /** The next response is complete, but its JSON is not valid: cut in the middle (default), or with a comma too many. */
  malformed(as?: 'cut' | 'invalid'): MalformedStep;
  /** The next request gets no response: its connection is reset. It does not change the state. */
  reset(): BrokenStep;
  /** The next request is carried out, and its response is lost: the connection is reset. */
  lost(): BrokenStep;
  /** The next response ends in the middle of its body. */
  truncate(): BrokenStep;
  /** The next response comes `ms` milliseconds later. Without `then`, it is the one that the request would get anyway. */
  delay<S extends ImmediateStep = never>(ms: number, then?: S): DelayStep<S>;
}

/** Makes the steps of a script. They are plain objects, and valid as JSON. */
export const step: Steps = {
  status: (status, options) => ({ kind: 'status', status, ...options }),
  example: (example, options) => ({ kind: 'example', example, ...options }),
  offSpec: (response) => ({ kind: 'offSpec', response }),
  html: (status = 502) => ({ kind: 'html', status }),
  empty: (status = 200) => ({ kind: 'empty', status }),
  malformed: (as = 'cut') => ({ kind: 'malformed', as }),
  reset: () => ({ kind: 'reset' }),
  lost: () => ({ kind: 'lost' }),
  truncate: () => ({ kind: 'truncate' }),
  delay: (ms, then) => ({ kind: 'delay', ms, then }),
};
