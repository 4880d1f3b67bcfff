const removed = '[removed]';

// Paging links carry these in their query, whatever the encoding of the value.
const secretParameters = /(access_token|appsecret_proof)=[^&\s"'\\<]*/g;

/** Takes secrets out of a text. */
export type Scrub = (text: string) => string;

/** A {@link Scrub} for these secrets, as they are and as addresses and JSON write them. */
export function scrubber(secrets: readonly string[]): Scrub {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    secret.replaceAll('/', '\\/'),
    JSON.stringify(secret).slice(1, -1),
  ]);
  // What is shorter is a word, not a secret: to remove it would damage texts that happen to contain it.
  const needles = [...new Set(forms)].filter((form) => form.length > 5);
  return (text) => {
    let result = text;
    // Looking first takes a fraction of the time of a replacement that finds nothing.
    for (const needle of needles) if (text.includes(needle)) result = result.replaceAll(needle, removed);
    return result.search(secretParameters) < 0 ? result : result.replace(secretParameters, `$1=${removed}`);
  };
}

/** Parses JSON without its secrets. Throws where it is no JSON, and on nesting too deep to handle. */
export function parseScrubbed(text: string, scrub: Scrub): unknown {
  const value: unknown = JSON.parse(scrub(text));
  // Escapes can hide a secret from a search of the text: it is searched again, written with as few as possible.
  return text.includes('\\') ? JSON.parse(scrub(JSON.stringify(value))) : value;
}

/**
 * What may stand as the `cause` of an error: the error itself, or a copy without secrets. Texts are scrubbed; objects other
 * than errors, such as a Request or a socket, may hold headers and are left out.
 */
export function safeCause(cause: unknown, scrub: Scrub, depth = 6): unknown {
  if (typeof cause === 'string') return scrub(cause);
  if (!(cause instanceof Error) || depth < 1) return Object(cause) === cause ? undefined : cause;
  const copy = new Error('');
  let isClean = true;
  for (const key of ['name', ...Reflect.ownKeys(cause)]) {
    const value: unknown = Reflect.get(cause, key);
    const safe = safeCause(value, scrub, depth - 1);
    isClean &&= safe === value;
    Reflect.set(copy, key, safe);
  }
  return isClean ? cause : copy;
}
