// Generated from spec/v23.0/openapi.yaml and spec/v24.0/openapi.yaml and spec/v25.0/openapi.yaml; do not edit. Change those and run `pnpm generate`.

/**
 * The documented statuses of every operation of every version, each with the names of its documented examples. Within an
 * operation a name stands under one status only.
 */
export const scenarios = {
  'v23.0': {
    listQrCodes: {
      200: ['default_fields', 'with_qr_image', 'single_qr_code', 'empty_response'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['phone_number_not_found'],
      429: ['throttled'],
      500: ['temporary_failure'],
    },
    createOrUpdateQrCode: {
      200: ['created_qr_code_with_image', 'updated_qr_code'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      429: ['throttled'],
      500: ['temporary_failure'],
    },
    getQrCode: {
      200: ['default_fields', 'with_qr_image_svg', 'with_creation_time'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      429: ['throttled'],
      500: ['temporary_failure'],
    },
    deleteQrCode: {
      200: ['successful_deletion'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      429: ['throttled'],
      500: ['temporary_failure'],
    },
  },
  'v24.0': {
    listQrCodes: {
      200: ['default_fields', 'with_qr_image', 'single_qr_code', 'empty_response'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['phone_number_not_found'],
      500: ['temporary_failure'],
    },
    createOrUpdateQrCode: {
      200: ['created_qr_code_with_image', 'updated_qr_code'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      500: ['temporary_failure'],
    },
    getQrCode: {
      200: ['default_fields', 'with_qr_image_svg', 'with_creation_time'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      500: ['temporary_failure'],
    },
    deleteQrCode: {
      200: ['successful_deletion'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      500: ['temporary_failure'],
    },
  },
  'v25.0': {
    listQrCodes: {
      200: ['default_fields', 'with_qr_image', 'single_qr_code', 'empty_response'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['phone_number_not_found'],
      500: ['temporary_failure'],
    },
    createOrUpdateQrCode: {
      200: ['created_qr_code_with_image', 'updated_qr_code'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      500: ['temporary_failure'],
    },
    getQrCode: {
      200: ['default_fields', 'with_qr_image_svg', 'with_creation_time'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      500: ['temporary_failure'],
    },
    deleteQrCode: {
      200: ['successful_deletion'],
      400: ['invalid_parameter'],
      401: ['expired_token'],
      403: ['missing_permission'],
      404: ['qr_code_not_found', 'phone_number_not_found'],
      500: ['temporary_failure'],
    },
  },
} as const;

export type Scenarios = typeof scenarios;

/** A Graph API version that this package has a document of. */
export type SupportedVersion = keyof Scenarios;
