import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';

const qrCodes = createQrCodeClient({
  phoneNumberId: '1234567890123456',
  accessToken: process.env.WHATSAPP_TOKEN ?? '',
});

const created = await qrCodes.create({
  prefilled_message: 'Hi, I would like to order',
  generate_qr_image: 'SVG',
});
console.log(created.code, created.qr_image_url);
