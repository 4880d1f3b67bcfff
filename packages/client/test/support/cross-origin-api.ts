import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './server.ts';

/** A request as received over the wire. */
interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed; `undefined` if none was sent. */
  readonly body: unknown;
}

/** Responds to a request, or leaves it open. */
export type Handler = (response: ServerResponse, request: ReceivedRequest) => void;

interface CrossOriginApi extends AsyncDisposable {
  readonly url: string;
  /** The requests of scripts, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** The CORS preflight requests of the browser. */
  readonly preflights: readonly ReceivedRequest[];
}

// Only the headers that the client sends by default.
const allowed = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type',
};

/** An API on a free port of 127.0.0.1 that allows every origin; the last handler is used for all further requests. */
export async function startCrossOriginApi(...handlers: readonly Handler[]): Promise<CrossOriginApi> {
  const requests: ReceivedRequest[] = [];
  const preflights: ReceivedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = '', headers } = incoming;
    const { pathname: path, searchParams } = new URL(incoming.url ?? '', 'http://api');
    const sent = await text(incoming);
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const request = { method, path, query: Object.fromEntries(searchParams), headers, body };
    response.setHeader('access-control-allow-origin', '*');
    if (method === 'OPTIONS') {
      preflights.push(request);
      // Chromium repeats a request that was lost on a reused connection, even a POST, which no page can
      // prevent. So scripts get new connections.
      response.writeHead(204, { ...allowed, connection: 'close' }).end();
      return;
    }
    requests.push(request);
    handlers[Math.min(requests.length, handlers.length) - 1]?.(response, request);
  });
  const { url, [Symbol.asyncDispose]: close } = await listen(server);
  return { url, requests, preflights, [Symbol.asyncDispose]: close };
}

export const respondWith =
  (value: object, status = 200, headers: Record<string, string> = {}): Handler =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

/** An error in the format of the Graph API. */
export const respondWithError = (status: number, error: object): Handler =>
  respondWith({ error: { message: 'something is wrong', type: 'OAuthException', ...error } }, status);
