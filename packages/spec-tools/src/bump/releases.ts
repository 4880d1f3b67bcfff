export interface Release {
  readonly released: string;
  readonly availableUntil: string | null;
}

/** The days that Meta's changelog gives for the Graph API (https://developers.facebook.com/docs/graph-api/changelog/versions). */
const releases: Readonly<Record<string, Release>> = {
  'v23.0': { released: '2025-05-29', availableUntil: '2027-10-08' },
  'v24.0': { released: '2025-10-08', availableUntil: '2028-02-18' },
  'v25.0': { released: '2026-02-18', availableUntil: '2028-07-29' },
  'v26.0': { released: '2026-07-29', availableUntil: null },
};

/** The days of a version: those given, or else those known here. */
export function releaseOf(
  version: string,
  given: { released?: string | undefined; availableUntil?: string | undefined },
): Release {
  const known = Object.hasOwn(releases, version) ? releases[version] : undefined;
  const released = given.released ?? known?.released;
  if (released === undefined) {
    throw new Error(
      `when ${version} was released is not known here: add --released YYYY-MM-DD, and --available-until if it is announced, from Meta's changelog`,
    );
  }
  for (const [option, day] of Object.entries({ '--released': released, '--available-until': given.availableUntil })) {
    if (day !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(day))
      throw new Error(`${option}: expected a day such as 2025-10-08, found ${JSON.stringify(day)}`);
  }
  return { released, availableUntil: given.availableUntil ?? known?.availableUntil ?? null };
}
