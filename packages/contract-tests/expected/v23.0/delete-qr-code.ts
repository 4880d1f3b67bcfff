import type { QrCodeClient } from '@whatsapp-qr/client/v23.0';
import type { OperationCalls } from '../../src/contract.ts';
import { expiredToken, malformedCode, phoneNumberNotFound, temporaryFailure } from './error-bodies.ts';

export const deleteQrCode: OperationCalls<QrCodeClient, 'v23.0'> = {
  operation: 'deleteQrCode',
  documentedAs: 'deleteQrCode',
  call: (qrCodes) => qrCodes.delete('ANED2T5QRU7HG1'),
  request: { method: 'DELETE', path: '/v23.0/1234567890123456/message_qrdls/ANED2T5QRU7HG1' },
  raw: (qrCodes, version) =>
    qrCodes.raw.DELETE('/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', {
      params: {
        path: { Version: version, 'Phone-Number-ID': '1234567890123456', 'QR-Code-ID': 'ANED2T5QRU7HG1' },
      },
    }),
  answers: {
    200: { successful_deletion: { body: { success: true }, result: { success: true } } },
    400: { invalid_parameter: { body: malformedCode } },
    401: { expired_token: { body: expiredToken } },
    403: {
      missing_permission: {
        body: {
          error: {
            message: "Your app doesn't have permission to delete QR codes for this phone number",
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
      qr_code_not_found: {
        body: {
          error: {
            message: 'QR code not found',
            type: 'GraphMethodException',
            code: 803,
            fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
            error_user_title: 'QR Code Not Found',
            error_user_msg: "The QR code you're trying to delete doesn't exist or has already been deleted",
          },
        },
      },
      phone_number_not_found: { body: phoneNumberNotFound },
    },
    429: {
      throttled: {
        body: {
          error: {
            message: 'Too many deletion attempts. Please try again later',
            type: 'OAuthException',
            code: 4,
            error_subcode: 2446079,
            fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
            is_transient: true,
          },
        },
      },
    },
    500: { temporary_failure: { body: temporaryFailure } },
  },
};
