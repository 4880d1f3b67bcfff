// How each client gets one code, by the name that the table has for it.
import { createQrCodeClient, qrImage } from '@whatsapp-qr/client/v25.0';
import { accessToken, codeId, phoneNumberId, version } from './code.ts';

type Fetch = typeof globalThis.fetch;
type Call = () => PromiseLike<unknown>;

/** Creates a client whose requests go to `baseUrl` by `fetch`, and returns a call that gets the code. */
type Contender = (baseUrl: string, fetch: Fetch) => Call | Promise<Call>;

const Authorization = `Bearer ${accessToken}`;
const path = `${version}/${phoneNumberId}/message_qrdls/${codeId}`;

const ours = (baseUrl: string, fetch: Fetch, more?: Pick<Parameters<typeof createQrCodeClient>[0], 'hooks'>) =>
  createQrCodeClient({ phoneNumberId, accessToken, baseUrl, fetch, ...more });

/** This client, and what a caller may add to a call. */
const variants = {
  client(baseUrl, fetch) {
    const qrCodes = ours(baseUrl, fetch);
    return () => qrCodes.get(codeId);
  },
  signal(baseUrl, fetch) {
    const qrCodes = ours(baseUrl, fetch);
    const { signal } = new AbortController();
    return () => qrCodes.get(codeId, { signal });
  },
  fields(baseUrl, fetch) {
    const qrCodes = ours(baseUrl, fetch);
    const fields = ['prefilled_message', qrImage('SVG')] as const;
    return () => qrCodes.get(codeId, { fields });
  },
  withResponse(baseUrl, fetch) {
    const qrCodes = ours(baseUrl, fetch);
    return () => qrCodes.get(codeId).withResponse();
  },
  hooks(baseUrl, fetch) {
    const qrCodes = ours(baseUrl, fetch, { hooks: { onRequest() {}, onResponse() {} } });
    return () => qrCodes.get(codeId);
  },
} satisfies Record<string, Contender>;

/** Each is used as its documentation recommends, with its defaults. */
const peers = {
  'raw fetch': (baseUrl, fetch) => async () => {
    const response = await fetch(`${baseUrl}/${path}`, { headers: { Authorization } });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  },
  async 'openapi-fetch'(baseUrl, fetch) {
    // A copy of the module for itself: this client uses openapi-fetch too, and would share its compiled code.
    const { default: createClient }: typeof import('openapi-fetch') = await import(
      `${import.meta.resolve('openapi-fetch')}?copy`
    );
    type Paths = import('@whatsapp-qr/client/v25.0').paths;
    const client = createClient<Paths>({ baseUrl, fetch, headers: { Authorization } });
    const params = { path: { Version: version, 'Phone-Number-ID': phoneNumberId, 'QR-Code-ID': codeId } } as const;
    return () => client.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', { params });
  },
  async ky(baseUrl, fetch) {
    const { default: ky } = await import('ky');
    const client = ky.create({ prefix: baseUrl, fetch, headers: { Authorization } });
    return () => client.get(path).json();
  },
  async ofetch(baseUrl, fetch) {
    const { createFetch } = await import('ofetch');
    const client = createFetch({ fetch, Headers, defaults: { baseURL: baseUrl, headers: { Authorization } } });
    return () => client(`/${path}`);
  },
} satisfies Record<string, Contender>;
export const contenders: Record<string, Contender> = { ...variants, ...peers };
