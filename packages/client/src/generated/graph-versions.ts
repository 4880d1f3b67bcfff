// Generated from spec/versions.yaml and spec/v23.0/openapi.yaml and spec/v24.0/openapi.yaml and spec/v25.0/openapi.yaml; do not edit. Change those and run `pnpm generate`.

/** A Graph API version that this package has an entry for. */
export type GraphVersion = 'v23.0' | 'v24.0' | 'v25.0';

/** An image format of any of these versions. */
export type QrImageFormat = 'PNG' | 'SVG';

/** Calendar days, such as `2025-05-29`. */
export interface GraphVersionDates {
  readonly released: string;
  /** The last day on which Meta serves this version; `null` while it is not announced. */
  readonly availableUntil: string | null;
}

/** The Graph API versions that this package has entries for, oldest first. */
export const graphVersions: Readonly<Record<GraphVersion, GraphVersionDates>> = {
  'v23.0': { released: '2025-05-29', availableUntil: '2027-10-08' },
  'v24.0': { released: '2025-10-08', availableUntil: '2028-02-18' },
  'v25.0': { released: '2026-02-18', availableUntil: '2028-07-29' },
};
