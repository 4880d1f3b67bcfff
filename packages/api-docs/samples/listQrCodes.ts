import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';

const qrCodes = createQrCodeClient({
  phoneNumberId: '1234567890123456',
  accessToken: process.env.WHATSAPP_TOKEN ?? '',
});

// Every code of every page; `await qrCodes.list()` is one page.
for await (const code of qrCodes.list({ limit: 10 })) {
  console.log(code.code, code.prefilled_message);
}
