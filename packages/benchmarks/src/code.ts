// The code that every client gets, and the response that it comes in.

/** The Graph version that is measured. */
export const version = 'v25.0';
export const phoneNumberId = '106540352242922';
export const codeId = 'ANED2T5QRU7HG1';
/** Of the usual length. */
export const accessToken = 'EAAG1zhZBq0BAtokenOfUsualLengthZCk2l3nN0t0RealAtAllZD';

const code = {
  code: codeId,
  prefilled_message: 'Show me Cyber Monday deals!',
  deep_link_url: `https://wa.me/message/${codeId}`,
};
const image = { qr_image_url: 'https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An-H7T8?oh=00_Af' };

export const responseHeaders = { 'content-type': 'application/json', 'facebook-api-version': version };
export const responseBody: string = JSON.stringify({ data: [code] });

/** A `fetch` that responds at once with the code. */
export function createStub(withImage: boolean): typeof globalThis.fetch {
  const body = withImage ? JSON.stringify({ data: [{ ...code, ...image }] }) : responseBody;
  return async () => new Response(body, { status: 200, headers: responseHeaders });
}
