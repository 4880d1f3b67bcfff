// A proxy, a private certificate authority, a client certificate: options of a dispatcher, given by `fetch`.
import { readFileSync } from 'node:fs';
import type { Fetch } from '@whatsapp-qr/client/v25.0';
import { Agent, fetch, ProxyAgent } from 'undici';

export interface Network {
  /** Such as `http://user:password@proxy.example.com:3128`. Without one, requests are sent directly. */
  proxy?: string | undefined;
  /** Files in PEM: certificates to trust instead of the usual ones, and the client's certificate with its key. */
  ca?: string | undefined;
  cert?: string | undefined;
  key?: string | undefined;
}

/** The `fetch` option of a client. Call it once: its connections are kept open and used again. */
export function fetchThrough({ proxy, ...files }: Network): Fetch {
  const given = Object.entries(files).flatMap(([name, file]) =>
    file === undefined ? [] : [[name, readFileSync(file)]],
  );
  const tls = Object.fromEntries(given);
  const dispatcher = proxy ? new ProxyAgent({ uri: proxy, requestTls: tls }) : new Agent({ connect: tls });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
