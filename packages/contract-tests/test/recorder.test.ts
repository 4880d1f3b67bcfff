// All other tests rely on the recorder for the exchanges.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type Recorder, startRecorder } from '../src/recorder.ts';

async function recorderOf(listener: RequestListener): Promise<Recorder> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  const recorder = await startRecorder(`http://127.0.0.1:${address.port}`);
  onTestFinished(async () => {
    await recorder[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
  });
  return recorder;
}

test('it forwards every byte unchanged, and records it', async () => {
  const recorder = await recorderOf(async (request, response) => {
    const body = `${request.method} ${request.url} ${request.rawHeaders.join(',')} ${await text(request)}`;
    response
      .writeHead(
        418,
        [
          ['X-Twice', 'a'],
          ['X-Twice', 'b'],
        ].flat(),
      )
      .end(body);
  });
  const socket = connect(Number(new URL(recorder.url).port), '127.0.0.1');
  socket.write(
    'POST /a%2Fb?q=%C3%BC&q=+ HTTP/1.1\r\nHost: h\r\nX-Case: A\r\nx-case: b\r\nContent-Length: 3\r\nConnection: close\r\n\r\nhü',
  );
  const received = await text(socket);
  const body = 'POST /a%2Fb?q=%C3%BC&q=+ Host,h,X-Case,A,x-case,b,Content-Length,3,Connection,close hü';
  expect(received).toContain('HTTP/1.1 418');
  expect(received).toContain('X-Twice: a\r\nX-Twice: b');
  expect(received).toContain(body);

  const [exchange] = recorder.exchanges;
  expect(exchange?.request).toStrictEqual({
    method: 'POST',
    path: '/a%2Fb',
    query: [
      ['q', 'ü'],
      ['q', ' '],
    ],
    headers: [
      ['host', 'h'],
      ['x-case', 'A'],
      ['x-case', 'b'],
      ['content-length', '3'],
      ['connection', 'close'],
    ],
    body: 'hü',
  });
  expect(exchange?.response).toMatchObject({ status: 418, body });
  expect(exchange?.response.headers).toContainEqual(['x-twice', 'b']);
});

test('a broken connection to the server breaks the connection to the client', async () => {
  const recorder = await recorderOf((request) => request.destroy());
  await expect(fetch(recorder.url)).rejects.toThrow(TypeError);
  expect(recorder.exchanges).toEqual([]);
});
