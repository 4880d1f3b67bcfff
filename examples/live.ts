// `pnpm start --live`: reads your own QR codes, and changes nothing.
import { createQrCodeClient, isGraphApiError, qrImage } from '@whatsapp-qr/client/v25.0';

const { WHATSAPP_TOKEN, WHATSAPP_PHONE_NUMBER_ID, WHATSAPP_BASE_URL } = process.env;
if (!WHATSAPP_TOKEN || !WHATSAPP_PHONE_NUMBER_ID) {
  console.error(`Expected WHATSAPP_TOKEN and WHATSAPP_PHONE_NUMBER_ID in the environment, to read from the real API.
The token is that of a system user with whatsapp_business_management. Without --live, no token is needed.`);
  process.exit(2);
}
const qrCodes = createQrCodeClient({
  phoneNumberId: WHATSAPP_PHONE_NUMBER_ID,
  accessToken: WHATSAPP_TOKEN,
  baseUrl: WHATSAPP_BASE_URL, // such as a proxy; default: Meta's address
});

try {
  const { data: page, response } = await qrCodes.list({ limit: 5 }).withResponse();
  console.log(`Graph ${response.servedVersion ?? response.requestedVersion} responded. The newest codes:`);
  for (const { code, prefilled_message } of page.data) console.log(`  ${code} "${prefilled_message}"`);

  const [newest] = page.data;
  if (newest) {
    const { qr_image_url } = await qrCodes.get(newest.code, { fields: [qrImage('SVG')] });
    console.log(`\nThe image of ${newest.code}, at an address that expires:\n  ${qr_image_url}`);
  } else console.log('  none yet');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (isGraphApiError(error)) console.error(`category ${error.category}, fbtrace_id ${error.fbtraceId ?? 'unknown'}`);
  process.exitCode = 1;
}
