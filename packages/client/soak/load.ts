import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createQrCodeClient, type FetchInit } from '../src/generated/v23.0/entry.ts';
import { appSecret, token } from '../test/faults/canary.ts';
import { phoneNumberId } from '../test/faults/operations.ts';
import { faultOf, kinds, refusedConnection } from './faults.ts';
import { Lane, underWay } from './lane.ts';
import { memoryInUse } from './memory.ts';
import type { Account, Question, Setup, Started } from './server.ts';
import { Tally } from './tally.ts';

export type Send = (url: string, init: FetchInit) => Promise<Response>;

export interface LoadOptions extends Setup {
  readonly calls: number;
  readonly concurrency: number;
  /** Calls before those, after which memory is looked at for the first time: enough for all that happens only once. */
  readonly warmUp: number;
  /** How requests leave; default `fetch`. */
  readonly send?: Send;
  /** Told how many calls have settled, about once a second. */
  readonly onProgress?: (settled: number, all: number) => void;
}

export interface Report {
  /** What must not be, in words; empty if all went well. */
  readonly violations: readonly string[];
  /** How many calls ended how, by operation. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly requests: number;
  /** How many requests were struck, by the kind of fault. */
  readonly faults: Readonly<Record<string, number>>;
  /** The memory in use after the warm-up, and after each further part of the calls. */
  readonly bytes: readonly number[];
}

/** What two measurements may differ by though nothing stays: 20 bytes for each of 50 000 calls. */
const toleratedBytes = 1_000_000;
/** After how many parts of the calls memory is looked at. */
const parts = 5;
const stalledAfterMs = 60_000;

/** Starts the server in a thread of its own. */
async function startServer(setup: Setup) {
  const worker = new Worker(new URL('./server.ts', import.meta.url), { workerData: setup });
  const [started]: Started[] = await once(worker, 'message');
  if (!started) throw new Error('the server did not start');
  return {
    ...started,
    async account(question: Question): Promise<Account> {
      worker.postMessage(question);
      const [account] = await once(worker, 'message');
      return account;
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

/** Sends requests on, each marked with its call and attempt; to nobody, where a refused connection is due. */
const marked =
  ({ seed, share, send = fetch }: LoadOptions, closedOrigin: string, tally: Tally, struck: { refused: number }): Send =>
  (url, init) => {
    const call = underWay.getStore();
    if (!call) throw new Error('a request that belongs to no call');
    call.attempts += 1;
    if (call.isSettled) tally.violation(`call ${call.index}: sent after it had ended`);
    const isRefused = faultOf(seed, share, call.index, call.attempts) === refusedConnection;
    if (isRefused) struck.refused += 1;
    const headers = { ...init.headers, 'x-call': String(call.index), 'x-attempt': String(call.attempts) };
    return send(isRefused ? url.replace(/^http:\/\/[^/]+/, closedOrigin) : url, { ...init, headers });
  };

/** Reports how far it is, and fails when no call settles any more. */
function watchProgress(tally: Tally, calls: number, onProgress: LoadOptions['onProgress']) {
  let last = 0;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      onProgress?.(tally.done, calls);
      if (tally.done > last) since = performance.now();
      last = tally.done;
      if (performance.now() - since < stalledAfterMs) return;
      const open = tally.settled.indexOf(0);
      reject(new Error(`no call has settled for ${stalledAfterMs / 1_000} s; the first that has not is call ${open}`));
    }, 1_000);
  });
  return { stalled, [Symbol.dispose]: () => clearInterval(timer) };
}

/** Makes calls in many lanes at once against a server that faults strike, and looks for what must not be. */
export async function load(options: LoadOptions): Promise<Report> {
  const { calls, concurrency, warmUp, seed, share, onProgress } = options;
  const all = warmUp + calls;
  const tally = new Tally(all);
  const struck = { refused: 0 };
  await using server = await startServer({ seed, share });
  const client = createQrCodeClient({
    phoneNumberId,
    accessToken: token,
    appSecret,
    baseUrl: server.origin,
    timeoutMs: 500,
    fetch: marked(options, server.closedOrigin, tally, struck),
  });

  // Such as too many listeners, or timers of negative length.
  const onWarning = (warning: Error) => tally.violation(`a warning of the runtime: ${warning}`);
  process.on('warning', onWarning);

  const account = () => server.account({ calls: all, deleted: tally.deleted });
  const run = async (from: number, end: number) => {
    using progress = watchProgress(tally, all, onProgress);
    const lanes = Array.from({ length: concurrency }, async (_, number) => {
      const lane = new Lane(client, seed, tally);
      // Which calls a lane makes must not hang on how fast it is, or a seed would not give the same calls again.
      for (let index = from + number; index < end; index += concurrency) await lane.call(index);
    });
    await Promise.race([Promise.all(lanes), progress.stalled]);
    return account();
  };

  let done = await run(0, warmUp);
  const bytes = [await memoryInUse()];
  for (let part = 0, from = warmUp; part < parts; part++) {
    const end = warmUp + Math.round(((part + 1) / parts) * calls);
    done = await run(from, end);
    bytes.push(await memoryInUse());
    from = end;
  }
  const { created, undead, requests, faults } = done;
  process.off('warning', onWarning);

  created.forEach((times, call) => {
    if (times > 1) tally.violation(`call ${call}: created ${times} codes`);
    if (times < (tally.created[call] ?? 0)) tally.violation(`call ${call}: told of a code that was never created`);
  });
  tally.settled.forEach((times, call) => {
    if (times !== 1) tally.violation(`call ${call}: settled ${times} times`);
  });
  for (const code of undead) tally.violation(`${code} is still there, though its deletion succeeded`);
  // From the least that it was: now and then V8 lets go of megabytes that are no call's, which would hide as much of a leak.
  const growth = (bytes.at(-1) ?? 0) - Math.min(...bytes);
  if (growth > toleratedBytes) {
    tally.violation(`memory grew by ${growth} bytes, at most ${toleratedBytes} are expected: ${bytes.join(', ')}`);
  }
  return {
    violations: tally.violations,
    outcomes: tally.outcomes,
    requests,
    faults: { ...faults, [kinds[refusedConnection]?.[0] ?? '']: struck.refused },
    bytes,
  };
}
