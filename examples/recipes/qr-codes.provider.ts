// A provider for NestJS; it compiles to CommonJS.
import { createQrCodeClient, type QrCodeClient } from '@whatsapp-qr/client/v25.0';

export const QR_CODES = Symbol('QR_CODES');

export const qrCodesProvider = {
  provide: QR_CODES,
  useFactory: (): QrCodeClient =>
    createQrCodeClient({
      phoneNumberId: process.env.WHATSAPP_PHONE_NUMBER_ID ?? '',
      accessToken: () => process.env.WHATSAPP_TOKEN ?? '',
    }),
};
