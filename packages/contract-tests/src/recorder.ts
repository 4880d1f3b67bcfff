import { once } from 'node:events';
import { request as connect, createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request as sent over the wire. */
export interface SentRequest {
  readonly method: string;
  /** As sent, percent-encoding included, without the query. */
  readonly path: string;
  /** Decoded, in the order sent. */
  readonly query: readonly Pair[];
  /** By lower-case name, in the order sent; duplicates are kept. */
  readonly headers: readonly Pair[];
  readonly body: string;
}

export type Pair = readonly [name: string, value: string];

export interface ReceivedResponse {
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: string;
}

/** A request and its response. */
export interface Exchange {
  readonly request: SentRequest;
  readonly response: ReceivedResponse;
}

/** A proxy between a client and a server that forwards everything unchanged and records it. */
export interface Recorder extends AsyncDisposable {
  /** The `baseUrl` for the client. */
  readonly url: string;
  /** Oldest first. */
  readonly exchanges: readonly Exchange[];
  clear(): void;
}

/**
 * Starts a recorder in front of the server at `upstream`. The contract tests check the wire as recorded here, not as
 * reported by client or mock.
 */
export async function startRecorder(upstream: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (incoming, outgoing) => {
    try {
      const sent = await buffer(incoming);
      const forwarded = connect(upstream + incoming.url, { method: incoming.method, headers: incoming.rawHeaders });
      const response = new Promise<IncomingMessage>((resolve, reject) => {
        forwarded.on('response', resolve).on('error', reject).end(sent);
      });
      const { statusCode: status = 0, rawHeaders } = await response;
      const received = await buffer(await response);
      exchanges.push({
        request: requestOf(incoming, sent.toString()),
        response: { status, headers: pairsOf(rawHeaders), body: received.toString() },
      });
      outgoing.writeHead(status, rawHeaders).end(received);
    } catch {
      // The client gets a broken connection, as the recorder did.
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

/** Node has raw headers in one list of alternating names and values. */
function pairsOf(raw: readonly string[]): Pair[] {
  return raw.flatMap((name, index): Pair[] => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? '']] : []));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The recorder has no port.');
  return address.port;
}
