import { expiredToken, phoneNumberNotFoundInCollection, qrCodeNotFound, temporaryFailure } from './error-bodies.ts';

// Create and update are one operation of the API, with one set of documented answers. A saved code is passed on as it
// is: body and result are one.

export const createdWithImage = {
  code: 'ANED2T5QRU7HG1',
  prefilled_message: "Hi! I'm interested in your products. Can you help me?",
  deep_link_url: 'https://wa.me/message/ANED2T5QRU7HG1',
  qr_image_url:
    'https://scontent-iad3-2.xx.fbcdn.net/m1/v/t6/An-psFmLBls2NFXnhhkSVqwIHEqCTQoNKTLxxlOeci0Wbsukd2RLiwZalHrXwqT5RTFSzOhyw6OLvJJO0itaQtJI1BS2WkNcV67wR3GNx7ZX1tFSNCbpo1e6KPptKF1GbVGzmUfkgSPX?ccb=10-5&oh=00_AfAOAr6oRA2OKV_Ur3GUh4em57sACxUkfhXHsObiFrxOsA&oe=64DCCEF6&_nc_sid=5a413f',
};

export const updated = {
  code: 'WOMVT6TJ2BP7A1',
  prefilled_message: "Hello! I'd like to know more about your latest offers.",
  deep_link_url: 'https://wa.me/message/WOMVT6TJ2BP7A1',
};

export const savingErrors = {
  400: {
    invalid_parameter: {
      body: {
        error: {
          message: 'Invalid prefilled_message length. Maximum 140 characters allowed',
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
          message: "Your app doesn't have permission to manage QR codes for this phone number",
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
    phone_number_not_found: { body: phoneNumberNotFoundInCollection },
  },
  429: {
    throttled: {
      body: {
        error: {
          message: 'Too many QR code operations. Please try again later',
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
};
