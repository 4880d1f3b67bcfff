// Bodies of errors that several operations document word for word.

export const expiredToken = {
  error: {
    message: 'Invalid OAuth access token',
    type: 'OAuthException',
    code: 190,
    error_subcode: 463,
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
  },
};

export const tooManyCalls = {
  error: {
    message: 'Too many API calls. Please try again later',
    type: 'OAuthException',
    code: 4,
    error_subcode: 2446079,
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
    is_transient: true,
  },
};

export const temporaryFailure = {
  error: {
    message: 'An unexpected error occurred. Please retry your request',
    type: 'GraphMethodException',
    code: 2,
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
    is_transient: true,
  },
};

export const malformedCode = {
  error: {
    message: 'Invalid QR code ID format. Expected 14-character alphanumeric string',
    type: 'OAuthException',
    code: 100,
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
  },
};

export const qrCodeNotFound = {
  error: {
    message: 'QR code not found',
    type: 'GraphMethodException',
    code: 803,
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
    error_user_title: 'QR Code Not Found',
    error_user_msg: "The QR code you're trying to access doesn't exist or has been deleted",
  },
};

/** As the paths of one code answer it. */
export const phoneNumberNotFound = {
  error: {
    message: 'Phone number not found',
    type: 'GraphMethodException',
    code: 803,
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
    error_user_title: 'Phone Number Not Found',
    error_user_msg: "The phone number you're trying to access doesn't exist or is not available",
  },
};

/** As the path of the collection answers it. */
export const phoneNumberNotFoundInCollection = {
  error: {
    message: 'Phone number not found',
    type: 'GraphMethodException',
    code: 803,
    fbtrace_id: 'AXsgnV2Cm3ZMGF3dF_cfYIn',
  },
};
