/**
 * What an error of the Graph API means for the caller. The body decides before the HTTP status does: Meta sends
 * throttling as 400, and expired tokens as 400 or 401.
 */
export type GraphErrorCategory =
  | 'throttled'
  | 'transient'
  | 'authentication'
  | 'permission'
  | 'not-found'
  | 'invalid-request'
  | 'unknown';

/**
 * Codes from Meta's error references, https://developers.facebook.com/docs/graph-api/guides/error-handling and
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes. What is throttled or transient is retried.
 */
const byCode: readonly (readonly [GraphErrorCategory, ...(number | undefined)[]])[] = [
  // 33: no such object; 803: no such alias.
  ['not-found', 33, 803],
  // 0: not logged in; 102: the session ended; 190: the token expired, was revoked or is malformed.
  ['authentication', 0, 102, 190],
  // 3: the app lacks the capability; 10: denied; 200 to 299: a permission is missing.
  ['permission', 3, 10, ...Array.from({ length: 100 }, (_, index) => 200 + index)],
  // 4: app; 17: user; 32: page; 613: custom; 80007, 80008: WhatsApp Business Account; 130429: throughput.
  ['throttled', 4, 17, 32, 613, 80007, 80008, 130429],
  // 1: unknown, try again; 2: service down; 341: a limit that is lifted by itself.
  ['transient', 1, 2, 341],
  ['invalid-request', 100],
];

const byStatus: Readonly<Record<number, GraphErrorCategory>> = {
  400: 'invalid-request',
  401: 'authentication',
  403: 'permission',
  404: 'not-found',
  429: 'throttled',
};

/** What an answer says of an error, as far as its category depends on it. */
export interface GraphErrorFacts {
  readonly status: number;
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
  readonly isTransient?: boolean | undefined;
}

/** The category by code and subcode, then by `is_transient`, then by HTTP status. */
export function categorize({ status, code, subcode, isTransient }: GraphErrorFacts): GraphErrorCategory {
  if (code === 100 && subcode === 33) return 'not-found';
  const row = code === undefined ? undefined : byCode.find(([, ...codes]) => codes.includes(code));
  if (row) return row[0];
  return isTransient ? 'transient' : (byStatus[status] ?? (status >= 500 ? 'transient' : 'unknown'));
}
