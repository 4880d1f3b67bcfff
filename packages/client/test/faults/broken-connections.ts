import { setImmediate, setTimeout } from 'node:timers';
import { echo, write } from './answers.ts';
import type { Answer, Exchange } from './fault-server.ts';

/** Writes, and goes on as soon as the bytes have left. */
const writeThen = ({ socket }: Exchange, bytes: Buffer | string, then: () => void): void => {
  socket.write(bytes, () => setImmediate(then));
};

const half = (bytes: Buffer): Buffer => bytes.subarray(0, -10);

export const reset: Answer = ({ socket }) => {
  socket.resetAndDestroy();
};

export const close: Answer = ({ socket }) => {
  socket.end();
};

export const silence: Answer = () => {};

export const resetInHeaders: Answer = (exchange) =>
  writeThen(exchange, 'HTTP/1.1 200 OK\r\nContent-Type: appl', () => exchange.socket.resetAndDestroy());

export const resetInBody: Answer = (exchange) =>
  writeThen(exchange, half(write(exchange, {})), () => exchange.socket.resetAndDestroy());

/** Headers, some of the body, then nothing. */
export const silenceInBody: Answer = (exchange) => {
  exchange.socket.write(half(write(exchange, {})));
};

/** Headers and body as told, then the connection ends, or stays open without a word. */
export const raw =
  (headers: string, body: (success: Buffer) => Buffer | string, end: 'ends' | 'stays'): Answer =>
  (exchange) => {
    const whole = write(exchange, {});
    const content = whole.subarray(whole.indexOf('\r\n\r\n') + 4);
    const bytes = Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${headers}\r\n`),
      Buffer.from(body(content)),
    ]);
    if (end === 'ends') exchange.socket.end(bytes);
    else exchange.socket.write(bytes);
  };

/** One byte at a time; `ms` 0 means one with every turn of the event loop. */
const drip = ({ socket }: Exchange, bytes: Buffer, ms: number): void => {
  let sent = 0;
  const next = () => {
    if (socket.destroyed) return;
    socket.write(bytes.subarray(sent, ++sent));
    if (sent === bytes.length) socket.end();
    else if (ms === 0) setImmediate(next);
    else setTimeout(next, ms);
  };
  next();
};

/** Some bytes each time, slower than anyone waits. */
export const slowDrip: Answer = (exchange) => drip(exchange, write(exchange, {}), 20);

export const quickDrip: Answer = (exchange) => drip(exchange, write(exchange, {}), 0);

/** A body in chunks to which there is always more. */
const endless =
  (statusLine: string): Answer =>
  ({ socket }) => {
    socket.write(`HTTP/1.1 ${statusLine}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const next = () => {
      if (socket.destroyed) return;
      socket.write(`100\r\n${' '.repeat(256)}\r\n`);
      setTimeout(next, 5);
    };
    next();
  };

export const endlessBody: Answer = endless('200 OK');
export const endlessRedirect: Answer = endless('302 Found\r\nLocation: /');

export const notHttp: Answer = ({ socket }) => {
  socket.end(`SSH-2.0-OpenSSH_9.6\r\n${echo}\r\n`);
};

export const tooManyHeaders: Answer = ({ socket }) => {
  socket.end(`HTTP/1.1 200 OK\r\nX-Much: ${'x'.repeat(100_000)}\r\n\r\n`);
};
