import { checkAll, type Rules } from './arguments.ts';
import type { Authorizer, Call } from './authorization.ts';
import { cancelBody } from './body.ts';
import { isClientError } from './client-error.ts';
import { type OperationName, TimeoutError, VersionMismatchError } from './errors.ts';
import { describe, jsonType } from './json.ts';
import type { AttemptEvent, CallOptions, Settings } from './options.ts';
import {
  type CallResponse,
  graphApiError,
  networkError,
  type ResponseInfo,
  readBody,
  responseInfo,
  servedFacts,
  unexpectedResponse,
} from './response.ts';
import type { ResultReader } from './result.ts';
import { classifyFailure, retryDelayMs } from './retry.ts';
import type { Attempt } from './transport.ts';
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
  /** What its options may be. */
  readonly rules: Rules;
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
  /** Whether it requests an image address. */
  readonly withImage?: boolean | undefined;
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

/** A call and the last response to it. */
interface CallWithResponse extends Call {
  response?: CallResponse;
}

/**
 * Starts a call. An error that the options or `prepare` cause rejects it, so that callers handle errors in one place.
 */
export function startCall<T, O extends CallOptions>(
  context: CallContext,
  operation: Operation<T>,
  options: O | undefined,
  prepare: (options: O) => CallRequest,
): QrCodeCall<T> {
  const { authorizer, version } = context;
  const call: CallWithResponse = authorizer.createCall(operation.name, '');
  const started = run(context, operation, options, prepare, call) as QrCodeCall<T>;
  started.withResponse = () =>
    started.then((data) => ({ data, response: responseInfo(call.response as CallResponse, version) }));
  return started;
}

/** The checked arguments of a call. The stack of an error about them begins with the method that was called, then its caller. */
function prepared<O extends CallOptions>(
  { name, rules }: Operation<unknown>,
  options: O | undefined,
  prepare: (options: O) => CallRequest,
): readonly [options: CallOptions, request: CallRequest] {
  try {
    const checked: O = options === undefined ? Object.create(null) : checkAll(name, 'options', options, rules);
    return [checked, prepare(checked)];
  } catch (error) {
    // Not every engine has it.
    const { captureStackTrace } = Error as { captureStackTrace?: (error: object, from: unknown) => void };
    if (isClientError(error)) captureStackTrace?.(Object(error), startCall);
    throw error;
  }
}

/** Makes attempts until one succeeds or none may follow. */
async function run<T, O extends CallOptions>(
  context: CallContext,
  operation: Operation<T>,
  givenOptions: O | undefined,
  prepare: (options: O) => CallRequest,
  call: CallWithResponse,
): Promise<T> {
  const [options, request] = prepared(operation, givenOptions, prepare);
  const { authorizer, hooks, versions } = context;
  const { signal, timeoutMs = context.timeoutMs, deadlineMs = context.deadlineMs } = options;
  const { maxRetries = context.maxRetries } = options;
  const { name, method } = operation;
  call.subject = `${method} ${request.path}`;

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
    /** While a hook runs: what it throws is no failure of the attempt. */
    let isInHook = false;
    const callHook = <E>(hook: (event: E) => void, event: E) => {
      isInHook = true;
      hook(event);
      isInHook = false;
      // A hook that aborts is the last one that is called.
      if (signal?.aborted) throw signal.reason;
    };
    const throwTimeout = (): never => {
      const [problem, which, limitMs] =
        expiresAt < deadline
          ? ([`attempt ${number} exceeded timeoutMs`, 'attempt', timeoutMs] as const)
          : (['exceeded deadlineMs', 'deadline', deadlineMs] as const);
      throw new TimeoutError(call, `${problem} (${limitMs})`, { timeoutMs: limitMs, which });
    };
    let attempt: Attempt | undefined;
    let otherVersion: string | undefined;
    const ofRequestedVersion = (data: T): T => {
      if (!otherVersion || context.onVersionMismatch !== 'error') return data;
      const versionFacts = { requestedVersion: context.version, servedVersion: otherVersion, data };
      throw new VersionMismatchError(call, `was served by ${otherVersion}`, versionFacts);
    };

    try {
      const authorized = authorizer.authorize(call);
      const authorization =
        'then' in authorized ? ((await withinTime(remainingMs(), signal, authorized)) ?? throwTimeout()) : authorized;
      if (hooks.onRequest) callHook(hooks.onRequest, event());
      // Timers can fire late (suspended process, slow hook), so check the clock too.
      if (performance.now() >= expiresAt) throwTimeout();

      call.sent += 1;
      attempt = { authorization, signal: controller.signal, call };
      const sent = request.send({ ...notInherited, baseUrl: context.baseUrl, parseAs: 'stream', attempt });
      const response = ((await withinTime(remainingMs(), signal, sent)) ?? throwTimeout()).response as CallResponse;
      call.response = response;

      if (hooks.onResponse) {
        const durationMs = performance.now() - startedAt;
        callHook(hooks.onResponse, { ...event(), ...servedFacts(response), durationMs });
      }
      const served = response.headers.get('facebook-api-version');
      if (served && served !== context.version) {
        otherVersion = call.scrub(served);
        callHook((version) => versions.reportServed(version, name), otherVersion);
      }
      const body = readBody(response);
      const result = operation.read(body, {
        withImage: request.withImage,
        scrub: call.scrub,
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
      if (isInHook) throw thrown;
      const error = isClientError(thrown) ? thrown : networkError(call, thrown);
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
      await withinTime(delayMs, signal);
      startedAt = performance.now();
    }
  }
}

/**
 * Settles with `work`, after `ms` milliseconds with `undefined`, or with the signal's reason, and leaves neither timer nor
 * listener.
 */
function withinTime<T extends object>(
  ms: number,
  signal: AbortSignal | undefined,
  work?: Promise<T>,
): Promise<T | undefined> {
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
      resolve(undefined);
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
