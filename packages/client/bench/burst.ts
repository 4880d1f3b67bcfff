// One variant against its base, in this process: `node burst.ts <variant> <address of the loopback server>` prints how many
// calls it makes while the base makes one.
import createOpenapiFetch from 'openapi-fetch';
import type { paths } from '../src/generated/v23.0/entry.ts';
import { median } from './table.ts';

// The published build, with the types of the sources.
type Entry = typeof import('../src/generated/v23.0/entry.ts');
const { createQrCodeClient, qrImage }: Entry = await import(String(new URL('../dist/v23.0.js', import.meta.url)));

const [variant = '', loopback = ''] = process.argv.slice(2);
const phoneNumberId = '106540352242922';
const id = 'ANED2T5QRU7HG1';
const token = 'EAAG1zhZBq0BAtokenOfUsualLengthZCk2l3nN0t0RealAtAllZD';

const code = {
  code: id,
  prefilled_message: 'Show me Cyber Monday deals!',
  deep_link_url: `https://wa.me/message/${id}`,
};
const image = variant === 'fields' && { qr_image_url: 'https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An-H7T8?oh=00_Af' };
const body = JSON.stringify({ data: [{ ...code, ...image }] });
const headers = { 'content-type': 'application/json', 'facebook-api-version': 'v23.0' };
const stub = async (): Promise<Response> => new Response(body, { status: 200, headers });

const isLoopback = variant === 'loopback';
const baseUrl = isLoopback ? loopback : 'https://graph.facebook.com';
const fetch = isLoopback ? globalThis.fetch : stub;

async function raw(): Promise<unknown> {
  const response = await (fetch as typeof globalThis.fetch)(`${baseUrl}/v23.0/${phoneNumberId}/message_qrdls/${id}`, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
  });
  const { data } = (await response.json()) as { data: unknown[] };
  return data[0];
}

const bare = createOpenapiFetch<paths>({ baseUrl, fetch, headers: { Authorization: `Bearer ${token}` } });
const path = { Version: 'v23.0', 'Phone-Number-ID': phoneNumberId, 'QR-Code-ID': id } as const;
const openapiFetch = () => bare.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', { params: { path } });

const options = { phoneNumberId, accessToken: token, baseUrl, fetch };
const qrCodes = createQrCodeClient(options);
const hooked = createQrCodeClient({ ...options, hooks: { onRequest() {}, onResponse() {} } });
const { signal } = new AbortController();
const fields = ['prefilled_message', qrImage('SVG')] as const;

const calls: Readonly<Record<string, () => PromiseLike<unknown>>> = {
  client: () => qrCodes.get(id),
  signal: () => qrCodes.get(id, { signal }),
  fields: () => qrCodes.get(id, { fields }),
  withResponse: () => qrCodes.get(id).withResponse(),
  hooks: () => hooked.get(id),
  'openapi-fetch': openapiFetch,
  loopback: () => qrCodes.get(id),
};
const call = calls[variant];
if (!call) throw new Error(`Expected one of ${Object.keys(calls).join(', ')}, got '${variant}'.`);
const base = isLoopback ? openapiFetch : raw;

/** Milliseconds for `count` sequential calls. */
async function burst(run: () => PromiseLike<unknown>, count: number): Promise<number> {
  const startedAt = performance.now();
  for (let index = 0; index < count; index++) await run();
  return performance.now() - startedAt;
}

const [pairs, count] = isLoopback ? [20, 150] : [30, 1_500];
await burst(base, count * 4);
await burst(call, count * 4);
const ratios: number[] = [];
for (let pair = 0; pair < pairs; pair++) {
  // Alternating, so that neither always runs after the other's garbage.
  const first = pair % 2 ? call : base;
  const firstMs = await burst(first, count);
  const secondMs = await burst(first === base ? call : base, count);
  ratios.push(first === base ? firstMs / secondMs : secondMs / firstMs);
}
console.log(median(ratios).toFixed(4));
