// A proxy, a private certificate authority, a client certificate: options of a dispatcher, given by `fetch`.
import { readFileSync } from 'node:fs';
import type { Fetch } from '@whatsapp-qr/client/v25.0';
import { Agent, fetch, ProxyAgent } from 'undici';

export interface Network {
  /** Such as `http://user:password@proxy.example.com:3128`. Without one, requests are sent directly. */
  proxy?: string;
  /** Files in PEM: certificates to trust instead of the usual ones, and the client's certificate with its key. */
  ca?: string;
  cert?: string;
  key?: string;
}

/** The `fetch` option of a client. Call it once: its connections are kept open and used again. */
export function fetchThrough({ proxy, ...files }: Network): Fetch {
  const tls = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, readFileSync(file)]));
  const dispatcher = proxy ? new ProxyAgent({ uri: proxy, requestTls: tls }) : new Agent({ connect: tls });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
