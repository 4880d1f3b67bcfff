import type { QrCodeClient } from '@whatsapp-qr/client/v23.0';
import type { OperationCalls } from '../../src/contract.ts';
import { createdWithImage, savingErrors, updated } from './saving.ts';

export const createQrCode: OperationCalls<QrCodeClient, 'v23.0'> = {
  operation: 'createQrCode',
  documentedAs: 'createOrUpdateQrCode',
  call: (qrCodes) => qrCodes.create({ prefilled_message: "I'm interested in learning more about your business!" }),
  request: {
    method: 'POST',
    path: '/v23.0/1234567890123456/message_qrdls',
    body: { prefilled_message: "I'm interested in learning more about your business!" },
  },
  raw: (qrCodes, version) =>
    qrCodes.raw.POST('/{Version}/{Phone-Number-ID}/message_qrdls', {
      params: { path: { Version: version, 'Phone-Number-ID': '1234567890123456' } },
      body: { prefilled_message: "I'm interested in learning more about your business!" },
    }),
  answers: {
    200: {
      created_qr_code_with_image: {
        call: (qrCodes) =>
          qrCodes.create({
            prefilled_message: "Hi! I'm interested in your products. Can you help me?",
            generate_qr_image: 'SVG',
          }),
        request: {
          method: 'POST',
          path: '/v23.0/1234567890123456/message_qrdls',
          body: {
            prefilled_message: "Hi! I'm interested in your products. Can you help me?",
            generate_qr_image: 'SVG',
          },
        },
        body: createdWithImage,
        result: createdWithImage,
      },
      // By its name the answer to an update, by its form the answer to every save without an image.
      updated_qr_code: { body: updated, result: updated },
    },
    ...savingErrors,
  },
};
