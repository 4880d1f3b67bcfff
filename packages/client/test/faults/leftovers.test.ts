import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { success } from './answers.ts';
import { startFaultServer } from './fault-server.ts';
import { watchLeftovers } from './leftovers.ts';

// The checks that nothing is left are worth what they find where something is.

const timers: NodeJS.Timeout[] = [];
let socket: Socket | undefined;
afterEach(() => {
  for (const timer of timers.splice(0)) clearTimeout(timer);
  socket?.destroy();
});

describe('what is left is found:', () => {
  test.each([
    ['an interval', () => setInterval(() => {}, 60_000), 'a timer of 60000 ms'],
    ['a timer that soon fires', () => setTimeout(() => {}, 1_000), 'a timer of 1000 ms'],
  ])('%s', async (_what, set, found) => {
    // One that ends meanwhile must not make up for it.
    const other = setTimeout(() => {}, 60_000);
    const leftovers = watchLeftovers();
    clearTimeout(other);
    timers.push(set());
    expect(await leftovers()).toEqual([found]);
  });

  test('a connection, by the server as well', async () => {
    const leftovers = watchLeftovers();
    const server = await startFaultServer(success);
    socket = connect(server.port, '127.0.0.1');
    await new Promise((resolve) => socket?.once('connect', resolve));
    let isDisconnected = false;
    const disconnected = server.disconnected().then(() => {
      isDisconnected = true;
    });
    expect(await leftovers()).toContain('TCPSocketWrap');
    expect(isDisconnected).toBe(false);
    await server.close();
    await disconnected;
  });
});

test('nothing is found where a timer has fired, was cleared, or does not keep the process alive', async () => {
  const leftovers = watchLeftovers();
  clearTimeout(setTimeout(() => {}, 60_000));
  timers.push(setTimeout(() => {}, 60_000).unref());
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await leftovers()).toEqual([]);
});
