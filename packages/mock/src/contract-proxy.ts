import type { IncomingMessage, ServerResponse } from 'node:http';
import { createContractCheck } from './contract-check.ts';
import type { MockRequest } from './controls.ts';
import { decodeBody } from './decode-body.ts';
import { type HttpRequest, parseTarget } from './http-request.ts';
import { headersOf } from './incoming-headers.ts';
import { addressOf, closing, listen } from './listen.ts';
import { requireKnownOptions, requireNumber } from './options.ts';
import { logViolations, type ProxyLog } from './proxy-log.ts';
import { readBody, skipBody } from './read-body.ts';
import { parseBody } from './request-body.ts';
import { RequestLog } from './request-log.ts';
import { type GraphVersion, type OperationId, requireGraphVersion } from './scenarios.ts';
import { Secrets } from './secrets.ts';
import { connectTo, endToEnd } from './upstream.ts';
import { type Difference, NOTHING, type Violation } from './violation.ts';

export interface ContractProxyOptions<V extends GraphVersion> {
  /** The Graph API version whose document requests and responses are compared with. */
  readonly version: V;
  /** The address of the server to pass requests on to: `https://graph.facebook.com`, for instance. */
  readonly upstream: string;
  /** Default: a free one. */
  readonly port?: number | undefined;
  /** Default: `127.0.0.1`, which only this machine can reach. */
  readonly host?: string | undefined;
  /** How long a response may take until the proxy responds with 504, in milliseconds. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Larger request bodies get a 413 and are not passed on; larger response bodies are passed on, and not compared but
   * reported. In bytes; default: 1,000,000.
   */
  readonly maxBodyBytes?: number | undefined;
  /** Receives every exchange. Default: those with violations are printed with `console.warn`. `false` prints nothing. */
  readonly log?: ProxyLog | false | undefined;
}

/** A request as it was sent, with its credentials replaced by `[removed]`. */
export interface ProxiedRequest<Id extends string = OperationId> extends Omit<MockRequest<Id>, 'rejected'> {
  /** Of the response that the client received; `undefined` if it closed the connection before. */
  readonly status: number | undefined;
  /** Why the proxy itself responded, with 413, 502 or 504; `undefined` if the response is that of the upstream. */
  readonly failed: string | undefined;
  /** From the start of the request until its response was complete, in milliseconds. */
  readonly durationMs: number;
}

/** A server that passes requests and responses on unchanged, and compares them with the document of a version. */
export interface ContractProxy<V extends GraphVersion = GraphVersion> extends AsyncDisposable {
  readonly version: V;
  /** `http://127.0.0.1:40123`, for instance: the base address for a client. */
  readonly url: string;
  /** The requests since the start or the last `reset()`, in the order of their responses: the last 10,000, at most 32 MB. */
  readonly requests: readonly ProxiedRequest<OperationId<V>>[];
  /**
   * What the document does not allow, on either side, since the start or the last `reset()`: the last 10,000. It is complete
   * for an exchange before the client receives the response.
   */
  readonly violations: readonly Violation<OperationId<V>>[];
  /** Removes requests and violations. */
  reset(): void;
  /** Stops listening and closes every connection, on both sides. */
  close(): Promise<void>;
}

const OPTIONS = ['version', 'upstream', 'port', 'host', 'timeoutMs', 'maxBodyBytes', 'log'];
const MAX_VIOLATIONS = 10_000;
const MAX_POINTER_LENGTH = 2_000;

/**
 * Starts a proxy in front of a server of the Graph API, until it is closed. Throws a `TypeError` for an option that it
 * cannot use.
 */
export async function startContractProxy<V extends GraphVersion>(
  options: ContractProxyOptions<V>,
): Promise<ContractProxy<V>> {
  requireKnownOptions('startContractProxy', options, OPTIONS);
  const { version, port = 0, host = '127.0.0.1', timeoutMs = 60_000, maxBodyBytes = 1_000_000 } = options;
  requireGraphVersion(version);
  requireNumber('timeoutMs', timeoutMs, 'a number of milliseconds, such as 60_000', 1);
  requireNumber('maxBodyBytes', maxBodyBytes, 'a number of bytes, such as 1_000_000', 0);
  const upstream = connectTo(options.upstream);
  const log = options.log === false ? undefined : (options.log ?? logViolations);
  const secrets = new Secrets();
  const check = await createContractCheck(version, secrets);
  const received = new RequestLog<ProxiedRequest<OperationId<V>>>();
  const violations: Violation<OperationId<V>>[] = [];

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const { rawHeaders } = incoming;
    const read = await readBody(incoming, maxBodyBytes);
    const origin = `http://${incoming.headers.host}`;
    const target = parseTarget(incoming.url ?? '', origin);
    const request: HttpRequest = {
      method: incoming.method ?? '',
      ...target,
      headers: headersOf(incoming),
      body: read.isComplete ? read.body.toString() : '',
      bodyBytes: read.body.length,
    };
    secrets.add(request);
    if (!read.isComplete) {
      const bytes = read.body.length + (await skipBody(incoming));
      const failed = `Request body has ${bytes} bytes: at most ${maxBodyBytes} are accepted.`;
      const difference = { pointer: '/body', expected: `at most ${maxBodyBytes} bytes`, found: `${bytes} bytes` };
      return fail(413, failed, [{ side: 'request', difference }]);
    }

    const client = new AbortController();
    outgoing.once('close', () => client.abort());
    const timeout = AbortSignal.timeout(timeoutMs);
    const found = isPreflight(incoming) ? [] : sided('request', check.request(request));
    try {
      const signal = AbortSignal.any([client.signal, timeout]);
      const rawTarget = (incoming.url ?? '/').replace(/^https?:\/\/[^/?#]*/i, '');
      const response = await upstream.send(
        { method: request.method, target: rawTarget || '/', rawHeaders, body: read.body },
        signal,
      );
      const { body, isComplete } = await readBody(response, maxBodyBytes);
      const status = response.statusCode ?? 502;
      const headers = headersOf(response);
      const text = isComplete
        ? decodeBody(body, headers['content-encoding'] ?? '', maxBodyBytes)
        : new Error(`more than ${maxBodyBytes} bytes`);
      const differences = isPreflight(incoming) ? [] : check.response(request, { status, headers, body: text });
      record(status, undefined, [...found, ...sided('response', differences)]);
      outgoing.writeHead(status, response.statusMessage, endToEnd(response.rawHeaders));
      if (isComplete) return void outgoing.end(body);
      outgoing.write(body);
      response.on('error', () => outgoing.destroy()).pipe(outgoing);
    } catch (error) {
      if (client.signal.aborted) return record(undefined, 'The client closed the connection.', found);
      const isSlow = timeout.aborted;
      const reason = isSlow ? `none within ${timeoutMs} ms` : reasonOf(error);
      const difference = {
        pointer: '',
        expected: isSlow ? `a response within ${timeoutMs} ms` : 'a response',
        found: isSlow ? NOTHING : `${NOTHING}: ${reason}`,
      };
      const failed = `The proxy received no response from ${options.upstream}: ${reason}.`;
      fail(isSlow ? 504 : 502, failed, [...found, { side: 'response', difference }]);
    }

    function fail(status: number, reason: string, differences: readonly Sided[]): void {
      const failed = secrets.remove(reason);
      record(status, failed, differences);
      const error = { message: failed, type: 'ContractProxyException', code: 2 };
      outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    }

    function record(status: number | undefined, failed: string | undefined, differences: readonly Sided[]): void {
      if (isPreflight(incoming)) return;
      const operationId = check.operationId(request);
      const headers = secrets.removeFromHeaders(request.headers);
      const body = secrets.remove(request.body);
      const entry: ProxiedRequest<OperationId<V>> = {
        operationId,
        method: request.method,
        path: secrets.remove(request.path),
        query: secrets.removeFromQuery(request.query),
        headers,
        body,
        get parsed() {
          const parsed = parseBody({ headers, body });
          return parsed.kind === 'json' ? parsed.value : undefined;
        },
        status,
        failed,
        durationMs: performance.now() - startedAt,
      };
      const { method, path } = entry;
      const reported = differences.map(({ side, difference }): Violation<OperationId<V>> => {
        // A name in a body can be as long as the body.
        const pointer = secrets.remove(difference.pointer).slice(0, MAX_POINTER_LENGTH);
        const expected = secrets.remove(difference.expected);
        return { operation: operationId, method, path, side, pointer, expected, found: difference.found, status };
      });
      received.add(entry, { status: status ?? 0, example: undefined, fault: undefined });
      violations.push(...reported);
      violations.splice(0, violations.length - MAX_VIOLATIONS);
      log?.({ method, path, status, failed, violations: reported });
    }
  }

  // Not imported: that would load fetch and its dependencies, which a mock does not need.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((incoming, outgoing) => {
    // Only a client that goes away in the middle of its request has no response.
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await listen('proxy', server, port, host);
  const close = closing(server);
  return {
    version,
    url: addressOf(server),
    requests: received.requests,
    violations,
    reset() {
      received.clear();
      violations.length = 0;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Sided {
  readonly side: Violation['side'];
  readonly difference: Difference;
}

function sided(side: Violation['side'], differences: readonly Difference[]): Sided[] {
  return differences.map((difference) => ({ side, difference }));
}

/** A browser's question about CORS, which no operation documents. */
function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** `connect ECONNREFUSED 127.0.0.1:1`; a host with several addresses has one error for each, in an error without text. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
