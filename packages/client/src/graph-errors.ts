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
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes, and the HTTP statuses that stand for the
 * same where the body has no code of the table. What is throttled or transient is retried.
 */
const table: readonly (readonly [GraphErrorCategory, codesAndStatuses: RegExp])[] = [
  // 33: no such object; 803: no such alias.
  ['not-found', /^(33|803|HTTP 404)$/],
  // 0: not logged in; 102: the session ended; 190: the token expired, was revoked or is malformed.
  ['authentication', /^(0|102|190|HTTP 401)$/],
  // 3: the app lacks the capability; 10: denied; 200 to 299: a permission is missing.
  ['permission', /^(3|10|2\d\d|HTTP 403)$/],
  // 4: app; 17: user; 32: page; 613: custom; 80007, 80008: WhatsApp Business Account; 130429: throughput.
  ['throttled', /^(4|17|32|613|80007|80008|130429|HTTP 429)$/],
  // 1: unknown, try again; 2: service down; 341: a limit that is lifted by itself.
  ['transient', /^(1|2|341|HTTP 5..)$/],
  ['invalid-request', /^(100|HTTP 400)$/],
];

const find = (key: string) => table.find(([, keys]) => keys.test(key))?.[0];

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
  return find(`${code}`) ?? (isTransient ? 'transient' : (find(`HTTP ${status}`) ?? 'unknown'));
}
