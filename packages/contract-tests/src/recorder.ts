import { once } from 'node:events';
import { request as connect, createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request as it stood on the wire. */
export interface SentRequest {
  readonly method: string;
  /** As it was sent, percent-encoding included, without the query. */
  readonly path: string;
  /** Decoded, in the order in which they were sent. */
  readonly query: readonly Pair[];
  /** By lower-case name, in the order in which they were sent: what is sent twice stands here twice. */
  readonly headers: readonly Pair[];
  readonly body: string;
}

export type Pair = readonly [name: string, value: string];

export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: string;
}

/** A request and the answer that came. */
export interface Exchange {
  readonly request: SentRequest;
  readonly answer: ReceivedAnswer;
}

/** Stands between a client and a server, passes everything on as it is, and keeps it. */
export interface Recorder extends AsyncDisposable {
  /** What the client takes for its base address. */
  readonly url: string;
  /** Oldest first. */
  readonly exchanges: readonly Exchange[];
  clear(): void;
}

/**
 * Starts a recorder in front of the server at `upstream`. What the contract tests say about the wire is what was seen
 * here, not what client or mock say of it.
 */
export async function startRecorder(upstream: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (incoming, outgoing) => {
    try {
      const sent = await buffer(incoming);
      const passedOn = connect(upstream + incoming.url, { method: incoming.method, headers: incoming.rawHeaders });
      const response = new Promise<IncomingMessage>((resolve, reject) => {
        passedOn.on('response', resolve).on('error', reject).end(sent);
      });
      const { statusCode: status = 0, rawHeaders } = await response;
      const received = await buffer(await response);
      exchanges.push({
        request: requestOf(incoming, sent.toString()),
        answer: { status, headers: pairsOf(rawHeaders), body: received.toString() },
      });
      outgoing.writeHead(status, rawHeaders).end(received);
    } catch {
      // The client sees what the recorder saw: a connection that broke.
      outgoing.destroy();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    exchanges,
    clear() {
      exchanges.length = 0;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function requestOf({ method = '', url = '', rawHeaders }: IncomingMessage, body: string): SentRequest {
  const [path = '', query] = url.split('?', 2);
  return { method, path, query: [...new URLSearchParams(query)], headers: pairsOf(rawHeaders), body };
}

/** Node has raw headers in one list, in which names and values take turns. */
function pairsOf(raw: readonly string[]): Pair[] {
  return raw.flatMap((name, index): Pair[] => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? '']] : []));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The recorder listens on no port.');
  return address.port;
}
