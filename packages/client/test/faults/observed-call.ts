import { inspect } from 'node:util';
import { expect, vi } from 'vitest';
import * as entry from '../../src/generated/v23.0/entry.ts';
import { appSecret, secretsIn, token } from './canary.ts';
import type { FaultServer, Received } from './fault-server.ts';
import { type Client, type Entry, phoneNumberId } from './operations.ts';

/** Everything that a client tells to anyone but the API. */
export interface Told {
  readonly channel: string;
  readonly value: unknown;
}

/** How a call ended, and what it told on its way. */
export interface Observed {
  readonly result?: unknown;
  readonly response?: entry.ResponseInfo;
  readonly error?: unknown;
  readonly tookMs: number;
  readonly told: readonly Told[];
}

export type Options = Partial<entry.QrCodeClientOptions>;
export type CallOn = (client: Client) => entry.QrCodeCall<unknown>;

/** What went through one channel, such as a hook. */
export const heard = ({ told }: Observed, channel: string): unknown[] =>
  told.filter((entry) => entry.channel === channel).map(({ value }) => value);

const consoleMethods = ['debug', 'log', 'info', 'warn', 'error', 'trace', 'dir'] as const;

/** Hears what is written to the console until it is disposed of; nothing of it is shown. */
function listenToConsole(tell: (value: unknown) => void): Disposable {
  const spies = consoleMethods.map((method) =>
    vi.spyOn(console, method).mockImplementation((...texts: unknown[]) => tell(texts)),
  );
  process.on('warning', tell);
  return {
    [Symbol.dispose]() {
      for (const spy of spies) spy.mockRestore();
      process.off('warning', tell);
    },
  };
}

/** Makes one call with a client of its own, and keeps all that comes of it, secrets as well. */
export async function record(entry: Entry, baseUrl: string, call: CallOn, options: Options = {}): Promise<Observed> {
  const told: Told[] = [];
  const tell = (channel: string) => (value: unknown) => {
    told.push({ channel, value });
  };
  using _console = listenToConsole(tell('console'));
  const client = entry.createQrCodeClient({
    phoneNumberId,
    accessToken: token,
    appSecret,
    baseUrl,
    ...options,
    ...(options.onVersionMismatch instanceof Function && { onVersionMismatch: tell('onVersionMismatch') }),
    hooks: {
      onRequest: tell('onRequest'),
      onResponse: tell('onResponse'),
      onRetry: tell('onRetry'),
      onDrift: tell('onDrift'),
      ...options.hooks,
    },
  });
  tell('client')(client);
  const startedAt = performance.now();
  const started = call(client);
  tell('promise')(started);
  const [plain, full] = await Promise.allSettled([started, started.withResponse()]);
  const tookMs = performance.now() - startedAt;
  if (plain.status === 'rejected') {
    const isSame = full.status === 'rejected' && full.reason === plain.reason;
    if (!isSame) throw new Error(`withResponse() ended otherwise than the call itself: ${inspect([plain, full])}`);
    tell('error')(plain.reason);
    return { error: plain.reason, tookMs, told };
  }
  if (full.status === 'rejected') throw new Error('withResponse() rejected, the call itself did not', { cause: full });
  const { data, response } = full.value;
  tell('result')(data);
  tell('response')(response);
  tell('response headers')([...response.headers]);
  return { result: data, response, tookMs, told };
}

/** Makes one call with a client of its own, which must let no secret out, and keeps all that comes of it. */
export async function observe(server: FaultServer, call: CallOn, options: Options = {}): Promise<Observed> {
  const observed = await record(entry, server.origin, call, options);
  expect(leaks(observed, server), 'where a secret came out').toEqual([]);
  return observed;
}

/** The requests that reached the server by another name than the client was told. */
export const requestsElsewhere = ({ requests, port }: FaultServer): Received[] =>
  requests.filter(({ headers }) => headers.host !== `127.0.0.1:${port}`);

/** Where a secret came out: in what was told, or in a request to another origin. */
export function leaks({ told }: Pick<Observed, 'told'>, server: FaultServer): string[] {
  const elsewhere = requestsElsewhere(server).map((value) => ({ channel: 'request to another origin', value }));
  return [...told, ...elsewhere].flatMap(({ channel, value }) => secretsIn(channel, value));
}
