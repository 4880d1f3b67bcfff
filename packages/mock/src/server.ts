import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type Arrival, pathAndQuery } from './arrival.ts';
import type { MockControls, MockOptions } from './controls.ts';
import { CORS_HEADERS, preflightHeaders } from './cors.ts';
import { type Answer, createMock } from './mock.ts';
import { requireOptions } from './options.ts';
import type { GraphVersion } from './scenarios.ts';

export interface MockServerOptions<V extends GraphVersion> extends MockOptions<V> {
  /** Default: a free one. */
  readonly port?: number | undefined;
  /** Default: `127.0.0.1`, which only this machine reaches. */
  readonly host?: string | undefined;
}

export interface MockServer<V extends GraphVersion = GraphVersion> extends MockControls<V>, AsyncDisposable {
  /** `http://127.0.0.1:40123`, for instance: what a client takes as its base address. */
  readonly url: string;
  /** Stops listening and ends every connection, idle or not. */
  close(): Promise<void>;
}

/** Answers as the Graph API of that version is documented to, on a port of this machine, until it is closed. */
export async function startMockServer<V extends GraphVersion>(options: MockServerOptions<V>): Promise<MockServer<V>> {
  requireOptions('startMockServer', options, ['version', 'log', 'port', 'host']);
  const { port = 0, host = '127.0.0.1' } = options;
  const { answer, controls } = await createMock(options);
  // Not imported: that would load fetch and all that belongs to it, 20 ms of which the server needs nothing.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => serve(request, response, answer));
  await listen(server, port, host);

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closed;
  };
  return { ...controls, url: addressOf(server), close, [Symbol.asyncDispose]: close };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const taken = 'code' in cause && cause.code === 'EADDRINUSE';
      const reason = taken ? 'it is taken. Choose another, or 0 for a free one' : cause.message;
      reject(new Error(`The mock cannot listen on port ${port} of ${host}: ${reason}.`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mock listens on no port.');
  // A server that listens on all addresses is reached by the loopback one.
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address.address] ?? address.address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

function serve(request: IncomingMessage, response: ServerResponse, answer: (arrival: Arrival) => Answer): void {
  if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
    response.writeHead(204, preflightHeaders(request.headers)).end();
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const answered = answerTo(arrivalOf(request, Buffer.concat(chunks).toString()), answer);
    if (answered.delayMs === 0) return send(response, answered);
    const timer = setTimeout(() => send(response, answered), answered.delayMs);
    response.once('close', () => clearTimeout(timer));
  });
}

function send(response: ServerResponse, { status, headers, body, fault }: Answer): void {
  if (fault === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...CORS_HEADERS, 'content-length': bytes.length, ...headers });
  if (fault === 'truncate') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else response.end(bytes);
}

function arrivalOf(request: IncomingMessage, body: string): Arrival {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
  return { method: request.method ?? '', ...pathAndQuery(request.url ?? ''), headers, body };
}

/** Whatever goes wrong in the mock itself becomes an answer, too: nobody's test should hang. */
function answerTo(arrival: Arrival, answer: (arrival: Arrival) => Answer): Answer {
  try {
    return answer(arrival);
  } catch (error) {
    return {
      status: 500,
      headers: { 'content-type': 'text/plain' },
      body: String(error),
      fault: undefined,
      delayMs: 0,
    };
  }
}
