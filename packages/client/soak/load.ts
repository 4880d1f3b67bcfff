import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createQrCodeClient, type FetchInit } from '../src/generated/v23.0/entry.ts';
import { appSecret, token } from '../test/faults/canary.ts';
import { phoneNumberId } from '../test/faults/operations.ts';
import { CallCounts } from './call-counts.ts';
import { CallSequence, currentCall } from './call-sequence.ts';
import { faultKinds, faultOf, refusedConnection } from './faults.ts';
import { memoryInUse } from './memory.ts';
import type { ReportRequest, ServerReport, Setup, Started } from './server.ts';

export type Send = (url: string, init: FetchInit) => Promise<Response>;

export interface LoadOptions extends Setup {
  readonly calls: number;
  readonly concurrency: number;
  /** Calls before the first memory measurement: enough for everything that is allocated once. */
  readonly warmUp: number;
  /** Sends the requests; default `fetch`. */
  readonly send?: Send;
  /** Called about once a second with the number of settled calls. */
  readonly onProgress?: (settled: number, all: number) => void;
}

export interface Report {
  /** Violated invariants; empty if there are none. */
  readonly violations: readonly string[];
  /** The number of calls by operation and outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly requests: number;
  /** The number of requests by fault. */
  readonly faults: Readonly<Record<string, number>>;
  /** The memory in use after the warm-up and after each further part of the calls. */
  readonly bytes: readonly number[];
}

/** Tolerated difference between measurements without a leak: 20 bytes for each of 50 000 calls. */
const toleratedBytes = 1_000_000;
/** The number of parts of the calls, each followed by a memory measurement. */
const parts = 5;
const stalledAfterMs = 60_000;

/** Starts the server in a separate thread. */
async function startServer(setup: Setup) {
  const worker = new Worker(new URL('./server.ts', import.meta.url), { workerData: setup });
  const [started]: Started[] = await once(worker, 'message');
  if (!started) throw new Error('the server did not start');
  return {
    ...started,
    async serverReport(request: ReportRequest): Promise<ServerReport> {
      worker.postMessage(request);
      const [serverReport] = await once(worker, 'message');
      return serverReport;
    },
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}

/** Adds call and attempt to the headers of each request; sends it to a closed port if the fault is a refused connection. */
const withCallHeaders =
  (
    { seed, share, send = fetch }: LoadOptions,
    closedOrigin: string,
    counts: CallCounts,
    faulted: { refused: number },
  ): Send =>
  (url, init) => {
    const call = currentCall.getStore();
    if (!call) throw new Error('a request was sent outside of a call');
    call.attempts += 1;
    if (call.isSettled) counts.violation(`call ${call.index}: sent after it had ended`);
    const isRefused = faultOf(seed, share, call.index, call.attempts) === refusedConnection;
    if (isRefused) faulted.refused += 1;
    const headers = { ...init.headers, 'x-call': String(call.index), 'x-attempt': String(call.attempts) };
    return send(isRefused ? url.replace(/^http:\/\/[^/]+/, closedOrigin) : url, { ...init, headers });
  };

/** Reports progress, and fails when no call settles any more. */
function watchProgress(counts: CallCounts, calls: number, onProgress: LoadOptions['onProgress']) {
  let last = 0;
  let since = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      onProgress?.(counts.done, calls);
      if (counts.done > last) since = performance.now();
      last = counts.done;
      if (performance.now() - since < stalledAfterMs) return;
      const open = counts.settled.indexOf(0);
      reject(new Error(`no call has settled for ${stalledAfterMs / 1_000} s; the first open one is call ${open}`));
    }, 1_000);
  });
  return { stalled, [Symbol.dispose]: () => clearInterval(timer) };
}

/** Makes concurrent sequences of calls against a server that injects faults, and checks the invariants. */
export async function load(options: LoadOptions): Promise<Report> {
  const { calls, concurrency, warmUp, seed, share, onProgress } = options;
  const all = warmUp + calls;
  const counts = new CallCounts(all);
  const faulted = { refused: 0 };
  await using server = await startServer({ seed, share });
  const client = createQrCodeClient({
    phoneNumberId,
    accessToken: token,
    appSecret,
    baseUrl: server.origin,
    timeoutMs: 500,
    fetch: withCallHeaders(options, server.closedOrigin, counts, faulted),
  });

  // For example too many listeners, or timers with a negative time.
  const onWarning = (warning: Error) => counts.violation(`a warning of the runtime: ${warning}`);
  process.on('warning', onWarning);

  const serverReport = () => server.serverReport({ calls: all, deleted: counts.deleted });
  const run = async (from: number, end: number) => {
    using progress = watchProgress(counts, all, onProgress);
    const sequences = Array.from({ length: concurrency }, async (_, number) => {
      const sequence = new CallSequence(client, seed, counts);
      // The calls of a sequence must not depend on its speed, or a seed would not reproduce them.
      for (let index = from + number; index < end; index += concurrency) await sequence.call(index);
    });
    await Promise.race([Promise.all(sequences), progress.stalled]);
    return serverReport();
  };

  let done = await run(0, warmUp);
  const bytes = [await memoryInUse()];
  for (let part = 0, from = warmUp; part < parts; part++) {
    const end = warmUp + Math.round(((part + 1) / parts) * calls);
    done = await run(from, end);
    bytes.push(await memoryInUse());
    from = end;
  }
  const { created, notDeleted, requests, faults } = done;
  process.off('warning', onWarning);

  created.forEach((times, call) => {
    if (times > 1) counts.violation(`call ${call}: created ${times} codes`);
    if (times < (counts.created[call] ?? 0)) counts.violation(`call ${call}: returned a code that was never created`);
  });
  counts.settled.forEach((times, call) => {
    if (times !== 1) counts.violation(`call ${call}: settled ${times} times`);
  });
  for (const code of notDeleted) counts.violation(`${code} still exists, though its deletion succeeded`);
  // From the minimum: V8 sometimes frees unrelated megabytes, which would hide a leak of that size.
  const growth = (bytes.at(-1) ?? 0) - Math.min(...bytes);
  if (growth > toleratedBytes) {
    counts.violation(`memory grew by ${growth} bytes, at most ${toleratedBytes} are expected: ${bytes.join(', ')}`);
  }
  return {
    violations: counts.violations,
    outcomes: counts.outcomes,
    requests,
    faults: { ...faults, [faultKinds[refusedConnection]?.[0] ?? '']: faulted.refused },
    bytes,
  };
}
