import type { Server } from 'node:http';

/** Listens, or rejects with the reason. */
export function listen(name: string, server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays attached: a later error, such as too many open files, must not end the process.
    server.on('error', (cause) => {
      const inUse = 'code' in cause && cause.code === 'EADDRINUSE';
      const reason = inUse ? 'it is taken. Choose another, or 0 for a free one' : cause.message;
      reject(new Error(`The ${name} cannot listen on port ${port} of ${host}: ${reason}.`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.');
  // A server that listens on all addresses can be reached at the loopback address.
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address.address] ?? address.address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** Stops listening and closes every connection, idle or not. Later calls wait for the first. */
export function closing(server: Server): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closed;
  };
}
