import type { Call, ResponseInfo } from './call.ts';

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
async function withResponse<T>(this: Started<T>): Promise<WithResponse<T>> {
  const data = await this;
  return { data, response: this[callOf].info() };
}

/** Starts a call. What `prepare` throws rejects like every other failure, so that there is one place to catch them. */
export function start<T>(prepare: () => Call<T>): QrCodeCall<T> {
  try {
    const call = prepare();
    // Set one by one: Object.assign is five times slower.
    const started = call.run() as Started<T>;
    started.withResponse = withResponse;
    started[callOf] = call;
    return started;
  } catch (error) {
    return Object.assign(Promise.reject(error), { withResponse });
  }
}
