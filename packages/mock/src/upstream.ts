import type { IncomingMessage, RequestOptions } from 'node:http';
import { quote } from './quote.ts';

/** Headers of one connection (RFC 9110, 7.6.1), and `expect`, which the proxy has responded to itself. */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A request as it is passed on. */
export interface UpstreamRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** The server behind the proxy. */
export interface Upstream {
  /** Resolves with the head of the response; rejects with the reason if there is none. */
  send(request: UpstreamRequest, signal: AbortSignal): Promise<IncomingMessage>;
}

/** Throws a `TypeError` for what is no address of a server. */
export function connectTo(upstream: string): Upstream {
  const base = requireAddress(upstream);
  // Not imported: the module loads fetch and its dependencies, which a mock does not need.
  const module = process.getBuiltinModule(base.protocol === 'https:' ? 'node:https' : 'node:http');
  return {
    send({ method, target, rawHeaders, body }, signal) {
      const options: RequestOptions = {
        // A reused connection can be closed by the server at the same moment, which would look like a fault of the server.
        agent: false,
        method,
        hostname: base.hostname.replaceAll(/^\[|\]$/g, ''),
        port: base.port,
        path: base.pathname.replace(/\/$/, '') + target,
        headers: ['host', base.host, ...endToEnd(rawHeaders, ['host', 'content-length']), ...lengthOf(body)],
        signal,
      };
      return new Promise((resolve, reject) => {
        module.request(options, resolve).on('error', reject).end(body);
      });
    },
  };
}

/** A body that arrived in chunks is sent in one piece, and an empty one needs no length. */
function lengthOf({ length }: Buffer): string[] {
  return length === 0 ? [] : ['content-length', String(length)];
}

/** Without the headers that are about one connection alone. */
export function endToEnd(rawHeaders: readonly string[], others: readonly string[] = []): string[] {
  const named = rawHeaders.filter(
    (_, index) => rawHeaders[index - 1]?.toLowerCase() === 'connection' && index % 2 === 1,
  );
  const dropped = new Set([
    ...HOP_BY_HOP,
    ...others,
    ...named
      .join()
      .toLowerCase()
      .split(/\s*,\s*/),
  ]);
  return rawHeaders.filter((_, index) => !dropped.has(rawHeaders[index - (index % 2)]?.toLowerCase() ?? ''));
}

function requireAddress(upstream: unknown): URL {
  const url = typeof upstream === 'string' && URL.canParse(upstream) ? new URL(upstream) : undefined;
  const isPlain =
    url !== undefined && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (isPlain && /^https?:$/.test(url.protocol)) return url;
  const expected = 'the address of a server, such as https://graph.facebook.com, without user, query and fragment';
  // What has a user has credentials, which must not be repeated.
  const received = String(upstream).includes('@') ? 'one with a user' : quote(upstream);
  throw new TypeError(`upstream: expected ${expected}; received ${received}.`);
}
