// Generated from spec/v24.0/openapi.yaml; do not edit. Change the spec and run `pnpm generate`.

export interface paths {
  "/{Version}/{Phone-Number-ID}/message_qrdls": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the QR codes of a phone number
     *
     * One page of the phone number's codes, the newest first. Further pages are reached by cursor: send
     * `paging.cursors.after` of one response as `after` of the next call, until a response has no such cursor.
     */
    get: operations["listQrCodes"];
    put?: never;
    /**
     * Create a QR code, or change the message of one
     *
     * Creates a code, or, when the body names an existing `code`, replaces the message of that one. Nothing marks a
     * create as a repetition of an earlier one: sent twice, it can make two codes.
     */
    post: operations["createOrUpdateQrCode"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get one QR code
     *
     * One code, in a `data` array of one element, the form that the list has too.
     */
    get: operations["getQrCode"];
    put?: never;
    post?: never;
    /**
     * Delete one QR code for good
     *
     * Deletes the code. From then on neither the QR code nor its link works, wherever they were printed or posted, and
     * nothing brings them back.
     */
    delete: operations["deleteQrCode"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export interface components {
  schemas: {
    /**
     * Names one QR code: 14 upper-case letters and digits, given by Meta when the code is created.
     * @example ANED2T5QRU7HG1
     */
    QrCodeId: string;
    /**
     * The text that is already typed when the customer's chat opens: 1 to 140 characters, counted in Unicode code
     * points.
     * @example Hi! I'm interested in your products. Can you help me?
     */
    PrefilledMessage: string;
    /** One message QR code, as reading gives it. */
    QrCodeDetails: {
      /** The code's id, needed to read, update or delete it. */
      code: components["schemas"]["QrCodeId"];
      /**
       * The text that is already typed when the customer's chat opens.
       * @example Hi! I'm interested in your products. Can you help me?
       */
      prefilled_message: string;
      /**
       * The link that the QR code encodes. Following it does the same as scanning the code.
       * Format: uri
       * @example https://wa.me/message/ANED2T5QRU7HG1
       */
      deep_link_url: string;
      /**
       * When the code was created, in seconds since 1970-01-01 UTC, written in digits. Given to first-party apps, which are Meta's own,
       * when `fields` requests it.
       * @example 1672531200
       */
      creation_time?: string;
      /**
       * Where to download the image, in the format that `fields` requested; absent otherwise. The address is
       * signed and expires: fetch it soon, without the access token, and do not store it.
       * Format: uri
       * @example https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An-H7T8OyTqO07lcRGHlKteuPMKDnx07nua3dGb4i560bVxDscweOV4KoKD_4wCDFoHR_C5LyVjxQISKPxwora1bbFhUEo2nA19ZPLBUVoQSmV12l1x-nuu312jKty-5rmojmde_a0g?ccb=10-5&oh=00_AfASq_vjojFza_9A-HDeRgHM3wZ8yjNprpYBjNKOn8RkSg&oe=64550A9E&_nc_sid=f36290
       */
      qr_image_url?: string;
    };
    /** The response to getting one code. */
    QrCodeResponse: {
      /**
       * The requested code, alone in an array. Make sure that it is there: an empty array has been reported
       * for a code that does not exist.
       */
      data: components["schemas"]["QrCodeDetails"][];
    };
    /** One page of the codes of a phone number. */
    QrCodeList: {
      /** The codes of this page, the newest first. */
      data: components["schemas"]["QrCodeDetails"][];
      /** How to reach the neighbouring pages; often absent. */
      paging?: {
        /** Where this page begins and ends. */
        cursors?: {
          /**
           * Send it as `before` to get the previous page.
           * @example MTYwNDYxNzIwMA==
           */
          before?: string;
          /**
           * Send it as `after` to get the next page.
           * @example MTYwNDYxNzIwMQ==
           */
          after?: string;
        };
        /**
         * Address of the previous page. It can carry the access token in its query: page by cursor, and keep it
         * out of logs.
         * Format: uri
         * @example https://graph.facebook.com/v24.0/1234567890123456/message_qrdls?before=MTYwNDYxNzIwMA==
         */
        previous?: string;
        /**
         * Address of the next page. It can carry the access token in its query: page by cursor, and keep it out of
         * logs.
         * Format: uri
         * @example https://graph.facebook.com/v24.0/1234567890123456/message_qrdls?after=MTYwNDYxNzIwMQ==
         */
        next?: string;
      };
    };
    /** The response to creating or updating a code, the code as it is now. */
    SavedQrCode: {
      /** The code's id, needed to read, update or delete it. Keep it. */
      code: components["schemas"]["QrCodeId"];
      /**
       * The text that is already typed when the customer's chat opens.
       * @example Hi! I'm interested in your products. Can you help me?
       */
      prefilled_message: string;
      /**
       * The link that the QR code encodes. Following it does the same as scanning the code.
       * Format: uri
       * @example https://wa.me/message/ANED2T5QRU7HG1
       */
      deep_link_url: string;
      /**
       * Where to download the image, in the format that `generate_qr_image` requested; absent otherwise. The
       * address is signed and expires: fetch it soon, without the access token, and do not store it.
       * Format: uri
       * @example https://scontent-iad3-2.xx.fbcdn.net/m1/v/t6/An-psFmLBls2NFXnhhkSVqwIHEqCTQoNKTLxxlOeci0Wbsukd2RLiwZalHrXwqT5RTFSzOhyw6OLvJJO0itaQtJI1BS2WkNcV67wR3GNx7ZX1tFSNCbpo1e6KPptKF1GbVGzmUfkgSPX?ccb=10-5&oh=00_AfAOAr6oRA2OKV_Ur3GUh4em57sACxUkfhXHsObiFrxOsA&oe=64DCCEF6&_nc_sid=5a413f
       */
      qr_image_url?: string;
    };
    /** The request for a new code. */
    CreateQrCodeRequest: {
      prefilled_message: components["schemas"]["PrefilledMessage"];
      /**
       * Also make an image in this format; the response then has its address as `qr_image_url`. An image can be
       * requested for later, too, when the code is read.
       * @example SVG
       */
      generate_qr_image?: "PNG" | "SVG";
      code?: never;
    };
    /** The request for a new message of an existing code. */
    UpdateQrCodeRequest: {
      /** The id of the code to change. */
      code: components["schemas"]["QrCodeId"];
      /**
       * The new text that is already typed when the customer's chat opens: 1 to 140 characters, counted in Unicode
       * code points.
       */
      prefilled_message: components["schemas"]["PrefilledMessage"];
    };
    /** The response to deleting a code. */
    DeleteQrCodeResponse: {
      /**
       * Whether the code is gone.
       * @example true
       */
      success: boolean;
    };
    /** The form of every error of the Graph API. */
    GraphAPIError: {
      /**
       * What went wrong. `code` identifies the kind of error more reliably than the HTTP status: throttling, for
       * one, comes as 400, and can come as 429. Further properties occur.
       */
      error: {
        /**
         * What went wrong, for developers. It can quote what was sent, the access token included: keep it out of
         * logs.
         * @example Invalid parameter
         */
        message: string;
        /**
         * The family of the error, `OAuthException` or `GraphMethodException` for instance.
         * @example OAuthException
         */
        type: string;
        /**
         * The kind of error: 4 throttled, 2 temporary failure, 190 token, 200 permission, 803 not found, 100
         * parameter, among others.
         * @example 100
         */
        code: number;
        /**
         * The precise cause within `code`, for instance 463 under 190 for a token that has expired.
         * @example 33
         */
        error_subcode?: number;
        /**
         * Identifies this response in Meta's logs. Quote it to Meta's support.
         * @example AXsgnV2Cm3ZMGF3dF_cfYIn
         */
        fbtrace_id?: string;
        /**
         * Whether the same request may succeed later.
         * @example false
         */
        is_transient?: boolean;
        /**
         * A heading that may be shown to the end user.
         * @example Permission Denied
         */
        error_user_title?: string;
        /**
         * A text that may be shown to the end user.
         * @example Your app doesn't have permission to access this resource
         */
        error_user_msg?: string;
      };
    };
  };
  responses: {
    /** The code or another parameter is malformed. */
    InvalidQrCodeId: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["GraphAPIError"];
      };
    };
    /** The access token is missing, malformed, expired or revoked. */
    Unauthorized: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["GraphAPIError"];
      };
    };
    /** Something failed on Meta's side. */
    ServerError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["GraphAPIError"];
      };
    };
  };
  parameters: {
    /**
     * The Graph API version. This document describes one version, so there is one value.
     * @example v24.0
     */
    Version: "v24.0";
    /**
     * The id of the business phone number that owns the codes: digits, assigned by Meta when the number is added to a
     * WhatsApp Business Account. Not the phone number itself.
     * @example 1234567890123456
     */
    PhoneNumberId: string;
    /**
     * The code, as `code` of an earlier response gave it and as it stands at the end of its link.
     * @example ANED2T5QRU7HG1
     */
    QrCodeId: components["schemas"]["QrCodeId"];
    /**
     * What to put into each code of the response: names separated by commas, without spaces.
     *
     * | name | gives |
     * | --- | --- |
     * | `code` | the code itself |
     * | `prefilled_message` | its message |
     * | `deep_link_url` | its link |
     * | `creation_time` | when it was created; first-party apps only |
     * | `qr_image_url.format(SVG)` | the address of its image, as `qr_image_url`, in SVG |
     * | `qr_image_url.format(PNG)` | the address of its image, as `qr_image_url`, in PNG |
     *
     * Left out, the response has the first three. Meta says that those three always come; responses without them
     * have been seen when `fields` did not name them, so name them too. Request one image format at a time: both
     * would have the same property.
     * @example code,prefilled_message,deep_link_url,qr_image_url.format(SVG)
     */
    Fields: string;
    /**
     * Names the software that makes the call.
     * @example my-app/1.0.0
     */
    UserAgent: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export interface operations {
  listQrCodes: {
    parameters: {
      query?: {
        /**
         * What to put into each code of the response: names separated by commas, without spaces.
         *
         * | name | gives |
         * | --- | --- |
         * | `code` | the code itself |
         * | `prefilled_message` | its message |
         * | `deep_link_url` | its link |
         * | `creation_time` | when it was created; first-party apps only |
         * | `qr_image_url.format(SVG)` | the address of its image, as `qr_image_url`, in SVG |
         * | `qr_image_url.format(PNG)` | the address of its image, as `qr_image_url`, in PNG |
         *
         * Left out, the response has the first three. Meta says that those three always come; responses without them
         * have been seen when `fields` did not name them, so name them too. Request one image format at a time: both
         * would have the same property.
         * @example code,prefilled_message,deep_link_url,qr_image_url.format(SVG)
         */
        fields?: components["parameters"]["Fields"];
        /**
         * Return this code alone. The response has an empty `data` if the phone number has no such code.
         * @example ANED2T5QRU7HG1
         */
        code?: components["schemas"]["QrCodeId"];
        /**
         * The most codes to put into one page; by default, and at most, typically 25.
         * @example 10
         */
        limit?: number;
        /**
         * Return the page that follows this cursor, taken from `paging.cursors.after` of an earlier response. Cursors
         * are opaque: pass them on unchanged.
         * @example MTYwNDYxNzIwMQ==
         */
        after?: string;
        /**
         * Return the page that precedes this cursor, taken from `paging.cursors.before` of an earlier response.
         * Cursors are opaque: pass them on unchanged.
         * @example MTYwNDYxNzIwMA==
         */
        before?: string;
      };
      header?: {
        /**
         * Names the software that makes the call.
         * @example my-app/1.0.0
         */
        "User-Agent"?: components["parameters"]["UserAgent"];
      };
      path: {
        /**
         * The Graph API version. This document describes one version, so there is one value.
         * @example v24.0
         */
        Version: components["parameters"]["Version"];
        /**
         * The id of the business phone number that owns the codes: digits, assigned by Meta when the number is added to a
         * WhatsApp Business Account. Not the phone number itself.
         * @example 1234567890123456
         */
        "Phone-Number-ID": components["parameters"]["PhoneNumberId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** One page of QR codes. An empty `data` means that no code exists, or that none matches. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["QrCodeList"];
        };
      };
      /** A parameter is malformed or unknown. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      401: components["responses"]["Unauthorized"];
      /** The token may not list the codes of this phone number. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      /** The phone number does not exist, or the token cannot see it. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      500: components["responses"]["ServerError"];
    };
  };
  createOrUpdateQrCode: {
    parameters: {
      query?: never;
      header?: {
        /**
         * Names the software that makes the call.
         * @example my-app/1.0.0
         */
        "User-Agent"?: components["parameters"]["UserAgent"];
      };
      path: {
        /**
         * The Graph API version. This document describes one version, so there is one value.
         * @example v24.0
         */
        Version: components["parameters"]["Version"];
        /**
         * The id of the business phone number that owns the codes: digits, assigned by Meta when the number is added to a
         * WhatsApp Business Account. Not the phone number itself.
         * @example 1234567890123456
         */
        "Phone-Number-ID": components["parameters"]["PhoneNumberId"];
      };
      cookie?: never;
    };
    /** A body with `code` is an update, a body without it is a create. */
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateQrCodeRequest"] | components["schemas"]["UpdateQrCodeRequest"];
      };
    };
    responses: {
      /** The code as it is now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SavedQrCode"];
        };
      };
      /** The body is malformed, or one of its values is not allowed. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      401: components["responses"]["Unauthorized"];
      /** The token may not change the codes of this phone number. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      /** The phone number does not exist, or the code to update does not. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      500: components["responses"]["ServerError"];
    };
  };
  getQrCode: {
    parameters: {
      query?: {
        /**
         * What to put into each code of the response: names separated by commas, without spaces.
         *
         * | name | gives |
         * | --- | --- |
         * | `code` | the code itself |
         * | `prefilled_message` | its message |
         * | `deep_link_url` | its link |
         * | `creation_time` | when it was created; first-party apps only |
         * | `qr_image_url.format(SVG)` | the address of its image, as `qr_image_url`, in SVG |
         * | `qr_image_url.format(PNG)` | the address of its image, as `qr_image_url`, in PNG |
         *
         * Left out, the response has the first three. Meta says that those three always come; responses without them
         * have been seen when `fields` did not name them, so name them too. Request one image format at a time: both
         * would have the same property.
         * @example code,prefilled_message,deep_link_url,qr_image_url.format(SVG)
         */
        fields?: components["parameters"]["Fields"];
      };
      header?: {
        /**
         * Names the software that makes the call.
         * @example my-app/1.0.0
         */
        "User-Agent"?: components["parameters"]["UserAgent"];
      };
      path: {
        /**
         * The Graph API version. This document describes one version, so there is one value.
         * @example v24.0
         */
        Version: components["parameters"]["Version"];
        /**
         * The id of the business phone number that owns the codes: digits, assigned by Meta when the number is added to a
         * WhatsApp Business Account. Not the phone number itself.
         * @example 1234567890123456
         */
        "Phone-Number-ID": components["parameters"]["PhoneNumberId"];
        /**
         * The code, as `code` of an earlier response gave it and as it stands at the end of its link.
         * @example ANED2T5QRU7HG1
         */
        "QR-Code-ID": components["parameters"]["QrCodeId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The requested code. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["QrCodeResponse"];
        };
      };
      400: components["responses"]["InvalidQrCodeId"];
      401: components["responses"]["Unauthorized"];
      /** The token may not read the codes of this phone number. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      /** The code does not exist, or the phone number does not. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      500: components["responses"]["ServerError"];
    };
  };
  deleteQrCode: {
    parameters: {
      query?: never;
      header?: {
        /**
         * Names the software that makes the call.
         * @example my-app/1.0.0
         */
        "User-Agent"?: components["parameters"]["UserAgent"];
      };
      path: {
        /**
         * The Graph API version. This document describes one version, so there is one value.
         * @example v24.0
         */
        Version: components["parameters"]["Version"];
        /**
         * The id of the business phone number that owns the codes: digits, assigned by Meta when the number is added to a
         * WhatsApp Business Account. Not the phone number itself.
         * @example 1234567890123456
         */
        "Phone-Number-ID": components["parameters"]["PhoneNumberId"];
        /**
         * The code, as `code` of an earlier response gave it and as it stands at the end of its link.
         * @example ANED2T5QRU7HG1
         */
        "QR-Code-ID": components["parameters"]["QrCodeId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The code is deleted. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["DeleteQrCodeResponse"];
        };
      };
      400: components["responses"]["InvalidQrCodeId"];
      401: components["responses"]["Unauthorized"];
      /** The token may not delete the codes of this phone number. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      /** The code does not exist any more, or never did, or the phone number does not exist. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["GraphAPIError"];
        };
      };
      500: components["responses"]["ServerError"];
    };
  };
}
