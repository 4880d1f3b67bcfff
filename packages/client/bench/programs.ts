// The consumer programs to measure: this client and openapi-fetch with the same generated types.

/** Gets one code, and handles its error. */
export const smallest = `
import { createQrCodeClient, isNotFound } from '@whatsapp-qr/client/v23.0';
const qrCodes = createQrCodeClient({ phoneNumberId: '106540352242922', accessToken: 'EAA' });
try {
  const code = await qrCodes.get('ANED2T5QRU7HG1');
  console.log(code.prefilled_message);
} catch (error) {
  if (!isNotFound(error)) throw error;
  console.log('no such code');
}
`;

export const allOperations = `
import { createQrCodeClient, isGraphApiError, qrImage } from '@whatsapp-qr/client/v23.0';
const qrCodes = createQrCodeClient({ phoneNumberId: '106540352242922', accessToken: 'EAA' });
try {
  const created = await qrCodes.create({ prefilled_message: 'Hi', generate_qr_image: 'PNG' });
  const updated = await qrCodes.update(created.code, { prefilled_message: 'Hello' });
  const code = await qrCodes.get(updated.code, { fields: ['prefilled_message', qrImage('SVG')] });
  for await (const { code } of qrCodes.list({ limit: 10 })) console.log(code);
  const { success } = await qrCodes.delete(code.code);
  console.log(created.qr_image_url, code.qr_image_url, success);
} catch (error) {
  if (!isGraphApiError(error)) throw error;
  console.log(error.category);
}
`;

const bareClient = `
import createClient from 'openapi-fetch';
import type { paths } from '@whatsapp-qr/client/v23.0';
const client = createClient<paths>({ baseUrl: 'https://graph.facebook.com', headers: { Authorization: 'Bearer EAA' } });
const collection = { Version: 'v23.0', 'Phone-Number-ID': '106540352242922' } as const;
const item = { ...collection, 'QR-Code-ID': 'ANED2T5QRU7HG1' } as const;
`;

export const smallestBare = `${bareClient}
const { data, error } = await client.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', { params: { path: item } });
if (error) {
  if (error.error.code !== 803) throw new Error(error.error.message);
  console.log('no such code');
}
console.log(data?.data[0]?.prefilled_message);
`;

export const allOperationsBare = `${bareClient}
const list = '/{Version}/{Phone-Number-ID}/message_qrdls';
const one = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';
const created = await client.POST(list, { params: { path: collection }, body: { prefilled_message: 'Hi', generate_qr_image: 'PNG' } });
const updated = await client.POST(list, { params: { path: collection }, body: { code: 'ANED2T5QRU7HG1', prefilled_message: 'Hello' } });
const code = await client.GET(one, { params: { path: item, query: { fields: 'prefilled_message' } } });
const page = await client.GET(list, { params: { path: collection, query: { limit: 10 } } });
const deleted = await client.DELETE(one, { params: { path: item } });
if (code.error) throw new Error(code.error.error.message);
console.log(created.data?.qr_image_url, updated.data?.code, code.data.data[0]?.code, page.data?.data.length, deleted.data?.success);
`;
