import {
  type About,
  type Answer,
  graphApiError,
  readBody,
  type ServedFacts,
  servedFacts,
  unexpectedResponse,
} from './answer.ts';
import type { Authorize } from './authorization.ts';
import { unwatch, type Watched, watch } from './deadlines.ts';
import { NetworkError, type OperationName, TimeoutError, VersionMismatchError } from './errors.ts';
import type { AttemptEvent, Settings } from './options.ts';
import { aftermathOf, retryDelayMs } from './retry.ts';
import { type Scrub, safeCause } from './secrets.ts';
import type { Reader, ShapeContext } from './shape.ts';
import { type Outgoing, type Transport, textOf } from './transport.ts';
import type { VersionWatch } from './version.ts';

/** What a call works with: its client's settings, with its own options over them. */
export interface Runtime extends Settings {
  readonly signal?: AbortSignal;
  readonly authorize: Authorize;
  readonly versions: VersionWatch;
  /** Made on the first call: what it needs takes longer to load than everything else here. */
  readonly transport: () => Transport;
}

/** What one call sends, and how its answer is read. */
export interface Plan<T> extends Outgoing {
  readonly operation: OperationName;
  readonly read: Reader<T>;
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
    const { method, path, query, body, doneIf } = this.#plan;
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
          if (signal?.aborted) throw signal.reason;
          const asked = authorize(this.#about);
          const { headers, proof, scrub } = asked instanceof Promise ? await this.#unlessInterrupted(asked) : asked;
          hooks.onRequest?.(this.#event());
          if (signal?.aborted) throw signal.reason;
          this.#sent += 1;
          const sent = transport().request(method, path, {
            params: { query: proof ? { ...query, appsecret_proof: proof } : query },
            body,
            parseAs: 'text',
            sendHeaders: headers[method],
            signal: this.#controller.signal,
          });
          const received = await this.#unlessInterrupted(sent, scrub);
          unwatch(this);
          return this.#read({ about: this.#about, response: received.response, text: textOf(received), scrub });
        } catch (error) {
          unwatch(this);
          if (signal?.aborted) throw signal.reason;
          const done = this.#isInDoubt && doneIf?.(error);
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
    return new Promise<V>((resolve, reject) => {
      this.#reject = reject;
      work.then(resolve, (error: unknown) => {
        if (!scrub) return reject(error);
        const [subject, facts] = this.#about();
        const cause = safeCause(error, scrub);
        reject(new NetworkError(`${subject} got no answer: ${cause}`, { ...facts, cause }));
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
    const [subject, facts] = this.#about();
    this.#interrupt(new TimeoutError(`${subject} took longer than ${timeoutMs} ms`, { ...facts, timeoutMs, which }));
  }

  /** The result that an answer amounts to; throws the error that it amounts to otherwise. */
  #read(answer: Answer): T {
    const { version, versions, hooks, onVersionMismatch } = this.#runtime;
    const { response, scrub } = answer;
    this.#answer = answer;
    hooks.onResponse?.({
      ...this.#event(),
      ...servedFacts(answer),
      durationMs: performance.now() - this.#startedAt,
    });
    const requestedVersion = version.name;
    const served = response.headers.get('facebook-api-version');
    const isMismatch = served && served !== requestedVersion;
    const servedVersion = isMismatch ? scrub(served) : requestedVersion;
    if (isMismatch) versions.servedBy(this.#plan.operation, servedVersion);
    const body = readBody(answer);
    const data = this.#plan.read(body, this);
    if (!data) throw graphApiError(answer, body, { message: 'no such QR code' }, 'not-found');
    if (!isMismatch || onVersionMismatch !== 'error') return data;
    const [subject, facts] = this.#about();
    throw new VersionMismatchError(`${subject} was answered by ${servedVersion}, see data for the result`, {
      ...facts,
      requestedVersion,
      servedVersion,
      data,
    });
  }

  /** Waits until the next attempt is due; throws the error if there must be none. */
  async #waitOrThrow(error: unknown): Promise<void> {
    const { maxRetries, hooks, signal } = this.#runtime;
    const aftermath = aftermathOf(error);
    const delayMs = retryDelayMs(error, this.#begun);
    if (
      !aftermath ||
      this.#begun > maxRetries ||
      // Sent again, a create that may have been carried out would make a second code.
      (aftermath === 'doubt' && this.#plan.operation === 'createQrCode') ||
      delayMs >= this.#deadline - performance.now()
    ) {
      throw error;
    }
    this.#isInDoubt ||= aftermath === 'doubt';
    hooks.onRetry?.({ ...this.#event(), delayMs, error });
    if (signal?.aborted) throw signal.reason;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, delayMs);
    });
    await this.#unlessInterrupted(wait).finally(() => clearTimeout(timer));
  }

  readonly #about: About = () => {
    const { operation, method, path } = this.#plan;
    return [`${method} ${path}`, { operation, attempts: this.#sent }];
  };

  #event(): AttemptEvent {
    const { operation, method, path } = this.#plan;
    return { operation, method, path, attempt: this.#begun };
  }

  get optionalFields(): Readonly<Record<string, string>> {
    return this.#runtime.version.optionalFields;
  }

  fail(pointer: string, expected: string, found: string): never {
    throw unexpectedResponse(this.#answer, `expected ${expected} at '${pointer}', found ${found}`);
  }

  drift(pointer: string, expected: string, received: string): void {
    this.#runtime.hooks.onDrift?.({ ...this.#event(), pointer, expected, received });
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
