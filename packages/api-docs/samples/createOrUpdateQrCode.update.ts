import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';

const qrCodes = createQrCodeClient({
  phoneNumberId: '1234567890123456',
  accessToken: process.env.WHATSAPP_TOKEN ?? '',
});

const updated = await qrCodes.update('ANED2T5QRU7HG1', {
  prefilled_message: 'Hello',
});
console.log(updated.deep_link_url);
