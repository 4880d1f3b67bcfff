import type * as entry from '../../src/generated/v23.0/entry.ts';

export type Entry = typeof entry;
export type Client = entry.QrCodeClient;
export type OperationKey = 'get' | 'list' | 'create' | 'update' | 'delete';

export const phoneNumberId = '106540352242922';
export const code = 'ANED2T5QRU7HG1';
const qrCode = { code, prefilled_message: 'Hi', deep_link_url: `https://wa.me/message/${code}` };
const collection = `/v23.0/${phoneNumberId}/message_qrdls`;

export interface Operation {
  readonly key: OperationKey;
  readonly name: entry.OperationName;
  readonly call: (client: Client, options: entry.CallOptions) => entry.QrCodeCall<object>;
  /** The expected request of every attempt. */
  readonly request: { readonly method: string; readonly path: string; readonly body: object | undefined };
  /** The result of the call with a healthy server. */
  readonly result: object;
}

export const operations: readonly Operation[] = [
  {
    key: 'get',
    name: 'getQrCode',
    call: (client, options) => client.get(code, options),
    request: { method: 'GET', path: `${collection}/${code}`, body: undefined },
    result: qrCode,
  },
  {
    key: 'list',
    name: 'listQrCodes',
    call: (client, options) => client.list(options),
    request: { method: 'GET', path: collection, body: undefined },
    result: { data: [qrCode] },
  },
  {
    key: 'create',
    name: 'createQrCode',
    call: (client, options) => client.create({ prefilled_message: 'Hi' }, options),
    request: { method: 'POST', path: collection, body: { prefilled_message: 'Hi' } },
    result: qrCode,
  },
  {
    key: 'update',
    name: 'updateQrCode',
    call: (client, options) => client.update(code, { prefilled_message: 'Hi' }, options),
    request: { method: 'POST', path: collection, body: { code, prefilled_message: 'Hi' } },
    result: qrCode,
  },
  {
    key: 'delete',
    name: 'deleteQrCode',
    call: (client, options) => client.delete(code, options),
    request: { method: 'DELETE', path: `${collection}/${code}`, body: undefined },
    result: { success: true },
  },
];

/** The response of a healthy server. */
export function successTo({ method }: { readonly method: string }): object {
  if (method === 'DELETE') return { success: true };
  return method === 'GET' ? { data: [qrCode] } : qrCode;
}
