import { setImmediate, setTimeout } from 'node:timers';
import type { Exchange, Handler } from './fault-server.ts';
import { echo, responseBytes } from './responses.ts';

/** Writes, then calls `then` once the bytes were sent. */
const writeThen = ({ socket }: Exchange, bytes: Buffer | string, then: () => void): void => {
  socket.write(bytes, () => setImmediate(then));
};

const half = (bytes: Buffer): Buffer => bytes.subarray(0, -10);

export const reset: Handler = ({ socket }) => {
  socket.resetAndDestroy();
};

export const close: Handler = ({ socket }) => {
  socket.end();
};

export const silence: Handler = () => {};

export const resetInHeaders: Handler = (exchange) =>
  writeThen(exchange, 'HTTP/1.1 200 OK\r\nContent-Type: appl', () => exchange.socket.resetAndDestroy());

export const resetInBody: Handler = (exchange) =>
  writeThen(exchange, half(responseBytes(exchange, {})), () => exchange.socket.resetAndDestroy());

/** Headers and a part of the body, then nothing. */
export const silenceInBody: Handler = (exchange) => {
  exchange.socket.write(half(responseBytes(exchange, {})));
};

/** These headers and this body; then the connection is closed, or stays open and silent. */
export const raw =
  (headers: string, body: (success: Buffer) => Buffer | string, end: 'ends' | 'stays'): Handler =>
  (exchange) => {
    const whole = responseBytes(exchange, {});
    const content = whole.subarray(whole.indexOf('\r\n\r\n') + 4);
    const bytes = Buffer.concat([
      Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n${headers}\r\n`),
      Buffer.from(body(content)),
    ]);
    if (end === 'ends') exchange.socket.end(bytes);
    else exchange.socket.write(bytes);
  };

/** One byte at a time; `ms` 0 means one per turn of the event loop. */
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

/** So slow that every time limit is exceeded. */
export const slowDrip: Handler = (exchange) => drip(exchange, responseBytes(exchange, {}), 20);

export const quickDrip: Handler = (exchange) => drip(exchange, responseBytes(exchange, {}), 0);

/** A chunked body that never ends. */
const endless =
  (statusLine: string): Handler =>
  ({ socket }) => {
    socket.write(`HTTP/1.1 ${statusLine}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`);
    const next = () => {
      if (socket.destroyed) return;
      socket.write(`100\r\n${' '.repeat(256)}\r\n`);
      setTimeout(next, 5);
    };
    next();
  };

export const endlessBody: Handler = endless('200 OK');
export const endlessRedirect: Handler = endless('302 Found\r\nLocation: /');

export const notHttp: Handler = ({ socket }) => {
  socket.end(`SSH-2.0-OpenSSH_9.6\r\n${echo}\r\n`);
};

export const tooManyHeaders: Handler = ({ socket }) => {
  socket.end(`HTTP/1.1 200 OK\r\nX-Much: ${'x'.repeat(100_000)}\r\n\r\n`);
};
