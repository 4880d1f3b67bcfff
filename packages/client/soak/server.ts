import { createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { startFaultServer } from '../test/faults/fault-server.ts';
import { successKeptAlive } from '../test/faults/responses.ts';
import { faultKinds, faultOf } from './faults.ts';
import { codeOf, PhoneNumber } from './phone-number.ts';

// Runs in a separate thread, so that it shares neither memory nor time with the client.

/** The worker data of the server. */
export interface Setup {
  readonly seed: number;
  /** The share of requests with a fault. */
  readonly share: number;
}

export interface Started {
  readonly origin: string;
  /** An origin on which nothing listens. */
  readonly closedOrigin: string;
}

/** Requests a report, and closes all connections. */
export interface ReportRequest {
  /** The number of calls to report. */
  readonly calls: number;
  /** Numbers of deleted codes, to report those that still exist. */
  readonly deleted: Uint32Array;
}

export interface ServerReport {
  readonly created: Uint8Array;
  readonly notDeleted: readonly string[];
  readonly requests: number;
  /** By name. */
  readonly faults: Readonly<Record<string, number>>;
}

const { seed, share }: Setup = workerData;
const phoneNumber = new PhoneNumber();
const faults: Record<string, number> = {};

const server = await startFaultServer(
  (exchange) => {
    const { headers } = exchange.request;
    const kind = faultKinds[faultOf(seed, share, Number(headers['x-call']), Number(headers['x-attempt'])) ?? -1];
    if (kind) faults[kind[0]] = (faults[kind[0]] ?? 0) + 1;
    const handler = kind?.[1] ?? successKeptAlive;
    handler(exchange);
  },
  (request) => phoneNumber.respond(request),
);

const closed = createServer().listen(0, '127.0.0.1', () => {
  const address = closed.address();
  const port = typeof address === 'object' ? address?.port : 0;
  closed.close();
  parentPort?.postMessage({ origin: server.origin, closedOrigin: `http://127.0.0.1:${port}` } satisfies Started);
});

parentPort?.on('message', ({ calls, deleted }: ReportRequest) => {
  const serverReport: ServerReport = {
    created: Uint8Array.from({ length: calls }, (_, call) => phoneNumber.timesCreated(`call ${call}`)),
    notDeleted: Array.from(deleted, codeOf).filter((code) => phoneNumber.has(code)),
    requests: server.requests.length,
    faults,
  };
  server.hangUp();
  parentPort?.postMessage(serverReport);
});
