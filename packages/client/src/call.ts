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

/** What the calls of one client have in common. */
export interface Runtime {
  readonly settings: Settings;
  readonly authorize: Authorize;
  readonly transport: Transport;
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
  /** HTTP status. */
  readonly status: number;
  /** The answer's headers, secrets removed. */
  readonly headers: Headers;
  /** The Graph version in the address of the request. */
  readonly requestedVersion: string;
  /** How many requests were sent. */
  readonly attempts: number;
}

/**
 * One call with all its attempts, from the first request to the result or the error. Everything in it is private:
 * `inspect` must show neither the token nor what an answer echoed of it.
 */
export class Call<T> implements Expiring, ShapeContext {
  readonly #runtime: Runtime;
  readonly #plan: Plan<T>;
  readonly #options: CallOptions;
  readonly #deadline: number;
  #attempts = 0;
  #expiresAt = 0;
  /** An earlier attempt may have been carried out, though its answer did not come. */
  #doubt = false;
  #isInterrupted = false;
  #reject: ((reason: unknown) => void) | undefined;
  #controller: AbortController | undefined;
  #answer!: Answer;

  constructor(runtime: Runtime, plan: Plan<T>, options: CallOptions) {
    this.#runtime = runtime;
    this.#plan = plan;
    this.#options = options;
    this.#deadline = performance.now() + (options.deadlineMs ?? runtime.settings.deadlineMs);
  }

  /** Makes attempts until one succeeds or none may follow. */
  async run(): Promise<T> {
    const { signal } = this.#options;
    const abort = signal && (() => this.#interrupt(signal.reason));
    if (abort) signal.addEventListener('abort', abort);
    try {
      this.#runtime.versions.started();
      for (;;) {
        try {
          return await this.#attempt();
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          const done = this.#doubt ? this.#plan.doneIf?.(error) : undefined;
          if (done !== undefined) return done;
          await this.#waitOrThrow(error);
        }
      }
    } finally {
      if (abort) signal.removeEventListener('abort', abort);
    }
  }

  /** Sends one request and reads its answer. */
  async #attempt(): Promise<T> {
    const { settings, authorize, transport } = this.#runtime;
    const { operation, method, path, query, body } = this.#plan;
    const startedAt = performance.now();
    const attempts = ++this.#attempts;
    const { signal } = (this.#controller = new AbortController());
    this.#isInterrupted = false;
    this.#expiresAt = Math.min(startedAt + (this.#options.timeoutMs ?? settings.timeoutMs), this.#deadline);
    let scrub: Scrub = String;
    let isSending = false;
    watch(this);
    try {
      const asked = authorize(operation, attempts);
      const authorization = asked instanceof Promise ? await this.#unlessInterrupted(asked) : asked;
      const { headers, proof } = authorization;
      scrub = authorization.scrub;
      settings.hooks.onRequest?.(this.#event());
      isSending = true;
      const { data, error, response } = await this.#unlessInterrupted(
        transport.request(method, path, {
          params: { query: proof ? { ...query, appsecret_proof: proof } : query },
          body,
          parseAs: 'text',
          // Looked up per call: tests and instrumentation replace the global one.
          send: ({ url, body: text }) =>
            (settings.fetch ?? globalThis.fetch)(url, {
              method,
              headers: headers[method],
              ...(text !== undefined && { body: text }),
              redirect: 'manual',
              signal,
            }),
        }),
      );
      // openapi-fetch parses the bodies of errors where it can, and gives undefined for an empty body.
      const text = typeof error === 'string' ? error : (JSON.stringify(error) ?? data ?? '');
      this.#answer = { operation, attempts, subject: `${method} ${path}`, response, text, scrub };
    } catch (error) {
      if (this.#isInterrupted || !isSending) throw error;
      const cause = safeCause(error, scrub);
      throw new NetworkError(`${method} ${path} got no answer: ${cause}`, { operation, attempts, cause });
    } finally {
      unwatch(this);
    }
    return this.#read(this.#answer, startedAt);
  }

  /** The result that an answer amounts to, or its error. */
  #read(answer: Answer, startedAt: number): T {
    const { settings, versions } = this.#runtime;
    const { operation, read } = this.#plan;
    const { response, subject, attempts, scrub } = answer;
    const requestedVersion = settings.version.name;
    const servedVersion = response.headers.get('facebook-api-version') ?? requestedVersion;
    settings.hooks.onResponse?.({
      ...this.#event(),
      ...servedFacts(response, scrub),
      status: response.status,
      durationMs: performance.now() - startedAt,
    });
    const isMismatch = servedVersion !== requestedVersion;
    if (isMismatch) versions.servedBy(operation, scrub(servedVersion));
    const body = readBody(answer);
    const data = read(body, this);
    if (data === undefined) throw graphApiError(answer, body, { message: 'there is no such QR code' }, 'not-found');
    if (!isMismatch || settings.onVersionMismatch !== 'error') return data;
    throw new VersionMismatchError(
      `${subject} succeeded, but was answered by ${scrub(servedVersion)}, not ${requestedVersion}; see data for the result`,
      { operation, attempts, requestedVersion, servedVersion: scrub(servedVersion), data },
    );
  }

  /** Waits until the next attempt is due; throws the error if there must be none. */
  async #waitOrThrow(error: unknown): Promise<void> {
    const { settings } = this.#runtime;
    const aftermath = aftermathOf(error);
    const delayMs = retryDelayMs(error, this.#attempts);
    const isAllowed =
      aftermath &&
      this.#attempts <= (this.#options.maxRetries ?? settings.maxRetries) &&
      // Once more, a create that may have been carried out would make a second code.
      (aftermath === 'nothing' || this.#plan.operation !== 'createQrCode') &&
      delayMs < this.#deadline - performance.now();
    if (!isAllowed) throw error;
    this.#doubt ||= aftermath === 'doubt';
    settings.hooks.onRetry?.({ ...this.#event(), delayMs, error });
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      await this.#unlessInterrupted(
        new Promise((resolve) => {
          timer = setTimeout(resolve, delayMs);
        }),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  #event(): AttemptEvent {
    const { operation, method, path } = this.#plan;
    return { operation, method, path, attempt: this.#attempts };
  }

  /** Waits for `work`, but not beyond an interruption: whatever becomes of the work then is of no interest. */
  #unlessInterrupted<V>(work: Promise<V>): Promise<V> {
    const { signal } = this.#options;
    return new Promise<V>((resolve, reject) => {
      this.#reject = reject;
      work.then(resolve, reject);
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
    const timeoutMs = this.#options[option] ?? this.#runtime.settings[option];
    this.#interrupt(
      new TimeoutError(`${method} ${path} took longer than ${option}, ${timeoutMs} ms`, {
        operation,
        attempts: this.#attempts,
        timeoutMs,
        which,
      } satisfies FactsOf<TimeoutError>),
    );
  }

  get optionalFields(): Readonly<Record<string, string>> {
    return this.#runtime.settings.version.optionalFields;
  }

  unexpected(pointer: string, expected: string, found: unknown): never {
    throw unexpectedResponse(this.#answer, `expected ${expected} at '${pointer}', found ${jsonType(found)}`);
  }

  drifted(pointer: string, expected: string, found: unknown): void {
    this.#runtime.settings.hooks.onDrift?.({ ...this.#event(), pointer, expected, received: jsonType(found) });
  }

  /** How the call was answered; only once it has succeeded. */
  responseInfo(): ResponseInfo {
    const { response, scrub, attempts } = this.#answer;
    const headers = new Headers();
    response.headers.forEach((value, name) => {
      headers.append(name, scrub(value));
    });
    return {
      ...servedFacts(response, scrub),
      status: response.status,
      headers,
      requestedVersion: this.#runtime.settings.version.name,
      attempts,
    };
  }
}
