import type { Authorizer } from './authorization.ts';
import { cancelBody } from './body.ts';
import { isClientError } from './client-error.ts';
import { type About, NetworkError, type OperationName, TimeoutError, VersionMismatchError } from './errors.ts';
import { describe, jsonType } from './json.ts';
import type { AttemptEvent, CallOptions, Settings } from './options.ts';
import {
  type CallResponse,
  graphApiError,
  type ResponseInfo,
  readBody,
  responseInfo,
  servedFacts,
  unexpectedResponse,
} from './response.ts';
import type { ResultReader } from './result.ts';
import { classifyFailure, retryDelayMs } from './retry.ts';
import { describeCause } from './secrets.ts';
import type { Attempt, ReceivedResponse } from './transport.ts';
import type { VersionCheck } from './version.ts';

/** What all calls of a client share. */
export interface CallContext extends Settings {
  /** The requested Graph version. */
  readonly version: string;
  readonly authorizer: Authorizer;
  readonly versions: VersionCheck;
}

/** What is the same for every call of an operation. */
export interface Operation<T> {
  readonly name: OperationName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly read: ResultReader<T>;
  /** Set if a repeated request would do its work twice. */
  readonly isNotRepeatable?: boolean;
  /** The result if this error, after an ambiguous attempt, shows that the attempt did its work. */
  readonly resultOf?: (error: unknown) => T | undefined;
}

/** What one call sends. */
export interface CallRequest {
  /** For messages and hooks. */
  readonly path: string;
  readonly withImage: boolean;
  /** Sends one attempt through openapi-fetch. */
  send(attempt: AttemptInit): Promise<{ readonly response: unknown }>;
}

/**
 * What openapi-fetch would otherwise read from `Object.prototype`, where another module could put a `fetch` for every object
 * of the process.
 */
const notInherited = {
  fetch: undefined,
  Request: undefined,
  headers: undefined,
  body: undefined,
  querySerializer: undefined,
  bodySerializer: undefined,
  pathSerializer: undefined,
  middleware: undefined,
};

/** Options of a request of openapi-fetch; those that it does not know reach the transport. */
export interface AttemptInit {
  readonly baseUrl: string;
  readonly parseAs: 'stream';
  readonly attempt: Attempt;
}

/** A result with the response that it came in. */
export interface WithResponse<T> {
  readonly data: T;
  readonly response: ResponseInfo;
}

/** A call in progress: await it for its result, or call `withResponse()` for the result and the response. */
export interface QrCodeCall<T> extends Promise<T> {
  /** The result together with status, headers, versions, usage and the number of attempts. */
  withResponse(): Promise<WithResponse<T>>;
}

/** Facts of a call that outlive it. */
interface CallFacts {
  /** Requests sent. */
  sent: number;
  response?: CallResponse;
}

/** An error that must not be taken for a failure of the attempt: a hook threw it. */
class HookFailure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** Starts a call. An error that `prepare` throws rejects it, so that callers handle errors in one place. */
export function startCall<T>(
  context: CallContext,
  operation: Operation<T>,
  prepare: () => readonly [options: CallOptions, request: CallRequest],
): QrCodeCall<T> {
  const facts: CallFacts = { sent: 0 };
  const started = run(context, operation, prepare, facts) as QrCodeCall<T>;
  const version = context.version;
  started.withResponse = () =>
    started.then((data) => ({ data, response: responseInfo(facts.response as CallResponse, version, facts.sent) }));
  return started;
}

/** The arguments of a call. The stack of an error about them begins with the method that was called, then its caller. */
function prepared<T>(prepare: () => T): T {
  try {
    return prepare();
  } catch (error) {
    // Not every engine has it.
    const { captureStackTrace } = Error as { captureStackTrace?: (error: object, from: unknown) => void };
    if (isClientError(error)) captureStackTrace?.(Object(error), startCall);
    throw error;
  }
}

/** Makes attempts until one succeeds or none may follow. */
async function run<T>(
  context: CallContext,
  operation: Operation<T>,
  prepare: () => readonly [options: CallOptions, request: CallRequest],
  facts: CallFacts,
): Promise<T> {
  const [options, request] = prepared(prepare);
  const { authorizer, hooks, versions } = context;
  const { signal, timeoutMs = context.timeoutMs, deadlineMs = context.deadlineMs } = options;
  const { maxRetries = context.maxRetries } = options;
  const { name, method } = operation;
  const secrets = { used: [] };
  const scrub = () => authorizer.scrubberOf(secrets);
  const about = (): About => [`${method} ${request.path}`, { operation: name, attempts: facts.sent }];

  versions.reportEnd();
  if (signal?.aborted) throw signal.reason;
  let startedAt = performance.now();
  const deadline = startedAt + deadlineMs;
  /** An earlier attempt may have been carried out, though its response was lost. */
  let isInDoubt = false;

  for (let number = 1; ; number += 1) {
    const expiresAt = Math.min(startedAt + timeoutMs, deadline);
    // Rounded up: a timer that fires early would end an attempt too soon. Node warns of negative times.
    const remainingMs = () => Math.max(0, Math.ceil(expiresAt - performance.now()));
    const controller = new AbortController();
    const event = (): AttemptEvent => ({ operation: name, method, path: request.path, attempt: number });
    const callHook = <E>(hook: (event: E) => void, event: E) => {
      try {
        hook(event);
      } catch (error) {
        throw new HookFailure(error);
      }
      // A hook that aborts is the last one that is called.
      if (signal?.aborted) throw signal.reason;
    };
    const throwTimeout = (): never => {
      const isAttempt = expiresAt < deadline;
      throw isAttempt
        ? new TimeoutError(about(), `attempt ${number} exceeded timeoutMs (${timeoutMs})`, {
            timeoutMs,
            which: 'attempt',
          })
        : new TimeoutError(about(), `exceeded deadlineMs (${deadlineMs})`, {
            timeoutMs: deadlineMs,
            which: 'deadline',
          });
    };
    let attempt: Attempt | undefined;
    let otherVersion: string | undefined;
    const ofRequestedVersion = (data: T): T => {
      if (!otherVersion || context.onVersionMismatch !== 'error') return data;
      const versionFacts = { requestedVersion: context.version, servedVersion: otherVersion, data };
      throw new VersionMismatchError(about(), `was served by ${otherVersion}`, versionFacts);
    };

    try {
      const authorized = authorizer.authorize(about, secrets);
      const authorization =
        'then' in authorized ? await withinTime(remainingMs(), signal, throwTimeout, authorized) : authorized;
      if (hooks.onRequest) callHook(hooks.onRequest, event());
      // Timers can fire late (suspended process, slow hook), so check the clock too.
      if (performance.now() >= expiresAt) throwTimeout();

      facts.sent += 1;
      attempt = { authorization, signal: controller.signal, about, scrub };
      const sent = request.send({ ...notInherited, baseUrl: context.baseUrl, parseAs: 'stream', attempt });
      const { status, headers, text } = (await withinTime(remainingMs(), signal, throwTimeout, sent))
        .response as ReceivedResponse;
      const response: CallResponse = { status, headers, text, about, scrub };
      facts.response = response;

      if (hooks.onResponse) {
        const durationMs = performance.now() - startedAt;
        callHook(hooks.onResponse, { ...event(), ...servedFacts(response), durationMs });
      }
      const served = versions.otherThanRequested(headers.get('facebook-api-version'));
      if (served) {
        otherVersion = scrub()(served);
        callHook((version) => versions.reportServed(version, name), otherVersion);
      }
      const body = readBody(response);
      const result = operation.read(body, {
        withImage: request.withImage,
        scrub,
        fail(pointer, expected, found) {
          throw unexpectedResponse(response, `: expected ${expected} at '${pointer}', found ${describe(found)}`);
        },
        drift(pointer, expected, found) {
          if (hooks.onDrift) callHook(hooks.onDrift, { ...event(), pointer, expected, received: jsonType(found) });
        },
      });
      if (!result) throw graphApiError(response, body, { message: 'no such QR code' }, 'not-found');
      return ofRequestedVersion(result);
    } catch (thrown) {
      if (signal?.aborted || thrown instanceof TimeoutError) {
        // A custom fetch may ignore the signal, so its body is cancelled as well.
        controller.abort();
        cancelBody(attempt?.body);
      }
      if (signal?.aborted) throw signal.reason;
      if (thrown instanceof HookFailure) throw thrown.error;
      const error = isClientError(thrown) ? thrown : unknownFailure(thrown);
      const done = isInDoubt ? operation.resultOf?.(error) : undefined;
      if (done) return ofRequestedVersion(done);

      const kind = classifyFailure(error);
      const isAmbiguous = kind === 'ambiguous' && attempt !== undefined;
      const delayMs = retryDelayMs(error, number);
      const isLast = number > maxRetries || delayMs >= deadline - performance.now();
      if (kind === 'permanent' || isLast || (isAmbiguous && operation.isNotRepeatable)) throw error;
      isInDoubt ||= isAmbiguous;
      hooks.onRetry?.({ ...event(), delayMs, error });
      if (signal?.aborted) throw signal.reason;
      await withinTime(delayMs, signal, () => {});
      startedAt = performance.now();
    }

    function unknownFailure(error: unknown): NetworkError {
      const [text, causeFacts] = describeCause(error, scrub());
      return new NetworkError(about(), `no response: ${text}`, causeFacts);
    }
  }
}

/**
 * Settles with `work`, after `ms` milliseconds with what `onTime` returns or throws, or with the signal's reason, and leaves
 * neither timer nor listener.
 */
function withinTime<T>(ms: number, signal: AbortSignal | undefined, onTime: () => T, work?: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      end();
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      end();
      try {
        resolve(onTime());
      } catch (error) {
        reject(error);
      }
    }, ms);
    signal?.addEventListener('abort', onAbort);
    work?.then(
      (value) => {
        end();
        resolve(value);
      },
      (error) => {
        end();
        reject(error);
      },
    );
  });
}
