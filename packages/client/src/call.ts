import {
  type Answer,
  graphApiError,
  header,
  type ResponseInfo,
  readBody,
  responseInfo,
  servedFacts,
  unexpectedResponse,
} from './answer.ts';
import type { Asking, Authorize } from './authorization.ts';
import { readText } from './body.ts';
import { unwatch, type Watched, watch } from './deadlines.ts';
import { type About, NetworkError, TimeoutError, VersionMismatchError } from './errors.ts';
import { describe, jsonType } from './json.ts';
import type { Operation } from './operations.ts';
import type { AttemptEvent, CallOptions, Limits, Settings } from './options.ts';
import { leavesDoubt, retryDelayMs } from './retry.ts';
import { tellCause } from './secrets.ts';
import { send } from './send.ts';
import type { ShapeContext, Types } from './shape.ts';
import type { VersionWatch } from './version.ts';

/** What all calls of a client work with. */
export interface Runtime extends Settings {
  readonly authorize: Authorize;
  readonly versions: VersionWatch;
  readonly optionalFields: Types;
}

/** How the promise that the caller has is settled. */
export type Settle<T> = readonly [resolve: (data: T) => void, reject: (reason: unknown) => void];

/** What one call sends. */
export interface Outgoing {
  readonly path: string;
  /** As it stands in the address; empty if there is none. */
  readonly query: string;
  readonly body: object | undefined;
  /** Whether an image address is asked for. */
  readonly withImage: boolean | undefined;
}

/**
 * One call: makes attempts until one succeeds or none may follow. What it knows is private: `inspect` must show neither
 * the token nor what an answer echoed of it.
 */
export class Call<T> implements Asking, ShapeContext, Watched {
  readonly #runtime: Runtime;
  readonly #operation: Operation<T>;
  readonly #options: CallOptions;
  readonly #outgoing: Outgoing;
  readonly #resolve: Settle<T>[0];
  readonly #reject: Settle<T>[1];
  #abort: (() => void) | undefined;
  /** Of the attempt under way; of the one before while the next is waited for. */
  #controller!: AbortController;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #failAttempt!: (reason: unknown) => void;
  #nextAttempt: ReturnType<typeof setTimeout> | undefined;
  #startedAt = 0;
  /** On the clock of `performance.now()`; 0 before the first attempt. */
  #deadline = 0;
  /** Attempts begun, and requests sent: an attempt can end while it waits for the token. */
  #begun = 0;
  #sent = 0;
  /** Whether the last attempt sent its request. */
  #isSent = false;
  /** Set while a hook is told something: what it throws ends the call. */
  #isFinal = false;
  /** An earlier attempt may have been carried out, though its answer did not come. */
  #isInDoubt: boolean | undefined;
  #answer!: Answer;
  slot = 0;
  timer: Watched['timer'];

  constructor(
    runtime: Runtime,
    operation: Operation<T>,
    options: CallOptions,
    outgoing: Outgoing,
    resolve: Settle<T>[0],
    reject: Settle<T>[1],
  ) {
    this.#runtime = runtime;
    this.#operation = operation;
    this.#options = options;
    this.#outgoing = outgoing;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  start(): void {
    const { signal } = this.#options;
    this.#runtime.versions.started();
    signal?.throwIfAborted();
    if (signal) {
      this.#abort = () => {
        clearTimeout(this.#nextAttempt);
        this.#giveUp();
        this.#end();
        this.#reject(signal.reason);
      };
      signal.addEventListener('abort', this.#abort);
    }
    this.#next();
  }

  #end(): void {
    unwatch(this);
    if (this.#abort) this.#options.signal?.removeEventListener('abort', this.#abort);
  }

  #next(): void {
    this.#controller = new AbortController();
    this.#startedAt = performance.now();
    this.#deadline ||= this.#startedAt + this.#limit('deadlineMs');
    this.#begun += 1;
    this.#isSent = false;
    watch(this);
    // An attempt fails through a promise of its own, whoever finds that it has: what follows is then done in the
    // asynchronous context of this call. What becomes of an attempt that was given up is of no interest.
    new Promise<never>((_resolve, reject) => {
      this.#failAttempt = reject;
      void this.#attempt(this.#controller.signal, reject);
    }).catch((error) => this.#failed(error));
  }

  async #attempt(signal: AbortSignal, fail: (reason: unknown) => void): Promise<void> {
    try {
      const runtime = this.#runtime;
      const { path, query, body } = this.#outgoing;
      const { onRequest } = runtime.hooks;
      const asked = runtime.authorize(this);
      const { headers, proof, scrub } = 'then' in asked ? await asked : asked;
      signal.throwIfAborted();
      if (onRequest) this.#tell(onRequest, this.#event());
      // A process that stood still, or a hook that took its time, has had no timer fire.
      if (performance.now() >= this.expiresAt) this.expire();
      signal.throwIfAborted();
      this.#sent += 1;
      this.#isSent = true;
      const search = proof ? `${query && `${query}&`}appsecret_proof=${proof}` : query;
      let response: Response;
      let text: string;
      try {
        response = await send(
          runtime.fetch,
          runtime.baseUrl + path + (search && `?${search}`),
          this.#operation.method,
          body ? { ...headers, 'content-type': 'application/json' } : headers,
          body && JSON.stringify(body),
          signal,
        );
        // Not every `fetch` gives a stream of the web.
        const reader = response.body?.getReader?.();
        // An answer can come though the attempt was given up; by now another may be under way.
        if (signal.aborted) await reader?.cancel();
        else this.#reader = reader;
        text = await (reader ? readText(reader) : response.text());
      } catch (error) {
        const [text, facts] = tellCause(error, scrub);
        throw new NetworkError(this.about(), `got no answer: ${text}`, facts);
      }
      signal.throwIfAborted();
      this.#answer = { response, text, scrub, call: this };
      const data = this.#read();
      this.#end();
      this.#resolve(data);
    } catch (error) {
      fail(error);
    }
  }

  /** Begins another attempt, if there may be one and it is in time; ends the call otherwise. */
  #failed(error: unknown): void {
    unwatch(this);
    try {
      this.#options.signal?.throwIfAborted();
      const done = this.#isInDoubt && !this.#isFinal && this.#operation.doneIf?.(error);
      if (done) this.#resolve(this.#ofRightVersion(done));
      else {
        const delayMs = this.#delayBeforeNext(error);
        this.#nextAttempt = setTimeout(() => this.#next(), delayMs);
        return;
      }
    } catch (reason) {
      this.#reject(reason);
    }
    this.#end();
  }

  /** How long to wait for the next attempt, in milliseconds; throws the error if there must be none. */
  #delayBeforeNext(error: unknown): number {
    const leftDoubt = leavesDoubt(error);
    const isDoubtful = leftDoubt && this.#isSent;
    const delayMs = retryDelayMs(error, this.#begun);
    if (
      this.#isFinal ||
      leftDoubt === undefined ||
      this.#begun > this.#limit('maxRetries') ||
      (isDoubtful && this.#operation.isOnce) ||
      delayMs >= this.#deadline - performance.now()
    ) {
      throw error;
    }
    this.#isInDoubt ||= isDoubtful;
    const { onRetry } = this.#runtime.hooks;
    if (onRetry) this.#tell(onRetry, { ...this.#event(), delayMs, error });
    return delayMs;
  }

  #limit(name: keyof Limits): number {
    return this.#options[name] ?? this.#runtime[name];
  }

  /** When the attempt under way must end, on the clock of `performance.now()`. */
  get expiresAt(): number {
    return Math.min(this.#startedAt + this.#limit('timeoutMs'), this.#deadline);
  }

  /** Lets go of the request under way, and of its body: a `fetch` need not have tied that to the signal. */
  #giveUp(): void {
    this.#controller.abort();
    this.#reader?.cancel().catch(() => {});
  }

  /** Ends the attempt under way. */
  expire(): void {
    const which = this.expiresAt < this.#deadline ? 'attempt' : 'deadline';
    const timeoutMs = this.#limit(which === 'attempt' ? 'timeoutMs' : 'deadlineMs');
    this.#giveUp();
    this.#failAttempt(new TimeoutError(this.about(), `took longer than ${timeoutMs} ms`, { timeoutMs, which }));
  }

  /** The result that the answer amounts to; throws the error that it amounts to otherwise. */
  #read(): T {
    const { versions, hooks } = this.#runtime;
    const { name, read } = this.#operation;
    const answer = this.#answer;
    if (hooks.onResponse) {
      const durationMs = performance.now() - this.#startedAt;
      this.#tell(hooks.onResponse, { ...this.#event(), ...servedFacts(answer), durationMs });
    }
    const servedVersion = this.#otherVersion();
    if (servedVersion) this.#tell((other) => versions.servedBy(other, name), servedVersion);
    const body = readBody(answer);
    const data = read(body, this);
    if (!data) throw graphApiError(answer, body, { message: 'no such QR code' }, 'not-found');
    return this.#ofRightVersion(data);
  }

  /** The version that answered, if it is not the one that was asked for. */
  #otherVersion(): string | undefined {
    const servedVersion = header(this.#answer, 'facebook-api-version');
    return servedVersion === this.#runtime.version.name ? undefined : servedVersion;
  }

  /** The result; throws if it came from another version and that is an error. */
  #ofRightVersion(data: T): T {
    const { version, onVersionMismatch } = this.#runtime;
    const servedVersion = onVersionMismatch === 'error' && this.#otherVersion();
    if (!servedVersion) return data;
    const facts = { requestedVersion: version.name, servedVersion, data };
    throw new VersionMismatchError(this.about(), `was answered by ${servedVersion}`, facts);
  }

  /** Tells a hook. What it throws ends the call, even where it looks like a failure that deserves another attempt. */
  #tell<E>(hook: (event: E) => void, event: E): void {
    this.#isFinal = true;
    hook(event);
    this.#isFinal = false;
    // A hook can be what aborts: the call is then at its end, and no other hook is told of it.
    this.#options.signal?.throwIfAborted();
  }

  about(): About {
    const { name, method } = this.#operation;
    return [`${method} ${this.#outgoing.path}`, { operation: name, attempts: this.#sent }];
  }

  #event(): AttemptEvent {
    const { name, method } = this.#operation;
    return { operation: name, method, path: this.#outgoing.path, attempt: this.#begun };
  }

  /** How the call was answered; only once it has succeeded. */
  info(): ResponseInfo {
    return responseInfo(this.#answer, this.#runtime.version.name, this.#sent);
  }

  get withImage(): boolean | undefined {
    return this.#outgoing.withImage;
  }

  get optionalFields(): Types {
    return this.#runtime.optionalFields;
  }

  fail(pointer: string, expected: string, found: unknown): never {
    throw unexpectedResponse(this.#answer, `expected ${expected} at '${pointer}', found ${describe(found)}`);
  }

  drift(pointer: string, expected: string, found: unknown): void {
    const { onDrift } = this.#runtime.hooks;
    if (onDrift) this.#tell(onDrift, { ...this.#event(), pointer, expected, received: jsonType(found) });
  }
}
