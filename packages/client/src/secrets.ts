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

// Errors made of texts and numbers alone: objects, such as a Request or a socket, may hold headers.
function isClean(error: Error, scrub: Scrub, depth: number): boolean {
  return (
    depth > 0 &&
    Reflect.ownKeys(error).every((key) => {
      const value: unknown = Reflect.get(error, key);
      if (value instanceof Error) return isClean(value, scrub, depth - 1);
      return typeof value === 'string' ? scrub(value) === value : Object(value) !== value;
    })
  );
}

/** What may stand as the `cause` of an error: the error itself, or a copy of its texts without secrets. */
export function safeCause(cause: unknown, scrub: Scrub, depth = 6): unknown {
  if (!(cause instanceof Error) || depth < 1) return typeof cause === 'string' ? scrub(cause) : undefined;
  if (isClean(cause, scrub, depth)) return cause;
  const copy = new Error(scrub(cause.message), { cause: safeCause(cause.cause, scrub, depth - 1) });
  for (const key of ['name', 'code', 'stack']) Reflect.set(copy, key, scrub(String(Reflect.get(cause, key))));
  return copy;
}
