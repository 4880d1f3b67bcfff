import { gzipSync } from 'node:zlib';
import { appSecret, proof, token } from './canary.ts';
import type { Exchange, Handler } from './fault-server.ts';

/** The secrets that Meta repeats in errors, and more. */
export const echo = `Malformed access token ${token}, secret ${appSecret}, proof ${proof}`;

type Body = string | Buffer;

interface Reply {
  /** Default: the status of a success. */
  readonly status?: number;
  /** By lower-case name; `undefined` omits a default header. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Default: the body of a success. A function receives that as JSON. */
  readonly body?: Body | ((success: string) => Body);
}

/** The bytes of a response. */
export function responseBytes({ respond }: Exchange, { status, headers, body = (text) => text }: Reply): Buffer {
  const healthy = typeof body === 'function' ? respond() : undefined;
  const content = Buffer.from(typeof body === 'function' ? body(JSON.stringify(healthy?.value)) : body);
  const all = {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': String(content.length),
    connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]));
  const head = `HTTP/1.1 ${status ?? healthy?.status ?? 200} Status\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), content]);
}

/** A complete response; the connection is closed after it unless it is keep-alive. */
export const reply =
  (how: Reply): Handler =>
  (exchange) => {
    const bytes = responseBytes(exchange, how);
    if (how.headers?.connection === 'keep-alive') exchange.socket.write(bytes);
    else exchange.socket.end(bytes);
  };

export const success = reply({});
export const successKeptAlive = reply({ headers: { connection: 'keep-alive' } });

/** One handler per request; the last one is used for all further requests. */
export const inTurn =
  (...handlers: Handler[]): Handler =>
  (exchange) =>
    handlers[Math.min(exchange.number, handlers.length) - 1]?.(exchange);

/** An error page, as of a gateway. */
export const html = (status: number, headers?: Reply['headers']): Handler =>
  reply({
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: `<html><h1>${status}</h1>${echo}</html>`,
  });

/** A response with any JSON. */
export const json = (status: number, value: unknown, headers?: Reply['headers']): Handler =>
  reply({ status, body: JSON.stringify(value), ...(headers && { headers }) });

/** An error in Meta's format. */
export const graphError = (status: number, error: object, headers?: Reply['headers']): Handler =>
  json(status, { error: { message: echo, type: 'OAuthException', fbtrace_id: 'AbCdEf', ...error } }, headers);

export const redirect = (status: number, location?: string): Handler =>
  reply({ status, headers: { location }, body: echo });

/** A redirect to the requested address itself. */
export const redirectLoop =
  (status: number): Handler =>
  (exchange) =>
    redirect(status, exchange.request.target)(exchange);

/** A redirect to another origin, which is this server by another name; it keeps the query with the proof. */
export const redirectToOtherOrigin =
  (status: number): Handler =>
  (exchange) => {
    const { request, socket } = exchange;
    const isThere = request.headers.host?.startsWith('localhost');
    const handler = isThere ? success : redirect(status, `http://localhost:${socket.localPort}${request.target}`);
    handler(exchange);
  };

/** The success compressed with gzip, changed by `damage`. */
export const gzip = (damage: (packed: Buffer) => Buffer): Handler =>
  reply({ headers: { 'content-encoding': 'gzip' }, body: (text) => damage(gzipSync(text)) });

const blanks = Buffer.alloc(1_000_000, ' ');

/** White space before the last character: 50 MB in all. */
export const large =
  (body?: string): Handler =>
  (exchange) => {
    const bytes = responseBytes(exchange, {
      headers: { 'content-length': undefined },
      body: body ?? ((text) => text),
    });
    exchange.socket.write(bytes.subarray(0, -1));
    for (let part = 0; part < 50; part++) exchange.socket.write(blanks);
    exchange.socket.end(bytes.subarray(-1));
  };
