import { type QrCodeClient, qrImage } from '@whatsapp-qr/client/v23.0';
import type { OperationCalls } from '../../src/contract.ts';
import { expiredToken, phoneNumberNotFoundInCollection, temporaryFailure, tooManyCalls } from './error-bodies.ts';

// A page is passed on as it is: body and result are one.

const threeCodes = {
  data: [
    {
      code: '5QBPAD2DC6L5A1',
      prefilled_message: 'Show me Cyber Tuesday deals!',
      deep_link_url: 'https://wa.me/message/5QBPAD2DC6L5A1',
    },
    {
      code: 'ANED2T5QRU7HG1',
      prefilled_message: 'Show me Cyber Monday deals!',
      deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
    },
    {
      code: 'WOMVT6TJ2BP7A1',
      prefilled_message: 'Tell me more about your production workshop',
      deep_link_url: 'https://wa.me/message/WOMVT6TJ2BP7A1',
    },
  ],
};

const codeWithImage = {
  data: [
    {
      code: 'FO7JXE4BG3RFG1',
      prefilled_message: 'Tell me more about your event planning packages',
      deep_link_url: 'https://wa.me/message/FO7JXE4BG3RFG1',
      qr_image_url:
        'https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An-H7T8OyTqO07lcRGHlKteuPMKDnx07nua3dGb4i560bVxDscweOV4KoKD_4wCDFoHR_C5LyVjxQISKPxwora1bbFhUEo2nA19ZPLBUVoQSmV12l1x-nuu312jKty-5rmojmde_a0g?ccb=10-5&oh=00_AfASq_vjojFza_9A-HDeRgHM3wZ8yjNprpYBjNKOn8RkSg&oe=64550A9E&_nc_sid=f36290',
    },
  ],
};

const singleCode = {
  data: [
    {
      code: 'ANED2T5QRU7HG1',
      prefilled_message: 'Show me Cyber Monday deals!',
      deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
    },
  ],
};

const noCode = { data: [] };

export const listQrCodes: OperationCalls<QrCodeClient, 'v23.0'> = {
  operation: 'listQrCodes',
  documentedAs: 'listQrCodes',
  call: (qrCodes) => qrCodes.list(),
  request: { method: 'GET', path: '/v23.0/1234567890123456/message_qrdls' },
  raw: (qrCodes, version) =>
    qrCodes.raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls', {
      params: { path: { Version: version, 'Phone-Number-ID': '1234567890123456' } },
    }),
  answers: {
    200: {
      default_fields: { body: threeCodes, result: threeCodes },
      with_qr_image: {
        call: (qrCodes) => qrCodes.list({ fields: [qrImage('SVG')] }),
        request: {
          method: 'GET',
          path: '/v23.0/1234567890123456/message_qrdls',
          query: { fields: 'code,prefilled_message,deep_link_url,qr_image_url.format(SVG)' },
        },
        body: codeWithImage,
        result: codeWithImage,
      },
      single_qr_code: {
        call: (qrCodes) => qrCodes.list({ code: 'ANED2T5QRU7HG1' }),
        request: {
          method: 'GET',
          path: '/v23.0/1234567890123456/message_qrdls',
          query: { code: 'ANED2T5QRU7HG1' },
        },
        body: singleCode,
        result: singleCode,
      },
      empty_response: {
        call: (qrCodes) => qrCodes.list({ limit: 10, after: 'MTYwNDYxNzIwMQ==' }),
        request: {
          method: 'GET',
          path: '/v23.0/1234567890123456/message_qrdls',
          query: { limit: '10', after: 'MTYwNDYxNzIwMQ==' },
        },
        body: noCode,
        result: noCode,
      },
    },
    400: {
      invalid_parameter: {
        body: {
          error: {
            message: 'Invalid fields parameter. Check field names and format specifications',
            type: 'OAuthException',
            code: 100,
            fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
          },
        },
      },
    },
    401: { expired_token: { body: expiredToken } },
    403: {
      missing_permission: {
        body: {
          error: {
            message: "Your app doesn't have permission to list QR codes for this phone number",
            type: 'OAuthException',
            code: 200,
            error_subcode: 1349174,
            fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
            error_user_title: 'Permission Denied',
            error_user_msg: "Your app doesn't have permission to access this resource",
          },
        },
      },
    },
    404: { phone_number_not_found: { body: phoneNumberNotFoundInCollection } },
    429: { throttled: { body: tooManyCalls } },
    500: { temporary_failure: { body: temporaryFailure } },
  },
};
