import { type Answer, graphApiError, readBody, type ServedFacts, servedFacts, unexpectedResponse } from './answer.ts';
import type { Authorize } from './authorization.ts';
import { unwatch, type Watched, watch } from './deadlines.ts';
import { type About, NetworkError, type OperationName, TimeoutError, VersionMismatchError } from './errors.ts';
import { describe, type JsonObject, jsonType } from './json.ts';
import type { AttemptEvent, Settings } from './options.ts';
import { leavesDoubt, retryDelayMs } from './retry.ts';
import { type Scrub, safeCause } from './secrets.ts';
import type { Reader, ShapeContext } from './shape.ts';
import type { Outgoing, Transport } from './transport.ts';
import type { VersionWatch } from './version.ts';

/** What a call works with: its client's settings, with its own options over them. */
export interface Runtime extends Settings {
  readonly signal?: AbortSignal;
  readonly authorize: Authorize;
  readonly versions: VersionWatch;
  readonly transport: Transport;
}

/** What one call sends, and how its answer is read. */
export interface Plan<T> extends Outgoing {
  readonly operation: OperationName;
  readonly read: Reader<T>;
  /** Whether an image address is asked for. */
  readonly withImage?: boolean;
  /** The result if, after an attempt whose answer got lost, this error shows that the attempt did its work. */
  readonly doneIf?: (error: unknown) => T | undefined;
}

/** How a call was answered. */
export interface ResponseInfo extends ServedFacts {
  /** The answer's headers, secrets removed. */
  readonly headers: Headers;
  /** The Graph version in the address of the request. */
  readonly requestedVersion: string;
  /** How many requests were sent. */
  readonly attempts: number;
}

/**
 * One call: makes attempts until one succeeds or none may follow. What it knows is private: `inspect` must show neither
 * the token nor what an answer echoed of it.
 */
export class Call<T> implements ShapeContext, Watched {
  readonly #runtime: Runtime;
  readonly #plan: Plan<T>;
  readonly #deadline: number;
  /** Attempts begun, and requests sent: an attempt can end while it waits for the token. */
  #begun = 0;
  #sent = 0;
  #startedAt = 0;
  /** An earlier attempt may have been carried out, though its answer did not come. */
  #isInDoubt = false;
  #controller!: AbortController;
  #reject: ((reason: unknown) => void) | undefined;
  #answer!: Answer;
  slot = 0;

  constructor(runtime: Runtime, plan: Plan<T>) {
    this.#runtime = runtime;
    this.#plan = plan;
    this.#deadline = performance.now() + runtime.deadlineMs;
  }

  async run(): Promise<T> {
    const { signal, authorize, versions, transport, hooks } = this.#runtime;
    const plan = this.#plan;
    const abort = signal && (() => this.#interrupt(signal.reason));
    if (abort) signal.addEventListener('abort', abort);
    try {
      versions.started();
      for (;;) {
        this.#controller = new AbortController();
        this.#startedAt = performance.now();
        this.#begun += 1;
        watch(this);
        try {
          signal?.throwIfAborted();
          const asked = authorize(this.#about);
          const authorization = asked instanceof Promise ? await this.#unlessInterrupted(asked) : asked;
          const { scrub } = authorization;
          hooks.onRequest?.(this.#event());
          signal?.throwIfAborted();
          this.#sent += 1;
          const sent = transport(plan, authorization, this.#controller.signal);
          const { data } = await this.#unlessInterrupted(sent, scrub);
          unwatch(this);
          const { response, text } = data;
          return this.#read({ response, text, about: this.#about, scrub });
        } catch (error) {
          unwatch(this);
          signal?.throwIfAborted();
          const done = this.#isInDoubt && plan.doneIf?.(error);
          if (done) return done;
          await this.#waitOrThrow(error);
        }
      }
    } finally {
      if (abort) signal.removeEventListener('abort', abort);
    }
  }

  /** Waits for `work`, but not beyond an interruption: whatever becomes of it then is of no interest. */
  #unlessInterrupted<V>(work: Promise<V>, scrub?: Scrub): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      work.then(resolve, (error: unknown) => {
        if (!scrub) return reject(error);
        const cause = safeCause(error, scrub);
        reject(new NetworkError(this.#about(), `got no answer: ${cause}`, { cause }));
      });
    });
  }

  #interrupt(reason: unknown): void {
    this.#reject?.(reason);
    this.#controller.abort();
  }

  /** When the attempt under way must end, on the clock of `performance.now()`. */
  get expiresAt(): number {
    return Math.min(this.#startedAt + this.#runtime.timeoutMs, this.#deadline);
  }

  /** Ends the attempt under way. */
  expire(): void {
    const which = this.expiresAt < this.#deadline ? 'attempt' : 'deadline';
    const timeoutMs = this.#runtime[which === 'attempt' ? 'timeoutMs' : 'deadlineMs'];
    this.#interrupt(new TimeoutError(this.#about(), `took longer than ${timeoutMs} ms`, { timeoutMs, which }));
  }

  /** The result that an answer amounts to; throws the error that it amounts to otherwise. */
  #read(answer: Answer): T {
    const { version, versions, hooks, onVersionMismatch } = this.#runtime;
    const { operation, read } = this.#plan;
    this.#answer = answer;
    hooks.onResponse?.({
      ...this.#event(),
      ...servedFacts(answer),
      durationMs: performance.now() - this.#startedAt,
    });
    const requestedVersion = version.name;
    const served = answer.response.headers.get('facebook-api-version') || requestedVersion;
    const servedVersion = served !== requestedVersion && answer.scrub(served);
    if (servedVersion) versions.servedBy(servedVersion, operation);
    const body = readBody(answer);
    const data = read(body, this);
    if (!data) throw graphApiError(answer, body, { message: 'no such QR code' }, 'not-found');
    if (!servedVersion || onVersionMismatch !== 'error') return data;
    throw new VersionMismatchError(this.#about(), `was answered by ${servedVersion}`, {
      requestedVersion,
      servedVersion,
      data,
    });
  }

  /** Waits until the next attempt is due; throws the error if there must be none. */
  async #waitOrThrow(error: unknown): Promise<void> {
    const { maxRetries, hooks, signal } = this.#runtime;
    const isDoubtful = leavesDoubt(error);
    const delayMs = retryDelayMs(error, this.#begun);
    if (
      isDoubtful === undefined ||
      this.#begun > maxRetries ||
      // Sent again, a create that may have been carried out would make a second code.
      (isDoubtful && this.#plan.operation === 'createQrCode') ||
      delayMs >= this.#deadline - performance.now()
    ) {
      throw error;
    }
    this.#isInDoubt ||= isDoubtful;
    hooks.onRetry?.({ ...this.#event(), delayMs, error });
    signal?.throwIfAborted();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, delayMs);
    });
    await this.#unlessInterrupted(wait).finally(() => clearTimeout(timer));
  }

  readonly #about = (): About => {
    const { operation, method, path } = this.#plan;
    return [`${method} ${path}`, { operation, attempts: this.#sent }];
  };

  #event(): AttemptEvent {
    const { operation, method, path } = this.#plan;
    return { operation, method, path, attempt: this.#begun };
  }

  get withImage(): boolean {
    return this.#plan.withImage ?? false;
  }

  get optionalFields(): Readonly<Record<string, string>> {
    return this.#runtime.version.optionalFields;
  }

  fail(pointer: string, expected: string, found: unknown): never {
    throw unexpectedResponse(this.#answer, `expected ${expected} at '${pointer}', found ${describe(found)}`);
  }

  compare(object: JsonObject, pointer: string, types: Readonly<Record<string, string>>): void {
    for (const name in types) {
      const received = jsonType(object[name]);
      const expected = types[name];
      // Where the description allows several types, it expects none.
      if (!expected || received === expected || received === 'nothing') continue;
      this.#runtime.hooks.onDrift?.({ ...this.#event(), pointer: `${pointer}/${name}`, expected, received });
    }
  }

  /** How the call was answered; only once it has succeeded. */
  info(): ResponseInfo {
    const { response, scrub } = this.#answer;
    const headers = new Headers();
    response.headers.forEach((value, name) => {
      headers.append(name, scrub(value));
    });
    return {
      ...servedFacts(this.#answer),
      headers,
      requestedVersion: this.#runtime.version.name,
      attempts: this.#sent,
    };
  }
}
