// Generated from spec/v23.0/openapi.yaml and spec/versions.yaml; do not edit. Change those and run `pnpm generate`.

import type { RequestsOf, VersionFacts } from '../../version-facts.ts';
import type { paths } from './schema.ts';

type Accepted = { [K in keyof RequestsOf<paths>]: RequestsOf<paths>[K] };

export const facts: VersionFacts<Accepted> = {
  "name": "v23.0",
  "availableUntil": "2027-10-08",
  "phoneNumberId": {
    "type": "string",
    "pattern": "^[0-9]+$"
  },
  "qrCodeId": {
    "type": "string",
    "pattern": "^[A-Z0-9]{14}$"
  },
  "get": {
    "fields": {
      "type": "string"
    }
  },
  "list": {
    "fields": {
      "type": "string"
    },
    "code": {
      "type": "string",
      "pattern": "^[A-Z0-9]{14}$"
    },
    "limit": {
      "type": "integer",
      "minimum": 1
    },
    "after": {
      "type": "string"
    },
    "before": {
      "type": "string"
    }
  },
  "create": {
    "type": "object",
    "required": [
      "prefilled_message"
    ],
    "properties": {
      "prefilled_message": {
        "type": "string",
        "minLength": 1,
        "maxLength": 140
      },
      "generate_qr_image": {
        "type": "string",
        "enum": [
          "PNG",
          "SVG"
        ]
      }
    }
  },
  "update": {
    "type": "object",
    "required": [
      "code",
      "prefilled_message"
    ],
    "properties": {
      "code": {
        "type": "string",
        "pattern": "^[A-Z0-9]{14}$"
      },
      "prefilled_message": {
        "type": "string",
        "minLength": 1,
        "maxLength": 140
      }
    }
  },
  "qrCode": {
    "type": "object",
    "required": [
      "data"
    ],
    "properties": {
      "data": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "code",
            "prefilled_message",
            "deep_link_url"
          ],
          "properties": {
            "code": {
              "type": "string",
              "pattern": "^[A-Z0-9]{14}$"
            },
            "prefilled_message": {
              "type": "string"
            },
            "deep_link_url": {
              "type": "string"
            },
            "creation_time": {
              "type": "integer"
            },
            "qr_image_url": {
              "type": "string"
            }
          }
        }
      }
    }
  },
  "qrCodeList": {
    "type": "object",
    "required": [
      "data"
    ],
    "properties": {
      "data": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "code",
            "prefilled_message",
            "deep_link_url"
          ],
          "properties": {
            "code": {
              "type": "string",
              "pattern": "^[A-Z0-9]{14}$"
            },
            "prefilled_message": {
              "type": "string"
            },
            "deep_link_url": {
              "type": "string"
            },
            "creation_time": {
              "type": "integer"
            },
            "qr_image_url": {
              "type": "string"
            }
          }
        }
      },
      "paging": {
        "type": "object",
        "properties": {
          "cursors": {
            "type": "object",
            "properties": {
              "before": {
                "type": "string"
              },
              "after": {
                "type": "string"
              }
            }
          },
          "previous": {
            "type": "string"
          },
          "next": {
            "type": "string"
          }
        }
      }
    }
  },
  "savedQrCode": {
    "type": "object",
    "required": [
      "code",
      "prefilled_message",
      "deep_link_url"
    ],
    "properties": {
      "code": {
        "type": "string",
        "pattern": "^[A-Z0-9]{14}$"
      },
      "prefilled_message": {
        "type": "string"
      },
      "deep_link_url": {
        "type": "string"
      },
      "qr_image_url": {
        "type": "string"
      }
    }
  }
};
