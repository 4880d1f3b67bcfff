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

interface Row {
  readonly category: GraphErrorCategory;
  /** Meta's `error.code`: single codes, and ranges with both ends. */
  readonly codes: readonly (number | readonly [from: number, to: number])[];
  /** HTTP statuses that mean the same where the body has no code of this table. */
  readonly statuses: readonly (number | readonly [from: number, to: number])[];
}

/**
 * Sources: https://developers.facebook.com/docs/graph-api/guides/error-handling (0 to 803, 80007, 80008) and
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes (130429 and above, and 0, 1, 2, 3, 4, 10,
 * 33, 100, 190, 200 to 299, 368, 80007).
 */
const table: readonly Row[] = [
  // 33: the phone number does not exist; 803: no such alias.
  { category: 'not-found', codes: [33, 803], statuses: [404] },
  // 0: not logged in; 102: the session ended; 104: no token, or a wrong proof; 190: expired, revoked or malformed.
  { category: 'authentication', codes: [0, 102, 104, 190], statuses: [401] },
  // 3: capability; 10: denied; 200 to 299: a permission is missing; 368, 131031: blocked; 131005: access denied.
  { category: 'permission', codes: [3, 10, [200, 299], 368, 131005, 131031], statuses: [403] },
  {
    category: 'throttled',
    // 4: app; 17: user; 32: page; 613: custom; 80007, 80008: business account; 130429: throughput; 131048: spam;
    // 131056: one pair of numbers; 133016: registration.
    codes: [4, 17, 32, 613, 80007, 80008, 130429, 131048, 131056, 133016],
    statuses: [429],
  },
  // 1: unknown, try again; 2: service down; 341: a limit that ends by itself; 131000: unknown; 131016: service down.
  { category: 'transient', codes: [1, 2, 341, 131000, 131016], statuses: [[500, 599]] },
  // 100, 131009: a parameter is wrong; 131008: a parameter is missing.
  { category: 'invalid-request', codes: [100, 131008, 131009], statuses: [400] },
];

const find = (column: 'codes' | 'statuses', value: number | undefined): GraphErrorCategory | undefined =>
  table.find((row) =>
    row[column].some((entry) =>
      typeof entry === 'number' ? entry === value : value !== undefined && value >= entry[0] && value <= entry[1],
    ),
  )?.category;

/** The facts of an error that its category depends on. */
export interface GraphErrorFacts {
  /** HTTP status. */
  readonly status: number;
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
  readonly type?: string | undefined;
  readonly isTransient?: boolean | undefined;
}

/** The category by code with subcode and type, then by `is_transient`, then by HTTP status. */
export function categorize({ status, code, subcode, type, isTransient }: GraphErrorFacts): GraphErrorCategory {
  // Meta's text for both: the object does not exist, cannot be loaded due to missing permissions, or does not support it.
  if (code === 100 && (subcode === 33 || type === 'GraphMethodException')) return 'not-found';
  return find('codes', code) ?? (isTransient ? 'transient' : (find('statuses', status) ?? 'unknown'));
}
