// How each client gets one code, by the name that it has in the table. Peers have their defaults, as their documentation
// recommends.
import { createQrCodeClient, qrImage } from '@whatsapp-qr/client/v25.0';
import { accessToken, codeId, phoneNumberId, version } from './code.ts';
import { loadHeyApiClient } from './hey-api.ts';

type Fetch = typeof globalThis.fetch;
export type Call = () => PromiseLike<unknown>;

/** Creates a client that sends its requests to `baseUrl` by `fetch`, and returns a call that gets the code. */
type Contender = (baseUrl: string, fetch: Fetch) => Call | Promise<Call>;

const headers = { Authorization: `Bearer ${accessToken}` };
const path = `${version}/${phoneNumberId}/message_qrdls/${codeId}`;
const pathParameters = { Version: version, 'Phone-Number-ID': phoneNumberId, 'QR-Code-ID': codeId } as const;

/** This client, alone and with what a caller may add. */
const variants: Record<string, Contender> = {
  client(baseUrl, fetch) {
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, baseUrl, fetch });
    return () => qrCodes.get(codeId);
  },
  signal(baseUrl, fetch) {
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, baseUrl, fetch });
    const { signal } = new AbortController();
    return () => qrCodes.get(codeId, { signal });
  },
  fields(baseUrl, fetch) {
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, baseUrl, fetch });
    const fields = ['prefilled_message', qrImage('SVG')] as const;
    return () => qrCodes.get(codeId, { fields });
  },
  withResponse(baseUrl, fetch) {
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, baseUrl, fetch });
    return () => qrCodes.get(codeId).withResponse();
  },
  hooks(baseUrl, fetch) {
    const hooks = { onRequest() {}, onResponse() {} };
    const qrCodes = createQrCodeClient({ phoneNumberId, accessToken, baseUrl, fetch, hooks });
    return () => qrCodes.get(codeId);
  },
};

const peers: Record<string, Contender> = {
  'raw fetch': (baseUrl, fetch) => async () => {
    const response = await fetch(`${baseUrl}/${path}`, { headers });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  },
  async 'openapi-fetch'(baseUrl, fetch) {
    // A module of its own: the client imports openapi-fetch too, and V8 would optimise one copy for both uses.
    const specifier = `${import.meta.resolve('openapi-fetch')}?copy`;
    const { default: createClient }: typeof import('openapi-fetch') = await import(specifier);
    const client = createClient<import('@whatsapp-qr/client/v25.0').paths>({ baseUrl, fetch, headers });
    const params = { path: pathParameters };
    return () => client.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', { params });
  },
  async 'hey-api'(baseUrl, fetch) {
    const { client, getQrCode } = await loadHeyApiClient();
    client.setConfig({ baseUrl, fetch, auth: accessToken });
    return () => getQrCode({ path: pathParameters, throwOnError: true });
  },
  async ky(baseUrl, fetch) {
    const { default: ky } = await import('ky');
    const client = ky.create({ prefix: baseUrl, fetch, headers });
    return () => client.get(path).json();
  },
  async ofetch(baseUrl, fetch) {
    const { createFetch } = await import('ofetch');
    const client = createFetch({ fetch, defaults: { baseURL: baseUrl, headers } });
    return () => client(path);
  },
  /** Its base address is fixed. */
  async 'whatsapp-api-js'(_baseUrl, fetch) {
    const { WhatsAppAPI } = await import('whatsapp-api-js');
    const client = new WhatsAppAPI({ token: accessToken, secure: false, v: version, ponyfill: { fetch } });
    return () => client.retrieveQR(phoneNumberId, codeId);
  },
};

const all = { ...variants, ...peers };

export const contenders: readonly string[] = Object.keys(all);

export async function createCall(name: string, baseUrl: string, fetch: Fetch): Promise<Call> {
  const create = all[name];
  if (!create) throw new Error(`Expected one of ${contenders.join(', ')}; received '${name}'.`);
  return create(baseUrl, fetch);
}
