import { createQrCodeClient, type QrCodeClient, type QrCodeClientOptions } from '../../src/generated/v23.0/entry.ts';
import type { CallOptions, FetchInit } from '../../src/index.ts';

export const PHONE = '106540352242922';
export const CODE = 'ANED2T5QRU7HG1';
export const TOKEN = 'EAAcanaryTokenZk93mQ/x7+Yt=5';
export const SECRET = 'canarySecret0123456789abcdef';

export const COLLECTION: string = `/v23.0/${PHONE}/message_qrdls`;
export const ITEM: string = `${COLLECTION}/${CODE}`;
export const META = 'https://graph.facebook.com';

export const qrCode = {
  code: CODE,
  prefilled_message: 'Show me Cyber Monday deals!',
  deep_link_url: `https://wa.me/message/${CODE}`,
};
export const IMAGE_URL = 'https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An-H7T8?oh=00_Af&oe=64550A9E';

/** The response to a read of one code. */
export const found = (code: object = qrCode): Response => json({ data: [code] });

export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(body, init);
}

/** An error in the format of the Graph API. */
export function graphError(
  status: number,
  error: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Response {
  return json({ error: { message: 'something is wrong', type: 'OAuthException', ...error } }, { status, headers });
}

/** Code 4 with status 400, Meta's throttling; nothing was carried out, so every operation may be retried. */
export const throttled = (headers: Record<string, string> = {}): Response => graphError(400, { code: 4 }, headers);

/** A request as `fetch` received it. */
export interface Sent {
  readonly method: string;
  /** As passed to `fetch`, not normalised by `URL`. */
  readonly address: string;
  readonly url: URL;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; `undefined` if none was sent. */
  readonly body: unknown;
  readonly init: FetchInit;
}

export type StubResponse = Response | Error | ((sent: Sent) => Response | Promise<Response>);

/** A `fetch` that records its requests and returns these responses in order; the last one is repeated. */
export function stubFetch(...responses: readonly StubResponse[]) {
  const sent: Sent[] = [];
  const fetch = async (address: string, init: FetchInit): Promise<Response> => {
    const url = new URL(address);
    const request: Sent = {
      method: init.method,
      address,
      url,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(new Headers(init.headers)),
      body: init.body === undefined ? undefined : JSON.parse(init.body),
      init,
    };
    sent.push(request);
    const response = responses[Math.min(sent.length, responses.length) - 1] ?? found();
    if (response instanceof Error) throw response;
    return typeof response === 'function' ? response(request) : response.clone();
  };
  return { fetch, sent };
}

/** A client whose requests receive these responses. */
export function clientFor(
  responses: StubResponse | readonly StubResponse[],
  options: Partial<QrCodeClientOptions> = {},
): { qrCodes: QrCodeClient; sent: Sent[] } {
  const { fetch, sent } = stubFetch(...[responses].flat());
  return { qrCodes: createQrCodeClient({ phoneNumberId: PHONE, accessToken: TOKEN, fetch, ...options }), sent };
}

/** Every operation with valid arguments, its request and a matching response. */
export const operations = {
  getQrCode: {
    method: 'GET',
    path: ITEM,
    responseBody: { data: [qrCode] },
    call: (client: QrCodeClient, options?: CallOptions) => client.get(CODE, options),
  },
  listQrCodes: {
    method: 'GET',
    path: COLLECTION,
    responseBody: { data: [qrCode] },
    call: (client: QrCodeClient, options?: CallOptions) => client.list(options),
  },
  createQrCode: {
    method: 'POST',
    path: COLLECTION,
    responseBody: qrCode,
    call: (client: QrCodeClient, options?: CallOptions) => client.create({ prefilled_message: 'Hi' }, options),
  },
  updateQrCode: {
    method: 'POST',
    path: COLLECTION,
    responseBody: qrCode,
    call: (client: QrCodeClient, options?: CallOptions) => client.update(CODE, { prefilled_message: 'Hi' }, options),
  },
  deleteQrCode: {
    method: 'DELETE',
    path: ITEM,
    responseBody: { success: true },
    call: (client: QrCodeClient, options?: CallOptions) => client.delete(CODE, options),
  },
} as const;

export const everyOperation = Object.entries(operations).map(([operation, row]) => ({ operation, ...row }));
