import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startFaultServer } from './fault-server.ts';
import { watchHandles } from './leaked-handles.ts';
import { success } from './responses.ts';

// Proves that leaked handles are found.

const timers: NodeJS.Timeout[] = [];
let socket: Socket | undefined;
afterEach(() => {
  for (const timer of timers.splice(0)) clearTimeout(timer);
  socket?.destroy();
});

describe('a leak is found:', () => {
  test.each([
    ['an interval', () => setInterval(() => {}, 60_000), 'a timer of 60000 ms'],
    ['a timer that soon fires', () => setTimeout(() => {}, 1_000), 'a timer of 1000 ms'],
  ])('%s', async (_what, set, found) => {
    // A timer that ends meanwhile must not hide the leaked one.
    const other = setTimeout(() => {}, 60_000);
    const leakedHandles = watchHandles();
    clearTimeout(other);
    timers.push(set());
    expect(await leakedHandles()).toEqual([found]);
  });

  test('a connection, also by the server', async () => {
    const leakedHandles = watchHandles();
    const server = await startFaultServer(success);
    socket = connect(server.port, '127.0.0.1');
    await new Promise((resolve) => socket?.once('connect', resolve));
    let isDisconnected = false;
    const disconnected = server.disconnected().then(() => {
      isDisconnected = true;
    });
    expect(await leakedHandles()).toContain('TCPSocketWrap');
    expect(isDisconnected).toBe(false);
    await server.close();
    await disconnected;
  });
});

test('a timer that has fired, was cleared or is unreferenced is no leak', async () => {
  const leakedHandles = watchHandles();
  clearTimeout(setTimeout(() => {}, 60_000));
  timers.push(setTimeout(() => {}, 60_000).unref());
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await leakedHandles()).toEqual([]);
});
