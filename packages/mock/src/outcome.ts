import type { Json } from './dereference.ts';

/** How a request is answered, before it is put into an HTTP message. */
export interface Outcome {
  readonly status: number;
  readonly body: Json;
  /** The documented example that the body is, if it is one. */
  readonly example: string | undefined;
  /** Why the request was refused, if it was. */
  readonly rejected: string | undefined;
}
