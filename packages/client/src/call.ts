import { type Answer, graphApiError, readBody, type ServedFacts, servedFacts, unexpectedResponse } from './answer.ts';
import type { Authorize } from './authorization.ts';
import { type Expiring, unwatch, watch } from './deadlines.ts';
import { type FactsOf, NetworkError, type OperationName, TimeoutError, VersionMismatchError } from './errors.ts';
import type { AttemptEvent, CallOptions, Settings } from './options.ts';
import { aftermathOf, retryDelayMs } from './retry.ts';
import { type Scrub, safeCause } from './secrets.ts';
import { jsonType, type Reader, type ShapeContext } from './shape.ts';
import type { Outgoing, Transport } from './transport.ts';
import type { VersionWatch } from './version.ts';

/** What a call works with: its client's settings, with its own options over them. */
export interface Runtime extends Settings, CallOptions {
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly authorize: Authorize;
  /** Made on the first call: what it needs takes longer to load than everything else here. */
  readonly transport: () => Transport;
  readonly versions: VersionWatch;
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
 * One call with all its attempts, from the first request to the result or the error. What it knows is private:
 * `inspect` must show neither the token nor what an answer echoed of it.
 */
export class Call<T> implements Expiring, ShapeContext {
  readonly #runtime: Runtime;
  readonly #plan: Plan<T>;
  readonly #deadline: number;
  #attempts = 0;
  #startedAt = 0;
  #expiresAt = 0;
  /** An earlier attempt may have been carried out, though its answer did not come. */
  #doubt = false;
  #isInterrupted = false;
  #reject: ((reason: unknown) => void) | undefined;
  #controller: AbortController | undefined;
  #answer!: Answer;

  constructor(runtime: Runtime, plan: Plan<T>) {
    this.#runtime = runtime;
    this.#plan = plan;
    this.#deadline = performance.now() + runtime.deadlineMs;
  }
  /** Makes attempts until one succeeds or none may follow. */
  async run(): Promise<T> {
    const { signal, versions } = this.#runtime;
    const abort = () => this.#interrupt(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      versions.started();
      for (;;) {
        try {
          return await this.#attempt();
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          const done = this.#doubt ? this.#plan.doneIf?.(error) : undefined;
          if (done) return done;
          await this.#waitOrThrow(error);
        }
      }
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Sends one request and reads its answer. */
  async #attempt(): Promise<T> {
    const { authorize, transport, timeoutMs, hooks, fetch } = this.#runtime;
    const { operation, method, path, query, body } = this.#plan;
    const attempts = ++this.#attempts;
    const facts = { operation, attempts };
    const subject = `${method} ${path}`;
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    this.#isInterrupted = false;
    this.#startedAt = performance.now();
    this.#expiresAt = Math.min(this.#startedAt + timeoutMs, this.#deadline);
    let scrub: Scrub | undefined;
    watch(this);
    try {
      const asked = authorize(operation, attempts);
      const authorization = asked instanceof Promise ? await this.#unlessInterrupted(asked) : asked;
      hooks.onRequest?.(this.#event());
      scrub = authorization.scrub;
      const { headers, proof } = authorization;
      const { data, error, response } = await this.#unlessInterrupted(
        transport().request(method, path, {
          params: { query: proof ? { ...query, appsecret_proof: proof } : query },
          body,
          parseAs: 'text',
          // Looked up per call: tests and instrumentation replace the global one.
          send: ({ url, body: text }) =>
            (fetch ?? globalThis.fetch)(url, {
              method,
              headers: headers[method],
              ...(text && { body: text }),
              redirect: 'manual',
              signal,
            }),
        }),
      );
      // openapi-fetch parses the bodies of errors where it can, and gives undefined for an empty body.
      const text = typeof error === 'string' ? error : (JSON.stringify(error) ?? data ?? '');
      this.#answer = { facts, subject, response, text, scrub };
    } catch (error) {
      // Without a scrub the request never left: the token function or a hook failed.
      if (this.#isInterrupted || !scrub) throw error;
      const cause = safeCause(error, scrub);
      throw new NetworkError(`${subject} got no answer: ${cause}`, { ...facts, cause } satisfies FactsOf<NetworkError>);
    } finally {
      unwatch(this);
    }
    return this.#read(this.#answer);
  }

  /** The result that an answer amounts to; throws the error that it amounts to otherwise. */
  #read(answer: Answer): T {
    const { version, versions, hooks, onVersionMismatch } = this.#runtime;
    const { operation, read } = this.#plan;
    const { response, subject, facts, scrub } = answer;
    const servedVersion = scrub(response.headers.get('facebook-api-version') ?? version.name);
    hooks.onResponse?.({
      ...this.#event(),
      ...servedFacts(answer),
      durationMs: performance.now() - this.#startedAt,
    });
    const isMismatch = servedVersion !== version.name;
    if (isMismatch) versions.servedBy(operation, servedVersion);
    const body = readBody(answer);
    const data = read(body, this);
    if (!data) throw graphApiError(answer, body, { message: 'no such QR code' }, 'not-found');
    if (!isMismatch || onVersionMismatch !== 'error') return data;
    throw new VersionMismatchError(`${subject} was answered by ${servedVersion}; the result is in data`, {
      ...facts,
      requestedVersion: version.name,
      servedVersion,
      data,
    } satisfies FactsOf<VersionMismatchError>);
  }

  /** Waits until the next attempt is due; throws the error if there must be none. */
  async #waitOrThrow(error: unknown): Promise<void> {
    const { maxRetries, hooks } = this.#runtime;
    const aftermath = aftermathOf(error);
    const delayMs = retryDelayMs(error, this.#attempts);
    if (
      !aftermath ||
      this.#attempts > maxRetries ||
      // Sent again, a create that may have been carried out would make a second code.
      (aftermath === 'doubt' && this.#plan.operation === 'createQrCode') ||
      delayMs >= this.#deadline - performance.now()
    ) {
      throw error;
    }
    this.#doubt ||= aftermath === 'doubt';
    hooks.onRetry?.({ ...this.#event(), delayMs, error });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, delayMs);
    });
    await this.#unlessInterrupted(wait).finally(() => clearTimeout(timer));
  }

  #event(): AttemptEvent {
    const { operation, method, path } = this.#plan;
    return { operation, method, path, attempt: this.#attempts };
  }

  /** Waits for `work`, but not beyond an interruption: whatever becomes of the work then is of no interest. */
  #unlessInterrupted<V>(work: Promise<V>): Promise<V> {
    return new Promise<V>((resolve, reject) => {
      this.#reject = reject;
      work.then(resolve, reject);
      const { signal } = this.#runtime;
      if (signal?.aborted) this.#interrupt(signal.reason);
    });
  }

  #interrupt(reason: unknown): void {
    this.#isInterrupted = true;
    this.#reject?.(reason);
    this.#controller?.abort();
  }

  /** When the attempt under way must end, on the clock of `performance.now()`. */
  get expiresAt(): number {
    return this.#expiresAt;
  }

  /** Ends the attempt under way. */
  expire(): void {
    const { operation, method, path } = this.#plan;
    const which = this.#expiresAt < this.#deadline ? 'attempt' : 'deadline';
    const option = which === 'attempt' ? 'timeoutMs' : 'deadlineMs';
    const timeoutMs = this.#runtime[option];
    this.#interrupt(
      new TimeoutError(`${method} ${path} took longer than ${option}: ${timeoutMs}`, {
        operation,
        attempts: this.#attempts,
        timeoutMs,
        which,
      } satisfies FactsOf<TimeoutError>),
    );
  }

  get optionalFields(): Readonly<Record<string, string>> {
    return this.#runtime.version.optionalFields;
  }

  unexpected(pointer: string, expected: string, found: unknown): never {
    throw unexpectedResponse(this.#answer, `expected ${expected} at '${pointer}', found ${jsonType(found)}`);
  }

  drifted(pointer: string, expected: string, found: unknown): void {
    this.#runtime.hooks.onDrift?.({ ...this.#event(), pointer, expected, received: jsonType(found) });
  }

  /** How the call was answered; only once it has succeeded. */
  responseInfo(): ResponseInfo {
    const { response, scrub, facts } = this.#answer;
    const headers = new Headers();
    response.headers.forEach((value, name) => {
      headers.append(name, scrub(value));
    });
    return {
      ...servedFacts(this.#answer),
      headers,
      requestedVersion: this.#runtime.version.name,
      attempts: facts.attempts,
    };
  }
}
