import { type QrCodeClient, qrImage } from '@whatsapp-qr/client/v23.0';
import type { OperationCalls } from '../../src/contract.ts';
import {
  expiredToken,
  malformedCode,
  phoneNumberNotFound,
  qrCodeNotFound,
  temporaryFailure,
  tooManyCalls,
} from './error-bodies.ts';

export const getQrCode: OperationCalls<QrCodeClient, 'v23.0'> = {
  operation: 'getQrCode',
  documentedAs: 'getQrCode',
  call: (qrCodes) => qrCodes.get('ANED2T5QRU7HG1'),
  request: { method: 'GET', path: '/v23.0/1234567890123456/message_qrdls/ANED2T5QRU7HG1' },
  raw: (qrCodes, version) =>
    qrCodes.raw.GET('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', {
      params: {
        path: { Version: version, 'Phone-Number-ID': '1234567890123456', 'QR-Code-ID': 'ANED2T5QRU7HG1' },
      },
    }),
  answers: {
    200: {
      default_fields: {
        body: {
          data: [
            {
              code: 'ANED2T5QRU7HG1',
              prefilled_message: 'Show me Cyber Monday deals!',
              deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
            },
          ],
        },
        result: {
          code: 'ANED2T5QRU7HG1',
          prefilled_message: 'Show me Cyber Monday deals!',
          deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
        },
      },
      with_qr_image_svg: {
        call: (qrCodes) => qrCodes.get('ANED2T5QRU7HG1', { fields: [qrImage('SVG')] }),
        request: {
          method: 'GET',
          path: '/v23.0/1234567890123456/message_qrdls/ANED2T5QRU7HG1',
          query: { fields: 'code,prefilled_message,deep_link_url,qr_image_url.format(SVG)' },
        },
        body: {
          data: [
            {
              code: 'ANED2T5QRU7HG1',
              prefilled_message: 'Show me Cyber Monday deals!',
              deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
              qr_image_url:
                'https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An-H7T8OyTqO07lcRGHlKteuPMKDnx07nua3dGb4i560bVxDscweOV4KoKD_4wCDFoHR_C5LyVjxQISKPxwora1bbFhUEo2nA19ZPLBUVoQSmV12l1x-nuu312jKty-5rmojmde_a0g?ccb=10-5&oh=00_AfASq_vjojFza_9A-HDeRgHM3wZ8yjNprpYBjNKOn8RkSg&oe=64550A9E&_nc_sid=f36290',
            },
          ],
        },
        result: {
          code: 'ANED2T5QRU7HG1',
          prefilled_message: 'Show me Cyber Monday deals!',
          deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
          qr_image_url:
            'https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An-H7T8OyTqO07lcRGHlKteuPMKDnx07nua3dGb4i560bVxDscweOV4KoKD_4wCDFoHR_C5LyVjxQISKPxwora1bbFhUEo2nA19ZPLBUVoQSmV12l1x-nuu312jKty-5rmojmde_a0g?ccb=10-5&oh=00_AfASq_vjojFza_9A-HDeRgHM3wZ8yjNprpYBjNKOn8RkSg&oe=64550A9E&_nc_sid=f36290',
        },
      },
      with_creation_time: {
        call: (qrCodes) => qrCodes.get('ANED2T5QRU7HG1', { fields: ['creation_time'] }),
        request: {
          method: 'GET',
          path: '/v23.0/1234567890123456/message_qrdls/ANED2T5QRU7HG1',
          query: { fields: 'code,prefilled_message,deep_link_url,creation_time' },
        },
        body: {
          data: [
            {
              code: 'ANED2T5QRU7HG1',
              prefilled_message: 'Show me Cyber Monday deals!',
              deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
              creation_time: 1672531200,
            },
          ],
        },
        result: {
          code: 'ANED2T5QRU7HG1',
          prefilled_message: 'Show me Cyber Monday deals!',
          deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
          creation_time: 1672531200,
        },
      },
    },
    400: { invalid_parameter: { body: malformedCode } },
    401: { expired_token: { body: expiredToken } },
    403: {
      missing_permission: {
        body: {
          error: {
            message: "Your app doesn't have permission to access QR codes for this phone number",
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
    404: {
      qr_code_not_found: { body: qrCodeNotFound },
      phone_number_not_found: { body: phoneNumberNotFound },
    },
    429: { throttled: { body: tooManyCalls } },
    500: { temporary_failure: { body: temporaryFailure } },
  },
};
