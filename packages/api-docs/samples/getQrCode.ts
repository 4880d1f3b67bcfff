import { createQrCodeClient, qrImage } from '@whatsapp-qr/client/v25.0';

const qrCodes = createQrCodeClient({
  phoneNumberId: '1234567890123456',
  accessToken: process.env.WHATSAPP_TOKEN ?? '',
});

const code = await qrCodes.get('ANED2T5QRU7HG1', {
  fields: [qrImage('SVG')],
});
console.log(code.prefilled_message, code.qr_image_url);
