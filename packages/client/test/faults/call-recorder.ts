import { inspect } from 'node:util';
import { expect, vi } from 'vitest';
import * as entry from '../../src/generated/v23.0/entry.ts';
import { appSecret, secretsIn, token } from './canary.ts';
import type { FaultServer, Received } from './fault-server.ts';
import { type Client, type Entry, phoneNumberId } from './operations.ts';

/** A value that a client passes to anyone but the API. */
export interface Output {
  readonly channel: string;
  readonly value: unknown;
}

/** The outcome of a call, and everything that it passed out. */
export interface Observed {
  readonly result?: unknown;
  readonly response?: entry.ResponseInfo;
  readonly error?: unknown;
  readonly tookMs: number;
  readonly outputs: readonly Output[];
}

export type Options = Partial<entry.QrCodeClientOptions>;
export type CallOn = (client: Client) => entry.QrCodeCall<unknown>;

/** The outputs of one channel, such as a hook. */
export const outputsOf = ({ outputs }: Observed, channel: string): unknown[] =>
  outputs.filter((entry) => entry.channel === channel).map(({ value }) => value);

const consoleMethods = ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir'] as const;

/** Captures and silences the console and process warnings until it is disposed. */
function captureConsole(collect: (value: unknown) => void): Disposable {
  const spies = consoleMethods.map((method) =>
    vi.spyOn(console, method).mockImplementation((...texts: unknown[]) => collect(texts)),
  );
  process.on('warning', collect);
  return {
    [Symbol.dispose]() {
      for (const spy of spies) spy.mockRestore();
      process.off('warning', collect);
    },
  };
}

/** Makes one call with a new client, and records everything that it passes out, secrets included. */
export async function record(entry: Entry, baseUrl: string, call: CallOn, options: Options = {}): Promise<Observed> {
  const outputs: Output[] = [];
  const collect = (channel: string) => (value: unknown) => {
    outputs.push({ channel, value });
  };
  using _console = captureConsole(collect('console'));
  const client = entry.createQrCodeClient({
    phoneNumberId,
    accessToken: token,
    appSecret,
    baseUrl,
    ...options,
    ...(options.onVersionMismatch instanceof Function && { onVersionMismatch: collect('onVersionMismatch') }),
    hooks: {
      onRequest: collect('onRequest'),
      onResponse: collect('onResponse'),
      onRetry: collect('onRetry'),
      onDrift: collect('onDrift'),
      ...options.hooks,
    },
  });
  collect('client')(client);
  const startedAt = performance.now();
  const started = call(client);
  collect('promise')(started);
  const [plain, full] = await Promise.allSettled([started, started.withResponse()]);
  const tookMs = performance.now() - startedAt;
  if (plain.status === 'rejected') {
    const isSame = full.status === 'rejected' && full.reason === plain.reason;
    if (!isSame) throw new Error(`withResponse() settled differently from the call itself: ${inspect([plain, full])}`);
    collect('error')(plain.reason);
    return { error: plain.reason, tookMs, outputs };
  }
  if (full.status === 'rejected') throw new Error('withResponse() rejected, the call itself did not', { cause: full });
  const { data, response } = full.value;
  collect('result')(data);
  collect('response')(response);
  collect('response headers')([...response.headers]);
  return { result: data, response, tookMs, outputs };
}

/** Makes one call with a new client, checks that no secret leaks, and returns everything that it passed out. */
export async function observe(server: FaultServer, call: CallOn, options: Options = {}): Promise<Observed> {
  const observed = await record(entry, server.origin, call, options);
  expect(leaks(observed, server), 'leaked secrets').toEqual([]);
  return observed;
}

/** The requests that reached the server under another host name than that of the base address. */
export const crossOriginRequests = ({ requests, port }: FaultServer): Received[] =>
  requests.filter(({ headers }) => headers.host !== `127.0.0.1:${port}`);

/** The places of leaked secrets: in outputs or in requests to another origin. */
export function leaks({ outputs }: Pick<Observed, 'outputs'>, server: FaultServer): string[] {
  const crossOrigin = crossOriginRequests(server).map((value) => ({ channel: 'request to another origin', value }));
  return [...outputs, ...crossOrigin].flatMap(({ channel, value }) => secretsIn(channel, value));
}
