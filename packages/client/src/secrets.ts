import { isError } from './json.ts';

const removed = '[removed]';

/** Removes secrets from a text. */
export type Scrub = (text: string) => string;

/** What is shorter is a word: to remove it would damage texts that contain it by chance. */
const shortestSecret = 6;

/**
 * Escapes of JSON (backslashes, before a character or its number), addresses (`%2F`, `%252F`) and HTML (`&#47;`, `&#x2f;`,
 * `&quot;`). No part can match in two ways, so that the search is linear.
 */
const escapes =
  /\\+(?:u([\da-f]{4})|x([\da-f]{2}))?|%(?:25)*([\da-f]{2})|&(?:amp;)*(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi;

const named: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39 };

/** A text with its escapes decoded and its ASCII letters in lower case, and where each character starts in the text. */
interface Decoded {
  readonly codes: Uint32Array;
  readonly starts: Uint32Array;
  readonly length: number;
}

function decode(text: string): Decoded {
  const codes = new Uint32Array(text.length);
  const starts = new Uint32Array(text.length + 1);
  let length = 0;
  let position = 0;
  const add = (code: number, start: number) => {
    codes[length] = code > 64 && code < 91 ? code + 32 : code;
    starts[length] = start;
    length += 1;
  };
  const copyUntil = (end: number) => {
    for (; position < end; position += 1) add(text.charCodeAt(position), position);
  };
  for (const { 0: match, 1: unicode, 2: byte, 3: percent, 4: decimal, 5: hex, 6: name, index } of text.matchAll(
    escapes,
  )) {
    copyUntil(index);
    const digits = unicode ?? byte ?? percent ?? hex;
    if (digits) add(Number.parseInt(digits, 16), index);
    else if (decimal) add(Number(decimal), index);
    else if (name) add(named[name.toLowerCase()] ?? 0, index);
    position = index + match.length;
  }
  copyUntil(text.length);
  starts[length] = text.length;
  return { codes, starts, length };
}

/** Reports where `secret` ends in `text`, by Knuth, Morris and Pratt: linear in both, whatever they repeat. */
function forEachEnd(text: Decoded, secret: Decoded, report: (end: number) => void): void {
  const fallback = new Uint32Array(secret.length + 1);
  let matched = 0;
  const advance = (code: number | undefined) => {
    while (matched > 0 && (matched === secret.length || secret.codes[matched] !== code)) {
      matched = fallback[matched] ?? 0;
    }
    if (secret.codes[matched] === code) matched += 1;
  };
  for (let index = 1; index < secret.length; index += 1) {
    advance(secret.codes[index]);
    fallback[index + 1] = matched;
  }
  matched = 0;
  for (let index = 0; index < text.length; index += 1) {
    advance(text.codes[index]);
    if (matched === secret.length) report(index + 1);
  }
}

/** Removes these secrets, however their characters are escaped. Linear in the text and in the secrets. */
function removeSecrets(text: string, secrets: readonly Decoded[]): string {
  const decoded = decode(text);
  // Per character of the decoded text, how many from there on belong to a secret.
  const lengths = new Uint32Array(decoded.length + 1);
  for (const secret of secrets) {
    forEachEnd(decoded, secret, (end) => {
      const start = end - secret.length;
      lengths[start] = Math.max(lengths[start] ?? 0, secret.length);
    });
  }
  let clean = '';
  let kept = 0;
  let end = 0;
  lengths.forEach((length, start) => {
    if (length === 0) return;
    // Secrets that overlap are removed as one.
    if (start >= end) clean += text.slice(kept, decoded.starts[start]) + removed;
    end = Math.max(end, start + length);
    kept = decoded.starts[end] ?? text.length;
  });
  return clean + text.slice(kept);
}

/** Removes the values of `access_token` and `appsecret_proof`, which paging links carry, whoever they belong to. */
const removeParameters = (text: string): string =>
  text.replace(/((?:access_token|appsecret_proof)=)[^&\s"'\\<]*/g, `$1${removed}`);

/** A {@link Scrub} for these secrets and for the secret parameters of links. It cannot throw. */
export function scrubber(secrets: readonly (string | undefined)[]): Scrub {
  const decoded = [...new Set(secrets)]
    .map((secret = '') => decode(secret))
    .filter(({ length }) => length >= shortestSecret);
  const shortest = Math.min(...decoded.map(({ length }) => length));
  return (text) => {
    const clean = removeParameters(text);
    // Escapes only make a text longer. Most headers are shorter than a token.
    return clean.length < shortest ? clean : removeSecrets(clean, decoded);
  };
}

/** A property of an error; `undefined` if it cannot be read. */
function read(error: Error, key: PropertyKey): unknown {
  try {
    return Reflect.get(error, key);
  } catch {
    return undefined;
  }
}

/** Whether it is an error of the language itself, without code or properties that could show a secret later. */
function isPlain(error: Error): boolean {
  const prototype = Object.getPrototypeOf(error);
  const isBuiltIn = (value: unknown) => typeof value === 'function' && /\{\s*\[native code]\s*}$/.test(`${value}`);
  return (
    Object.prototype.toString.call(error) === '[object Error]' &&
    isBuiltIn(prototype?.constructor) &&
    Reflect.ownKeys(error).every((key) => {
      const value = read(error, key);
      return typeof key === 'string' && (Object(value) !== value || key === 'cause');
    })
  );
}

/**
 * What may be the `cause` of an error: the value itself, or a copy without secrets. Texts are scrubbed; objects other than
 * errors, such as a Request or a socket, may hold headers and are left out.
 */
function safeCause(cause: unknown, scrub: Scrub, depth = 6): unknown {
  if (typeof cause === 'string' || typeof cause === 'symbol') return scrub(String(cause));
  if (!isError(cause) || depth < 1) return Object(cause) === cause ? undefined : cause;
  const copy = new Error('');
  let isClean = isPlain(cause);
  // The first four may be inherited: a DOMException has them on its prototype.
  for (const key of ['name', 'message', 'stack', 'cause', ...Object.getOwnPropertyNames(cause)]) {
    const value = read(cause, key);
    if (value === undefined) continue;
    const safe = safeCause(value, scrub, depth - 1);
    isClean &&= safe === value && scrub(key) === key;
    if (safe !== undefined) Reflect.set(copy, scrub(key), safe);
  }
  return isClean ? cause : copy;
}

/** The code of an error or of one of its causes, such as ECONNREFUSED or CERT_HAS_EXPIRED. */
export function errorCode(error: unknown, depth = 6): string | undefined {
  if (!isError(error) || depth < 1) return undefined;
  const code = read(error, 'code');
  return errorCode(error.cause, depth - 1) ?? (typeof code === 'string' && /^\w{3,40}$/.test(code) ? code : undefined);
}

/** A cause without secrets, and its text for a message. It cannot throw. */
export function describeCause(
  error: unknown,
  scrub: Scrub,
): readonly [text: string, facts: { readonly cause?: unknown }] {
  try {
    const cause = safeCause(error, scrub);
    const code = errorCode(cause);
    const text = isError(cause) && typeof cause.message === 'string' ? cause.message : String(cause);
    return [scrub(text) + (code && !text.includes(code) ? ` (${code})` : ''), { cause }];
  } catch {
    // Its properties cannot be read, or it has no text.
    return [typeof error, {}];
  }
}
