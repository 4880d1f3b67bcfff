import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { type MockServer, startMockServer } from '@whatsapp-qr/mock';
import { generate } from 'selfsigned';

/** A mock behind TLS, with a certificate of graph.facebook.com, and a proxy that leads to it; both on 127.0.0.1. */
export interface MetaBehindProxy extends AsyncDisposable {
  readonly mock: MockServer<'v25.0'>;
  /** The mock behind TLS, without the proxy. */
  readonly url: string;
  readonly proxyUrl: string;
  /** The addresses to which clients were connected through the proxy. */
  readonly connected: readonly string[];
  /** Paths of PEM files: the certificate of the server, and a client certificate that it accepts with its key. */
  readonly files: { readonly ca: string; readonly cert: string; readonly key: string };
}

export async function startMetaBehindProxy(requestCert = false): Promise<MetaBehindProxy> {
  const mock = await startMockServer({ version: 'v25.0' });
  const pems = await generateCertificates();
  const { private: key, cert } = pems;
  const tls = createTlsServer({ key, cert, ca: cert, requestCert }, (socket) => pipe(socket, mock.url));
  const url = `https://127.0.0.1:${await listen(tls)}`;
  const connected: string[] = [];
  const proxy = createHttpServer().on('connect', (request, socket) => {
    connected.push(request.url ?? '');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    pipe(socket, url);
  });
  const proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;

  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const write = (name: string, pem = '') => {
    writeFileSync(join(folder, name), pem);
    return join(folder, name);
  };
  const files = {
    ca: write('ca.pem', cert),
    cert: write('client.pem', pems.clientcert),
    key: write('client-key.pem', pems.clientprivate),
  };
  return {
    mock,
    url,
    proxyUrl,
    connected,
    files,
    async [Symbol.asyncDispose]() {
      proxy.close();
      tls.close();
      // Ends its connections, and with them those that lead to it.
      await mock.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One certificate is that of the server and the authority that signed the client's. */
function generateCertificates() {
  const altNames = [
    { type: 2 as const, value: 'graph.facebook.com' },
    { type: 7 as const, ip: '127.0.0.1' },
  ];
  return generate([{ name: 'commonName', value: 'graph.facebook.com' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
    clientCertificate: { cn: 'a team', keyType: 'ec' },
  });
}

function pipe(socket: Duplex, address: string): void {
  const upstream = connect(Number(new URL(address).port), '127.0.0.1');
  socket.pipe(upstream).pipe(socket);
  for (const [side, other] of [
    [socket, upstream],
    [upstream, socket],
  ] as const) {
    side.on('error', () => other.destroy()).on('close', () => other.destroy());
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
