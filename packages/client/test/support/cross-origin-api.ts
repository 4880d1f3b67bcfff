import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './server.ts';

/** A request as it came over the wire. */
interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed; `undefined` if none was sent. */
  readonly body: unknown;
}

/** Answers a request, or leaves it without an answer. */
export type Answer = (response: ServerResponse, request: Arrived) => void;

interface CrossOriginApi extends AsyncDisposable {
  readonly url: string;
  /** The requests of scripts, in the order of their arrival. */
  readonly requests: readonly Arrived[];
  /** The requests in which the browser asked beforehand whether a script may send its own. */
  readonly preflights: readonly Arrived[];
}

// The headers that the client sends by itself: a page could not send any other.
const allowed = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers': 'authorization, content-type',
};

/** An API on a free port of this machine that pages of every origin may call; the last answer goes on for ever. */
export async function startCrossOriginApi(...answers: readonly Answer[]): Promise<CrossOriginApi> {
  const requests: Arrived[] = [];
  const preflights: Arrived[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = '', headers } = incoming;
    const { pathname: path, searchParams } = new URL(incoming.url ?? '', 'http://api');
    const sent = await text(incoming);
    const body: unknown = sent === '' ? undefined : JSON.parse(sent);
    const request = { method, path, query: Object.fromEntries(searchParams), headers, body };
    response.setHeader('access-control-allow-origin', '*');
    if (method === 'OPTIONS') {
      preflights.push(request);
      // A request lost on a connection that was in use before, Chromium sends again by itself, even a POST: no page can
      // keep it from that. So scripts get connections of their own.
      response.writeHead(204, { ...allowed, connection: 'close' }).end();
      return;
    }
    requests.push(request);
    answers[Math.min(requests.length, answers.length) - 1]?.(response, request);
  });
  const { url, [Symbol.asyncDispose]: close } = await listen(server);
  return { url, requests, preflights, [Symbol.asyncDispose]: close };
}

export const answer =
  (value: object, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

/** An error as the Graph API writes it. */
export const answerError = (status: number, error: object): Answer =>
  answer({ error: { message: 'something is wrong', type: 'OAuthException', ...error } }, status);
