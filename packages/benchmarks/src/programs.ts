// The programs of a consumer: what is bundled and type-checked.
import { codeId, phoneNumberId, version } from './code.ts';

/** Gets one code, and handles its error. */
export const smallest = `
import { createQrCodeClient, isNotFound } from '@whatsapp-qr/client/${version}';
const qrCodes = createQrCodeClient({ phoneNumberId: '${phoneNumberId}', accessToken: 'EAA' });
try {
  const code = await qrCodes.get('${codeId}');
  console.log(code.prefilled_message);
} catch (error) {
  if (!isNotFound(error)) throw error;
  console.log('no such code');
}
`;

export const allOperations = `
import { createQrCodeClient, isGraphApiError, qrImage } from '@whatsapp-qr/client/${version}';
const qrCodes = createQrCodeClient({ phoneNumberId: '${phoneNumberId}', accessToken: 'EAA' });
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

const openapiFetch = `
import createClient from 'openapi-fetch';
import type { paths } from '@whatsapp-qr/client/${version}';
const client = createClient<paths>({ baseUrl: 'https://graph.facebook.com', headers: { Authorization: 'Bearer EAA' } });
const collection = { Version: '${version}', 'Phone-Number-ID': '${phoneNumberId}' } as const;
const item = { ...collection, 'QR-Code-ID': '${codeId}' } as const;
`;

const get = `https://graph.facebook.com/${version}/${phoneNumberId}/message_qrdls/${codeId}`;
const authorization = `{ headers: { Authorization: 'Bearer EAA' } }`;

/** `smallest` with each peer, as far as the peer goes: most leave errors of the API to the program. */
export const smallestOfPeers = {
  'raw fetch': `
const response = await fetch('${get}', ${authorization});
if (!response.ok) throw new Error('HTTP ' + response.status);
console.log((await response.json()).data[0].prefilled_message);
`,
  'openapi-fetch': `${openapiFetch}
const { data, error } = await client.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', { params: { path: item } });
if (error) {
  if (error.error.code !== 803) throw new Error(error.error.message);
  console.log('no such code');
}
console.log(data?.data[0]?.prefilled_message);
`,
  'hey-api': `
import { client } from './client.gen.js';
import { getQrCode } from './sdk.gen.js';
client.setConfig({ auth: 'EAA' });
const path = { Version: '${version}', 'Phone-Number-ID': '${phoneNumberId}', 'QR-Code-ID': '${codeId}' } as const;
const { data, error } = await getQrCode({ path });
if (error) {
  if (error.error.code !== 803) throw new Error(error.error.message);
  console.log('no such code');
}
console.log(data?.data[0]?.prefilled_message);
`,
  ky: `
import ky, { isHTTPError } from 'ky';
try {
  const { data } = await ky.get('${get}', ${authorization}).json<{ data: { prefilled_message: string }[] }>();
  console.log(data[0]?.prefilled_message);
} catch (error) {
  if (!(isHTTPError(error) && error.response.status === 404)) throw error;
  console.log('no such code');
}
`,
  ofetch: `
import { FetchError, ofetch } from 'ofetch';
try {
  const { data } = await ofetch('${get}', ${authorization});
  console.log(data[0].prefilled_message);
} catch (error) {
  if (!(error instanceof FetchError && error.status === 404)) throw error;
  console.log('no such code');
}
`,
  'whatsapp-api-js': `
import { WhatsAppAPI } from 'whatsapp-api-js';
const client = new WhatsAppAPI({ token: 'EAA', secure: false, v: '${version}' });
const response = await client.retrieveQR('${phoneNumberId}', '${codeId}');
console.log('data' in response ? response.data[0]?.prefilled_message : 'no such code');
`,
} as const;

export const allOperationsOfOpenapiFetch = `${openapiFetch}
const list = '/{Version}/{Phone-Number-ID}/message_qrdls';
const one = '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}';
const created = await client.POST(list, { params: { path: collection }, body: { prefilled_message: 'Hi', generate_qr_image: 'PNG' } });
const updated = await client.POST(list, { params: { path: collection }, body: { code: '${codeId}', prefilled_message: 'Hello' } });
const code = await client.GET(one, { params: { path: item, query: { fields: 'prefilled_message' } } });
const page = await client.GET(list, { params: { path: collection, query: { limit: 10 } } });
const deleted = await client.DELETE(one, { params: { path: item } });
if (code.error) throw new Error(code.error.error.message);
console.log(created.data?.qr_image_url, updated.data?.code, code.data.data[0]?.code, page.data?.data.length, deleted.data?.success);
`;

/** Only loads what a program loads that is about to make calls. */
export const imports = {
  client: `import '@whatsapp-qr/client/${version}';`,
  'openapi-fetch': "import createClient from 'openapi-fetch'; createClient({ baseUrl: 'https://graph.facebook.com' });",
  ky: "import 'ky';",
  ofetch: "import 'ofetch';",
  'whatsapp-api-js': "import 'whatsapp-api-js';",
};
