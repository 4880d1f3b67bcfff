import {
  check,
  checkAll,
  functionRule,
  limitRules,
  objectRule,
  orFunction,
  type Rule,
  type Rules,
  textLike,
} from './arguments.ts';
import { type AccessToken, tokenRule } from './authorization.ts';
import type { OperationName } from './errors.ts';
import type { Schema } from './json.ts';
import type { ServedFacts } from './response.ts';
import type { Fetch } from './transport.ts';
import type { OnVersionMismatch } from './version.ts';

/** One attempt of a call, as hooks receive it. */
export interface AttemptEvent {
  readonly operation: OperationName;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** 1 for the first. */
  readonly attempt: number;
}

export interface ResponseEvent extends AttemptEvent, ServedFacts {
  /** From the start of the attempt, before its token is requested, to the end of the body, in milliseconds. */
  readonly durationMs: number;
}

export interface RetryEvent extends AttemptEvent {
  /** How long the next attempt waits, in milliseconds. */
  readonly delayMs: number;
  /** Why the attempt failed: one of the errors of this client. */
  readonly error: unknown;
}

/** The response has another type than the API documents; the value was passed on unchanged. */
export interface DriftEvent extends AttemptEvent {
  /** JSON Pointer into the body of the response. */
  readonly pointer: string;
  /** The type that the version documents. */
  readonly expected: string;
  /** The type in the response. */
  readonly received: string;
}

/**
 * Called synchronously; an error that a hook throws ends the call with that error. Results are not awaited: an asynchronous
 * hook must handle its own errors. No hook receives the token.
 */
export interface Hooks {
  readonly onRequest?: ((event: AttemptEvent) => void) | undefined;
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  readonly onDrift?: ((event: DriftEvent) => void) | undefined;
}

/** Limits that can be set for a client and again for one call. */
export interface Limits {
  /** How often a failed attempt is retried where that is safe. Default 2; 0 means a single attempt. */
  readonly maxRetries?: number | undefined;
  /** The longest that one attempt may take, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  /** The longest that a call may take with all its attempts and waits, in milliseconds. Default 30 000. */
  readonly deadlineMs?: number | undefined;
}

export interface CallOptions extends Limits {
  /** Aborts the call at once, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface QrCodeClientOptions extends Limits {
  /** Id of the business phone number that owns the QR codes: digits. */
  readonly phoneNumberId: string;
  /** System user token with `whatsapp_business_management`. Sent to addresses under {@link baseUrl} and nowhere else. */
  readonly accessToken: AccessToken;
  /** Default `https://graph.facebook.com`. Plain http only to this machine, see {@link allowInsecureHttp}. */
  readonly baseUrl?: string | undefined;
  /** Allows a plain http {@link baseUrl} on another host, such as a mock in a container. Default false. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** Called instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /**
   * Adds `appsecret_proof` to every request. https://developers.facebook.com/docs/graph-api/guides/secure-requests
   * Needs `crypto.subtle`, which browsers offer in secure contexts alone.
   */
  readonly appSecret?: string | undefined;
  /** Sent as `User-Agent`, which some browsers replace by their own. Default: the runtime's. */
  readonly userAgent?: string | undefined;
  /**
   * What happens when another Graph version than the requested one serves a call: `'warn'` (default) writes to the console
   * once per served version, `'error'` rejects with `VersionMismatchError`, `'ignore'` does nothing, a function is called.
   */
  readonly onVersionMismatch?: OnVersionMismatch | undefined;
  readonly hooks?: Hooks | undefined;
}

/** Options after validation, with defaults. */
export interface Settings extends QrCodeClientOptions {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly onVersionMismatch: OnVersionMismatch;
  readonly hooks: Hooks;
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
}

/** A normalised address whose requests nobody on the way can read: https, or this machine. */
export const secureAddress: RegExp = /^(https:|http:\/\/(localhost|\[::1]|127(\.\d+){3})(:\d+)?\/)/;

/** The normalised address; `undefined` if it is none. `URL.canParse` is missing in older runtimes. */
export function normalizeAddress(value: unknown): string | undefined {
  try {
    return typeof value === 'string' ? new URL(value).href : undefined;
  } catch {
    return undefined;
  }
}

const baseUrlRule = (address: RegExp): Rule => ({
  // An address with a query, a fragment or a login is a mistake; the login would appear in errors.
  accepts: (value) => !/[?#@]/.test(String(value)) && address.test(normalizeAddress(value) ?? ''),
  expected: 'https:// (http:// to this machine, or with allowInsecureHttp) without query and login',
  isSecret: true,
});

const printableRule = textLike(/^[ -~]+$/, 'text of printable ASCII characters', true);

const optionRules = (phoneNumberId: Schema): Rules => ({
  phoneNumberId,
  accessToken: orFunction(tokenRule),
  baseUrl: baseUrlRule(/^https?:/),
  allowInsecureHttp: { enum: [true, false] },
  fetch: functionRule,
  appSecret: {
    accepts: (value) => printableRule.accepts(value) && globalThis.crypto?.subtle,
    expected: `${printableRule.expected}, in a secure context: it needs crypto.subtle`,
    isSecret: true,
  },
  userAgent: printableRule,
  onVersionMismatch: orFunction(textLike(/^(warn|error|ignore)$/, "'warn', 'error' or 'ignore'")),
  hooks: objectRule,
  ...limitRules,
});

const hookRules: Rules = {
  onRequest: functionRule,
  onResponse: functionRule,
  onRetry: functionRule,
  onDrift: functionRule,
};

/** Checks all options and adds the defaults. Throws `InvalidArgumentError` at the first that is not valid. */
export function readOptions(options: QrCodeClientOptions, phoneNumberId: Schema): Settings {
  const operation = 'createQrCodeClient';
  const given = checkAll(operation, 'options', options, optionRules(phoneNumberId), ['phoneNumberId', 'accessToken']);
  const { baseUrl = 'https://graph.facebook.com' } = given;
  if (!given.allowInsecureHttp) check(operation, 'baseUrl', baseUrl, baseUrlRule(secureAddress));
  const hooks = given.hooks ?? {};
  const defaults = { onVersionMismatch: 'warn', maxRetries: 2, timeoutMs: 10_000, deadlineMs: 30_000 } as const;
  return Object.assign(Object.create(null), defaults, given, {
    baseUrl: new URL(baseUrl).href.replace(/\/+$/, ''),
    // A hook can be a method of an object that counts or logs.
    hooks: Object.fromEntries(
      Object.entries(checkAll(operation, 'hooks', hooks, hookRules)).map(([name, hook]) => [name, hook.bind(hooks)]),
    ),
  });
}
