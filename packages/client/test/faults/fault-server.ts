import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { successTo } from './operations.ts';

/** A request as received over the wire. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** 1 for the first connection to this server. */
  readonly connection: number;
}

/** Carries out a request, and returns the response of a healthy server. */
export type Respond = (request: Received) => { readonly status: number; readonly value: object };

/** A request, and the socket to respond on. */
export interface Exchange {
  readonly socket: Socket;
  readonly request: Received;
  /** Carries out the request. A fault before processing does not call it. */
  readonly respond: () => ReturnType<Respond>;
  /** 1 for the first request to this server. */
  readonly number: number;
}

export type Handler = (exchange: Exchange) => void;

/** A server on a free port of 127.0.0.1 whose handler controls every byte of the responses. */
export interface FaultServer extends AsyncDisposable {
  readonly port: number;
  readonly origin: string;
  /** All completely received requests. */
  readonly requests: readonly Received[];
  readonly openConnections: number;
  /** Settles as soon as no connection is open. */
  disconnected(): Promise<void>;
  /** Closes all connections. */
  hangUp(): void;
  /** Stops listening, and closes all connections. */
  close(): Promise<void>;
  /** Listens again, at the same port. */
  reopen(): Promise<void>;
}

/** Parses the first complete request of the received bytes; `undefined` if it is incomplete. */
function readRequest(bytes: Buffer, connection: number): [Received, rest: Buffer] | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [requestLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const [method = '', target = ''] = requestLine.split(' ');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const end = headEnd + 4 + Number(headers['content-length'] ?? 0);
  if (bytes.length < end) return undefined;
  const body = bytes.subarray(headEnd + 4, end).toString('utf8');
  return [{ method, target, headers, body, connection }, bytes.subarray(end)];
}

const success: Respond = (request) => ({ status: 200, value: successTo(request) });

const tlsHandshake = 0x16;

export async function startFaultServer(handler: Handler, respond: Respond = success): Promise<FaultServer> {
  const requests: Received[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  let onIdle = () => {};

  const server = createServer((socket) => {
    const connection = ++connections;
    open.add(socket);
    let bytes: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes[0] === tlsHandshake) {
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      const parsed = readRequest(bytes, connection);
      if (!parsed) return;
      const [request, rest] = parsed;
      bytes = rest;
      requests.push(request);
      handler({ socket, request, number: requests.length, respond: () => respond(request) });
    });
    // A client that aborts may reset the connection.
    socket.on('error', () => {});
    socket.on('close', () => {
      open.delete(socket);
      if (open.size === 0) onIdle();
    });
  });

  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;

  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    hangUp();
    await closed;
  };

  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    requests,
    get openConnections() {
      return open.size;
    },
    disconnected: () =>
      new Promise((resolve) => {
        onIdle = resolve;
        if (open.size === 0) resolve();
      }),
    hangUp,
    close,
    reopen: () => listen(port),
    [Symbol.asyncDispose]: close,
  };
}
