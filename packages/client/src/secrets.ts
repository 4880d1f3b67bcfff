import { isError } from './json.ts';

const removed = '[removed]';

// Paging links carry these in their query, whatever the encoding of the value.
const secretParameters = '((?:access_token|appsecret_proof)=)[^&\\s"\'\\\\<]*';

/** Takes secrets out of a text. */
export type Scrub = (text: string) => string;

/**
 * Matches a secret, its special characters as they are or escaped as in JSON, addresses and HTML, once or repeatedly. Its
 * group is empty, where that of the parameters keeps their name. Text in text in text is escaped by 15 backslashes at
 * most; with no bound, a long row of them would be searched once for each.
 */
const patternFor = (secret: string): string =>
  `()${secret.replace(/[^A-Za-z0-9]/g, (char) => {
    const number = char.charCodeAt(0);
    const digits = number.toString(16);
    const hex = digits.replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`);
    return `(?:\\\\{0,15}(?:\\x${digits}|u00${hex})|%(?:25)*${hex}|&(?:#0*${number}|#x0*${hex}|[a-z]+);)`;
  })}`;

/** A {@link Scrub} for these secrets. */
export function scrubber(secrets: readonly string[]): Scrub {
  const sources = secrets
    // What is shorter is a word, not a secret: to remove it would damage texts that happen to contain it.
    .filter((secret) => secret.length > 5)
    // The longest first: with a hole that a shorter one has left in it, it would not be found any more.
    .sort((a, b) => b.length - a.length)
    .map(patternFor);
  sources.push(secretParameters);
  const patterns = sources.map((source) => new RegExp(source, 'g'));
  const any = new RegExp(sources.join('|'));
  // Looking first takes a fraction of the time of replacements that find nothing.
  return (text) =>
    text.search(any) < 0 ? text : patterns.reduce((clean, pattern) => clean.replace(pattern, `$1${removed}`), text);
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
function safeCause(cause: unknown, scrub: Scrub, depth = 6): unknown {
  if (typeof cause === 'string') return scrub(cause);
  if (!isError(cause) || depth < 1) return Object(cause) === cause ? undefined : cause;
  const copy = new Error('');
  let isClean = true;
  // The first four may come from a prototype, where a DOMException has them.
  for (const key of ['name', 'message', 'stack', 'cause', ...Reflect.ownKeys(cause)]) {
    const value: unknown = Reflect.get(cause, key);
    if (value === undefined) continue;
    const safe = safeCause(value, scrub, depth - 1);
    const safeKey = typeof key === 'string' ? scrub(key) : key;
    isClean &&= safe === value && safeKey === key;
    Reflect.set(copy, safeKey, safe);
  }
  return isClean ? cause : copy;
}

/** What an error tells of its cause, without secrets: a text, and the cause itself. */
export function tellCause(error: unknown, scrub: Scrub): readonly [text: string, facts: { readonly cause?: unknown }] {
  try {
    const cause = safeCause(error, scrub);
    return [scrub(String(cause)), { cause }];
  } catch {
    // Its properties cannot be read, or it has no text.
    return [typeof error, {}];
  }
}
