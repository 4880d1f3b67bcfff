import { connect, type NetConnectOpts } from 'node:net';

/** Requests per second over that many connections, each sending its next request when it has its last response. An abort rejects. */
export async function requestsPerSecond(
  url: string,
  target: string,
  connections: number,
  requests: number,
  signal?: AbortSignal,
): Promise<number> {
  const { hostname, port } = new URL(url);
  const text = `GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer any\r\nAccept: */*\r\n\r\n`;
  let left = requests;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      keepSending({ host: hostname, port: Number(port), signal }, text, () => left-- > 0),
    ),
  );
  return (requests / (performance.now() - started)) * 1_000;
}

function keepSending(to: NetConnectOpts, text: string, more: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(to);
    let received = '';
    const next = () => (more() ? socket.write(text) : socket.end());
    socket.setEncoding('latin1');
    socket.on('connect', next);
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (!isWhole(received)) return;
      if (!received.startsWith('HTTP/1.1 200')) reject(new Error(`Expected a 200, received ${received}`));
      received = '';
      next();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve());
  });
}

function isWhole(response: string): boolean {
  const headEnd = response.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /^content-length: (\d+)/im.exec(response)?.[1];
  return response.length >= headEnd + 4 + Number(length);
}
