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

/** What a script of that operation can be made of. */
export type Step<V extends GraphVersion = GraphVersion, O extends OperationId<V> = OperationId<V>> =
  | StatusStep<DocumentedStatus<V, O>>
  | ExampleStep<ExampleName<V, O>>;

interface Steps {
  /** The next answer has this status, with the first example that is documented for it. */
  status<const S extends number>(status: S): StatusStep<S>;
  /** The next answer is the documented example of this name. */
  example<const N extends string>(example: N): ExampleStep<N>;
}

/** Makes the steps of a script. */
export const step: Steps = {
  status: (status) => ({ kind: 'status', status }),
  example: (example) => ({ kind: 'example', example }),
};
