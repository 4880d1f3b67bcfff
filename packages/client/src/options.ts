import type { ServedFacts } from './answer.ts';
import {
  checkAll,
  functionRule,
  limitRules,
  objectRule,
  orFunction,
  type Rule,
  type Rules,
  textLike,
} from './arguments.ts';
import type { OperationName } from './errors.ts';
import { tokenRule } from './token.ts';
import type { GraphVersionFacts, VersionReport } from './version.ts';

/** What is handed to {@link QrCodeClientOptions.fetch} beside the address. */
export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, on POST. */
  readonly body?: string;
  /** `'manual'`: a redirect is never followed. */
  readonly redirect: RequestRedirect;
  /** Aborted when the attempt is given up. */
  readonly signal: AbortSignal;
}

/** The access token, or a function that gives it: asked on every attempt, so that it may renew it. */
export type AccessToken = string | (() => string | Promise<string>);

/** What the hooks learn about one attempt of a call. */
export interface AttemptEvent {
  readonly operation: OperationName;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** 1 for the first. */
  readonly attempt: number;
}

export interface ResponseEvent extends AttemptEvent, ServedFacts {
  /** From the start of the attempt, which begins by asking for the token, to the end of the body, in milliseconds. */
  readonly durationMs: number;
}

export interface RetryEvent extends AttemptEvent {
  /** How long the next attempt waits, in milliseconds. */
  readonly delayMs: number;
  /** Why the attempt failed: one of the errors of this client. */
  readonly error: unknown;
}

/** The API answered with another type than its description says; the value was passed on as it came. */
export interface DriftEvent extends AttemptEvent {
  /** JSON Pointer into the answer's body. */
  readonly pointer: string;
  /** The type that the version's description gives. */
  readonly expected: string;
  /** The type that came. */
  readonly received: string;
}

/**
 * Called in passing; what a hook throws ends the call with that error. They are not waited for: one that is asynchronous
 * must handle its own errors. None of them is given the token.
 */
export interface Hooks {
  readonly onRequest?: ((event: AttemptEvent) => void) | undefined;
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  readonly onDrift?: ((event: DriftEvent) => void) | undefined;
}

/** Limits that can be set for a client and again for one call. */
export interface Limits {
  /** How often a failed attempt is repeated where that is safe. Default 2; 0 means a single attempt. */
  readonly maxRetries?: number | undefined;
  /** The longest that one attempt may take, in milliseconds. Default 10 000. */
  readonly timeoutMs?: number | undefined;
  /** The longest that a call may take with all its attempts and waits, in milliseconds. Default 30 000. */
  readonly deadlineMs?: number | undefined;
}

export interface CallOptions extends Limits {
  /** Ends the call at once, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface QrCodeClientOptions extends Limits {
  /** Id of the business phone number that owns the QR codes: digits. */
  readonly phoneNumberId: string;
  /** System user token with `whatsapp_business_management`. Sent to {@link baseUrl} and nowhere else. */
  readonly accessToken: AccessToken;
  /** Default `https://graph.facebook.com`. Plain http only to this machine, see {@link allowInsecureHttp}. */
  readonly baseUrl?: string | undefined;
  /** Allows a plain http {@link baseUrl} on another host, such as a mock in a container. Default false. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** Called instead of the global `fetch`. */
  readonly fetch?: ((url: string, init: FetchInit) => Promise<Response>) | undefined;
  /**
   * Adds `appsecret_proof` to every request. https://developers.facebook.com/docs/graph-api/guides/secure-requests
   * Needs `crypto.subtle`, which browsers give to secure contexts alone.
   */
  readonly appSecret?: string | undefined;
  /** Sent as `User-Agent`, which some browsers replace by their own. Default: what the runtime sends. */
  readonly userAgent?: string | undefined;
  /**
   * What happens when another Graph version answers than was asked for: `'warn'` (default) writes to the console once
   * per served version, `'error'` rejects with `VersionMismatchError`, `'ignore'` does nothing, a function is called.
   */
  readonly onVersionMismatch?: 'warn' | 'error' | 'ignore' | ((report: VersionReport) => void) | undefined;
  readonly hooks?: Hooks | undefined;
}

/** Options after validation, defaults filled in. */
export interface Settings extends QrCodeClientOptions {
  readonly version: GraphVersionFacts;
  readonly baseUrl: string;
  readonly onVersionMismatch: NonNullable<QrCodeClientOptions['onVersionMismatch']>;
  readonly hooks: Hooks;
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly deadlineMs: number;
}

/** An address, as `URL` writes it, whose requests nobody on the way can read: https, or this machine. */
export const secureAddress: RegExp = /^(https:|http:\/\/(localhost|\[::1]|127(\.\d+){3})(:\d+)?\/)/;

// An address with a query, a fragment or a login is a mistake; the login would stand in errors.
const isBaseUrl = (value: unknown, address: RegExp): boolean =>
  typeof value === 'string' && !/[?#@]/.test(value) && URL.canParse(value) && address.test(new URL(value).href);

const printableRule = textLike(/^[ -~]+$/, true);

/** Checks all options and fills in the defaults. Throws `InvalidArgumentError` at the first that does not fit. */
export function readOptions(options: QrCodeClientOptions, version: GraphVersionFacts): Settings {
  const operation = 'createQrCodeClient';
  const rules: Rules = new Map<string, Rule>([
    ['phoneNumberId', textLike(/^\d+$/)],
    ['accessToken', orFunction(tokenRule)],
    [
      'baseUrl',
      [
        (value) => isBaseUrl(value, options.allowInsecureHttp ? /^https?:/ : secureAddress),
        'https:// (http:// to this machine, or with allowInsecureHttp) without query and login',
        true,
      ],
    ],
    ['allowInsecureHttp', [(value) => typeof value === 'boolean', 'true or false']],
    ['fetch', functionRule],
    [
      'appSecret',
      [
        (value) => printableRule[0](value) && globalThis.crypto?.subtle,
        `${printableRule[1]}, in a secure context: it needs crypto.subtle`,
        true,
      ],
    ],
    ['userAgent', printableRule],
    ['onVersionMismatch', orFunction(textLike(/^(warn|error|ignore)$/))],
    ['hooks', objectRule],
    ...limitRules,
  ]);
  const hookRules: Rules = new Map(
    ['onRequest', 'onResponse', 'onRetry', 'onDrift'].map((name) => [name, functionRule]),
  );
  const set = checkAll(operation, 'options', options, rules, 'phoneNumberId', 'accessToken');
  const hooks = set.hooks ?? {};
  return {
    onVersionMismatch: 'warn',
    maxRetries: 2,
    timeoutMs: 10_000,
    deadlineMs: 30_000,
    ...set,
    version,
    baseUrl: new URL(set.baseUrl ?? 'https://graph.facebook.com').href.replace(/\/+$/, ''),
    // A hook can be a method of an object that counts or logs.
    hooks: Object.fromEntries(
      Object.entries(checkAll(operation, 'hooks', hooks, hookRules)).map(([name, hook]) => [name, hook.bind(hooks)]),
    ),
  };
}
