import type { OperationName } from '@whatsapp-qr/client';
import type { Outcomes } from '../../src/contract.ts';

/**
 * What every documented answer means to whoever calls. Written by hand; statuses and names are those of
 *
 * - get and delete: https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/whatsapp-business-qr-code-api/v23.0.md/
 * - list, create and update: https://github.com/facebook/openapi/blob/HEAD/business-messaging-api_v23.0.yaml
 *
 * and the categories those of https://developers.facebook.com/docs/graph-api/guides/error-handling for the codes in
 * the bodies: 100 a bad parameter, 190 the token, 200 a permission, 803 no such object, 4 throttling, 2 a passing failure.
 */
export const outcomes: Readonly<Record<OperationName, Outcomes>> = {
  listQrCodes: {
    200: { default_fields: 'data', with_qr_image: 'data', single_qr_code: 'data', empty_response: 'data' },
    400: { invalid_parameter: ['GraphApiError', 'invalid-request'] },
    401: { expired_token: ['GraphApiError', 'authentication'] },
    403: { missing_permission: ['GraphApiError', 'permission'] },
    404: { phone_number_not_found: ['GraphApiError', 'not-found'] },
    429: { throttled: ['GraphApiError', 'throttled'] },
    500: { temporary_failure: ['GraphApiError', 'transient'] },
  },
  createQrCode: {
    200: { created_qr_code_with_image: 'data', updated_qr_code: 'data' },
    400: { invalid_parameter: ['GraphApiError', 'invalid-request'] },
    401: { expired_token: ['GraphApiError', 'authentication'] },
    403: { missing_permission: ['GraphApiError', 'permission'] },
    404: {
      qr_code_not_found: ['GraphApiError', 'not-found'],
      phone_number_not_found: ['GraphApiError', 'not-found'],
    },
    429: { throttled: ['GraphApiError', 'throttled'] },
    500: { temporary_failure: ['GraphApiError', 'transient'] },
  },
  updateQrCode: {
    200: { created_qr_code_with_image: 'data', updated_qr_code: 'data' },
    400: { invalid_parameter: ['GraphApiError', 'invalid-request'] },
    401: { expired_token: ['GraphApiError', 'authentication'] },
    403: { missing_permission: ['GraphApiError', 'permission'] },
    404: {
      qr_code_not_found: ['GraphApiError', 'not-found'],
      phone_number_not_found: ['GraphApiError', 'not-found'],
    },
    429: { throttled: ['GraphApiError', 'throttled'] },
    500: { temporary_failure: ['GraphApiError', 'transient'] },
  },
  getQrCode: {
    200: { default_fields: 'data', with_qr_image_svg: 'data', with_creation_time: 'data' },
    400: { invalid_parameter: ['GraphApiError', 'invalid-request'] },
    401: { expired_token: ['GraphApiError', 'authentication'] },
    403: { missing_permission: ['GraphApiError', 'permission'] },
    404: {
      qr_code_not_found: ['GraphApiError', 'not-found'],
      phone_number_not_found: ['GraphApiError', 'not-found'],
    },
    429: { throttled: ['GraphApiError', 'throttled'] },
    500: { temporary_failure: ['GraphApiError', 'transient'] },
  },
  deleteQrCode: {
    200: { successful_deletion: 'data' },
    400: { invalid_parameter: ['GraphApiError', 'invalid-request'] },
    401: { expired_token: ['GraphApiError', 'authentication'] },
    403: { missing_permission: ['GraphApiError', 'permission'] },
    404: {
      qr_code_not_found: ['GraphApiError', 'not-found'],
      phone_number_not_found: ['GraphApiError', 'not-found'],
    },
    429: { throttled: ['GraphApiError', 'throttled'] },
    500: { temporary_failure: ['GraphApiError', 'transient'] },
  },
};
