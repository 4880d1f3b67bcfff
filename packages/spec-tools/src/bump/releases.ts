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
    if (day !== undefined && !isDay(day))
      throw new Error(`${option}: expected a day such as 2025-10-08, found ${JSON.stringify(day)}`);
  }
  const availableUntil = given.availableUntil ?? known?.availableUntil ?? null;
  if (availableUntil !== null && availableUntil <= released)
    throw new Error(`--available-until: expected a day after ${released}, the release, found ${availableUntil}`);
  return { released, availableUntil };
}

/** Whether the text is a day of the calendar: 2026-02-30 is none. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
