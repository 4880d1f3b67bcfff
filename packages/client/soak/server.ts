import { createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { successKeptAlive } from '../test/faults/answers.ts';
import { startFaultServer } from '../test/faults/fault-server.ts';
import { faultOf, kinds } from './faults.ts';
import { codeOf, PhoneNumber } from './phone-number.ts';

// A thread of its own: its memory is not the client's, and its work takes no time from the client.

/** What the server is started with. */
export interface Setup {
  readonly seed: number;
  /** The share of requests that a fault strikes. */
  readonly share: number;
}

export interface Started {
  readonly origin: string;
  /** Where no server is. */
  readonly closedOrigin: string;
}

/** Asks for an account of what was done, and ends all connections. */
export interface Question {
  /** For these calls, how often each created a code. */
  readonly calls: number;
  /** Which of these codes are still there. */
  readonly deleted: Uint32Array;
}

export interface Account {
  readonly created: Uint8Array;
  readonly undead: readonly string[];
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
    const kind = kinds[faultOf(seed, share, Number(headers['x-call']), Number(headers['x-attempt'])) ?? -1];
    if (kind) faults[kind[0]] = (faults[kind[0]] ?? 0) + 1;
    const answer = kind?.[1] ?? successKeptAlive;
    answer(exchange);
  },
  (request) => phoneNumber.respond(request),
);

const closed = createServer().listen(0, '127.0.0.1', () => {
  const address = closed.address();
  const port = typeof address === 'object' ? address?.port : 0;
  closed.close();
  parentPort?.postMessage({ origin: server.origin, closedOrigin: `http://127.0.0.1:${port}` } satisfies Started);
});

parentPort?.on('message', ({ calls, deleted }: Question) => {
  const account: Account = {
    created: Uint8Array.from({ length: calls }, (_, call) => phoneNumber.timesCreated(`call ${call}`)),
    undead: Array.from(deleted, codeOf).filter((code) => phoneNumber.has(code)),
    requests: server.requests.length,
    faults,
  };
  server.hangUp();
  parentPort?.postMessage(account);
});
