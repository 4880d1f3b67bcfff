import { gzipSync } from 'node:zlib';
import { appSecret, proof, token } from './canary.ts';
import type { Answer, Exchange } from './fault-server.ts';

/** What Meta is known to repeat, and more. */
export const echo = `Malformed access token ${token}, secret ${appSecret}, proof ${proof}`;

type Body = string | Buffer;

interface Reply {
  /** Default: that of a server that is well. */
  readonly status?: number;
  /** By name in lower case; `undefined` leaves out one that is sent otherwise. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Default: what a server that is well answers. A function is given that, as JSON. */
  readonly body?: Body | ((success: string) => Body);
}

/** The bytes of an answer. */
export function write({ respond }: Exchange, { status, headers, body = (text) => text }: Reply): Buffer {
  const well = typeof body === 'function' ? respond() : undefined;
  const content = Buffer.from(typeof body === 'function' ? body(JSON.stringify(well?.value)) : body);
  const all = {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': String(content.length),
    connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\r\n`]));
  const head = `HTTP/1.1 ${status ?? well?.status ?? 200} Status\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), content]);
}

/** A whole answer; its connection is closed after it unless the headers say otherwise. */
export const reply =
  (how: Reply): Answer =>
  (exchange) => {
    const bytes = write(exchange, how);
    if (how.headers?.connection === 'keep-alive') exchange.socket.write(bytes);
    else exchange.socket.end(bytes);
  };

export const success = reply({});
export const successKeptAlive = reply({ headers: { connection: 'keep-alive' } });

/** One answer for each request; the last one stays. */
export const inTurn =
  (...answers: Answer[]): Answer =>
  (exchange) =>
    answers[Math.min(exchange.number, answers.length) - 1]?.(exchange);

/** What a gateway shows. */
export const html = (status: number, headers?: Reply['headers']): Answer =>
  reply({
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: `<html><h1>${status}</h1>${echo}</html>`,
  });

/** Any JSON. */
export const json = (status: number, value: unknown, headers?: Reply['headers']): Answer =>
  reply({ status, body: JSON.stringify(value), ...(headers && { headers }) });

/** An error as Meta writes it. */
export const graphError = (status: number, error: object, headers?: Reply['headers']): Answer =>
  json(status, { error: { message: echo, type: 'OAuthException', fbtrace_id: 'AbCdEf', ...error } }, headers);

export const redirect = (status: number, location?: string): Answer =>
  reply({ status, headers: { location }, body: echo });

/** A redirect to the very address that was asked for. */
export const redirectLoop =
  (status: number): Answer =>
  (exchange) =>
    redirect(status, exchange.request.target)(exchange);

/** The same at another origin, which is this server by another name. The query, with the proof in it, goes along. */
export const redirectElsewhere =
  (status: number): Answer =>
  (exchange) => {
    const { request, socket } = exchange;
    const isThere = request.headers.host?.startsWith('localhost');
    const answer = isThere ? success : redirect(status, `http://localhost:${socket.localPort}${request.target}`);
    answer(exchange);
  };

/** The answer packed by gzip, after `damage`. */
export const gzip = (damage: (packed: Buffer) => Buffer): Answer =>
  reply({ headers: { 'content-encoding': 'gzip' }, body: (text) => damage(gzipSync(text)) });

const blanks = Buffer.alloc(1_000_000, ' ');

/** White space before the last character: 50 MB in all. */
export const large =
  (body?: string): Answer =>
  (exchange) => {
    const bytes = write(exchange, {
      headers: { 'content-length': undefined },
      body: body ?? ((text) => text),
    });
    exchange.socket.write(bytes.subarray(0, -1));
    for (let part = 0; part < 50; part++) exchange.socket.write(blanks);
    exchange.socket.end(bytes.subarray(-1));
  };
