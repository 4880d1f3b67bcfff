import type { components, QrCodeClient } from '@whatsapp-qr/client/v24.0';
import type { Changes } from '../../src/changes.ts';

const withCreationTime: components['schemas']['QrCodeDetails'] = {
  code: 'ANED2T5QRU7HG1',
  prefilled_message: 'Show me Cyber Monday deals!',
  deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
  creation_time: '1672531200',
};

/**
 * What v24.0 documents differently from v23.0, written by hand from Meta's reference; all else is as in v23.0. No operation
 * documents 429 any more, and `creation_time` is a string.
 */
export const changes: Changes<QrCodeClient> = {
  from: 'v23.0',
  gone: {
    listQrCodes: [429],
    createQrCode: [429],
    updateQrCode: [429],
    getQrCode: [429],
    deleteQrCode: [429],
  },
  answers: {
    getQrCode: { 200: { with_creation_time: { body: { data: [withCreationTime] }, result: withCreationTime } } },
  },
};
