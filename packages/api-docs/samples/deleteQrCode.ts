import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';

const qrCodes = createQrCodeClient({
  phoneNumberId: '1234567890123456',
  accessToken: process.env.WHATSAPP_TOKEN ?? '',
});

await qrCodes.delete('ANED2T5QRU7HG1');
