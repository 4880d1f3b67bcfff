import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MockControls, MockOptions } from './controls.ts';
import { CORS_HEADERS, preflightHeaders } from './cors.ts';
import { parseTarget } from './http-request.ts';
import { headersOf } from './incoming-headers.ts';
import { addressOf, closing, listen } from './listen.ts';
import { createMock, isControlPath, type Mock } from './mock.ts';
import { internalErrorResponse, type MockResponse } from './mock-response.ts';
import { COMMON_OPTIONS, requireKnownOptions } from './options.ts';
import type { GraphVersion } from './scenarios.ts';

export interface MockServerOptions<V extends GraphVersion> extends MockOptions<V> {
  /** Default: a free one. */
  readonly port?: number | undefined;
  /** Default: `127.0.0.1`, which only this machine can reach. */
  readonly host?: string | undefined;
}

export interface MockServer<V extends GraphVersion = GraphVersion> extends MockControls<V>, AsyncDisposable {
  /** `http://127.0.0.1:40123`, for instance: the base address for a client. */
  readonly url: string;
  /** Stops listening and closes every connection, idle or not. */
  close(): Promise<void>;
}

/** Responds as the Graph API of that version is documented to, on a port of this machine, until it is closed. */
export async function startMockServer<V extends GraphVersion>(options: MockServerOptions<V>): Promise<MockServer<V>> {
  requireKnownOptions('startMockServer', options, [...COMMON_OPTIONS, 'port', 'host']);
  const { port = 0, host = '127.0.0.1' } = options;
  const mock = await createMock(options);
  // Not imported: that would load fetch and its dependencies, 20 ms that the server does not need.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((request, response) => serve(request, response, mock));
  await listen('mock', server, port, host);
  const close = closing(server);
  return { ...mock.controls, url: addressOf(server), close, [Symbol.asyncDispose]: close };
}

function serve<V extends GraphVersion>(request: IncomingMessage, response: ServerResponse, mock: Mock<V>): void {
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (isPreflight && !isControlPath(request.url ?? '')) {
    response.writeHead(204, preflightHeaders(request.headers)).end();
    return;
  }
  let chunks: Buffer[] = [];
  let bodyBytes = 0;
  request.on('data', (chunk: Buffer) => {
    bodyBytes += chunk.length;
    // A larger body is read to its end, so that the client gets the response, but it is not kept.
    if (bodyBytes > mock.maxBodyBytes) chunks = [];
    else chunks.push(chunk);
  });
  request.on('end', async () => {
    const mocked = await mock.respond({
      method: request.method ?? '',
      ...parseTarget(request.url ?? '', `http://${request.headers.host}`),
      headers: headersOf(request),
      body: Buffer.concat(chunks).toString(),
      bodyBytes,
    });
    if (mocked.delayMs === 0) return send(response, mocked);
    const timer = setTimeout(() => send(response, mocked), mocked.delayMs);
    response.once('close', () => clearTimeout(timer));
  });
}

function send(response: ServerResponse, mocked: MockResponse): void {
  try {
    write(response, mocked);
  } catch (error) {
    // A test must not hang, nor its process end, because of a response that cannot be sent.
    if (response.headersSent) response.destroy();
    else write(response, internalErrorResponse(error));
  }
}

function write(response: ServerResponse, { status, headers, body, fault, sameOrigin }: MockResponse): void {
  if (fault === 'reset' || fault === 'lost') {
    response.socket?.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...(!sameOrigin && CORS_HEADERS), 'content-length': bytes.length, ...headers });
  if (fault === 'truncate') response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else response.end(bytes);
}
