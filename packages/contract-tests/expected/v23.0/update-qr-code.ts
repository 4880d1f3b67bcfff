import type { QrCodeClient } from '@whatsapp-qr/client/v23.0';
import type { OperationCalls } from '../../src/contract.ts';
import { createdWithImage, savingErrors, updated } from './saving.ts';

export const updateQrCode: OperationCalls<QrCodeClient, 'v23.0'> = {
  operation: 'updateQrCode',
  documentedAs: 'createOrUpdateQrCode',
  // More bytes than characters, and more UTF-16 units than characters.
  call: (qrCodes) => qrCodes.update('ANED2T5QRU7HG1', { prefilled_message: 'Grüße! 👋 Was gibt es Neues?' }),
  request: {
    method: 'POST',
    path: '/v23.0/1234567890123456/message_qrdls',
    body: { code: 'ANED2T5QRU7HG1', prefilled_message: 'Grüße! 👋 Was gibt es Neues?' },
  },
  raw: (qrCodes, version) =>
    qrCodes.raw.POST('/{Version}/{Phone-Number-ID}/message_qrdls', {
      params: { path: { Version: version, 'Phone-Number-ID': '1234567890123456' } },
      body: { code: 'ANED2T5QRU7HG1', prefilled_message: 'Grüße! 👋 Was gibt es Neues?' },
    }),
  answers: {
    200: {
      // Not what Meta answers to an update, yet documented: nothing that the answer says may get lost.
      created_qr_code_with_image: { body: createdWithImage, result: createdWithImage },
      updated_qr_code: {
        call: (qrCodes) =>
          qrCodes.update('WOMVT6TJ2BP7A1', {
            prefilled_message: "Hello! I'd like to know more about your latest offers.",
          }),
        request: {
          method: 'POST',
          path: '/v23.0/1234567890123456/message_qrdls',
          body: {
            code: 'WOMVT6TJ2BP7A1',
            prefilled_message: "Hello! I'd like to know more about your latest offers.",
          },
        },
        body: updated,
        result: updated,
      },
    },
    ...savingErrors,
  },
};
