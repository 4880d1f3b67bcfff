import type { ResponseInfo } from './answer.ts';
import type { Call, Settle } from './call.ts';

/** What a call resolved to, with how it was answered. */
export interface WithResponse<T> {
  readonly data: T;
  readonly response: ResponseInfo;
}

/** A call under way: await it for its result, or ask it for the result with how it was answered. */
export interface QrCodeCall<T> extends Promise<T> {
  /** The result together with status, headers, versions, usage and the number of attempts. */
  withResponse(): Promise<WithResponse<T>>;
}

const callOf = Symbol('call');

interface Started<T> extends QrCodeCall<T> {
  [callOf]: Call<T>;
}

// One function for all calls: a closure for each would be garbage that outlives the young generation.
function withResponse<T>(this: Started<T>): Promise<WithResponse<T>> {
  return this.then((data) => ({ data, response: this[callOf].info() }));
}

/**
 * Starts the call that `prepare` makes. What that throws rejects like every other failure, so that there is one place to
 * catch them.
 */
export function start<T>(prepare: (...settle: Settle<T>) => Call<T>): QrCodeCall<T> {
  let call: Call<T> | undefined;
  const started = new Promise<T>((resolve, reject) => {
    call = prepare(resolve, reject);
    call.start();
  }) as Started<T>;
  started.withResponse = withResponse;
  started[callOf] = call as Call<T>;
  return started;
}
