import { type QrCodeClient, qrImage } from '@whatsapp-qr/client/v23.0';
import type { Paging } from '../../src/contract.ts';

const first = {
  code: '5QBPAD2DC6L5A1',
  prefilled_message: 'Show me Cyber Tuesday deals!',
  deep_link_url: 'https://wa.me/message/5QBPAD2DC6L5A1',
  qr_image_url: 'https://scontent.example/1.png',
};
const second = {
  code: 'ANED2T5QRU7HG1',
  prefilled_message: 'Show me Cyber Monday deals!',
  deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
  qr_image_url: 'https://scontent.example/2.png',
};
const third = {
  code: 'WOMVT6TJ2BP7A1',
  prefilled_message: 'Tell me more about your production workshop',
  deep_link_url: 'https://wa.me/message/WOMVT6TJ2BP7A1',
  qr_image_url: 'https://scontent.example/3.png',
};

const path = '/v23.0/1234567890123456/message_qrdls';
const query = { limit: '2', fields: 'code,prefilled_message,deep_link_url,qr_image_url.format(PNG)' };

export const paging: Paging<QrCodeClient> = {
  documentedAs: 'listQrCodes',
  iterate: (qrCodes) => qrCodes.list({ limit: 2, fields: [qrImage('PNG')] }),
  pages: [
    {
      request: { method: 'GET', path, query },
      body: {
        data: [first, second],
        paging: {
          cursors: { before: 'MTYwNDYxNzIwMA==', after: 'MTYwNDYxNzIwMQ==' },
          // Cursors are followed, links are not: this one leads elsewhere.
          next: 'https://graph.facebook.com/v23.0/1234567890123456/message_qrdls?after=elsewhere',
        },
      },
    },
    {
      request: { method: 'GET', path, query: { ...query, after: 'MTYwNDYxNzIwMQ==' } },
      body: { data: [third], paging: { cursors: { before: 'MTYwNDYxNzIwMg==', after: 'MTYwNDYxNzIwMw==' } } },
    },
    // Meta gives a cursor with its last page, too: what lies behind it is empty.
    { request: { method: 'GET', path, query: { ...query, after: 'MTYwNDYxNzIwMw==' } }, body: { data: [] } },
  ],
  items: [first, second, third],
};
