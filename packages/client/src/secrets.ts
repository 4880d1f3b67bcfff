const removed = '[removed]';

// Paging links carry these in their query, whatever the encoding of the value.
const secretParameters = /(access_token|appsecret_proof)=[^&\s"'\\<]*/g;

/** Takes secrets out of a text. */
export type Scrub = (text: string) => string;

/** A {@link Scrub} for these secrets, as they are and as addresses and JSON write them. */
export function scrubber(secrets: readonly string[]): Scrub {
  const needles = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret), secret.replaceAll('/', '\\/')])
    // What is shorter is a word, not a secret: to remove it would damage texts that happen to contain it.
    .filter((needle, index, all) => needle.length > 5 && all.indexOf(needle) === index);
  return (text) => {
    let result = text;
    for (const needle of needles) if (text.includes(needle)) result = result.replaceAll(needle, removed);
    return text.includes('=') ? result.replace(secretParameters, `$1=${removed}`) : result;
  };
}

/** Parses JSON without its secrets. Throws where it is no JSON, and on nesting too deep to handle. */
export function parseScrubbed(text: string, scrub: Scrub): unknown {
  const clean = scrub(text);
  // An escape can hide a secret from a search of the raw text.
  return clean.includes('\\')
    ? JSON.parse(clean, (_key, value: unknown) => (typeof value === 'string' ? scrub(value) : value))
    : JSON.parse(clean);
}

// Only what can be looked into: a Request or a socket may hold headers that nothing but `inspect` shows.
function isClean(value: unknown, scrub: Scrub, levels: number): boolean {
  if (typeof value === 'string') return scrub(value) === value;
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  return (
    (value instanceof Error || /^(Object|Array)$/.test(value.constructor?.name)) &&
    levels > 0 &&
    Reflect.ownKeys(value).every((key) => isClean(Reflect.get(value, key), scrub, levels - 1))
  );
}

/** What may stand as the `cause` of an error: the value itself, or a copy of its texts without what may be secret. */
export function safeCause(cause: unknown, scrub: Scrub, levels: number = 6): unknown {
  if (isClean(cause, scrub, levels)) return cause;
  if (!(cause instanceof Error) || levels < 1) return undefined;
  const copy = new Error(scrub(cause.message), { cause: safeCause(cause.cause, scrub, levels - 1) });
  for (const key of ['name', 'code', 'stack']) {
    const text: unknown = Reflect.get(cause, key);
    if (typeof text === 'string') Reflect.set(copy, key, scrub(text));
  }
  return copy;
}
