import type { HttpRequest, Query } from './http-request.ts';
import { quote } from './quote.ts';

const REMOVED = '[removed]';
/** A shorter one is a word: to remove it would damage texts that contain it by chance. */
const MIN_LENGTH = 6;
const MAX_SECRETS = 100;
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie']);
const SECRET_PARAMETERS = new Set(['access_token', 'appsecret_proof', 'input_token', 'client_secret']);
const NAMES = [...SECRET_PARAMETERS].join('|');
/** `access_token=…` in a link or a form, whatever its encoding, and `"access_token": "…"` in JSON. */
const IN_TEXT = new RegExp(`((?:${NAMES})(?:\\s*=|%(?:25)*3D|\\\\*"\\s*:\\s*\\\\*"))[^&\\s"'\\\\<]*`, 'gi');
const SCHEME = /^(Bearer|Basic|Digest) +/i;

/** The secrets of the latest requests, and their removal from what is recorded. */
export class Secrets {
  /** By secret, every way in which a link or JSON can spell it. */
  readonly #spellings = new Map<string, readonly string[]>();

  /** Adds the credentials of a request. */
  add({ headers, query, body }: Pick<HttpRequest, 'headers' | 'query' | 'body'>): void {
    for (const name of ['authorization', 'proxy-authorization']) this.#add(headers[name]?.replace(SCHEME, ''));
    for (const name of SECRET_PARAMETERS) for (const value of [query[name] ?? []].flat()) this.#add(value);
    for (const [match, start = ''] of body.matchAll(IN_TEXT)) this.#add(match.slice(start.length));
  }

  #add(secret = ''): void {
    if (secret.length < MIN_LENGTH) return;
    this.#spellings.delete(secret);
    this.#spellings.set(secret, spellingsOf(secret));
    for (const oldest of this.#spellings.keys()) {
      if (this.#spellings.size <= MAX_SECRETS) break;
      this.#spellings.delete(oldest);
    }
  }

  /** Whether the text contains a secret. */
  isIn(text: string): boolean {
    return [...this.#spellings.values()].some((spellings) => spellings.some((spelling) => text.includes(spelling)));
  }

  remove(text: string): string {
    let clean = text.replaceAll(IN_TEXT, `$1${REMOVED}`);
    for (const spellings of this.#spellings.values())
      for (const spelling of spellings) clean = clean.replaceAll(spelling, REMOVED);
    return clean;
  }

  /** The value as an error message quotes it. */
  quote(value: unknown): string {
    return quote(value, (json) => this.remove(json));
  }

  removeFromHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
    return this.#mapped(headers, (name, value) => (SECRET_HEADERS.has(name) ? maskHeader(value) : this.remove(value)));
  }

  removeFromQuery(query: Query): Record<string, string | string[]> {
    const clean = (name: string, value: string) => (SECRET_PARAMETERS.has(name) ? REMOVED : this.remove(value));
    return this.#mapped(query, (name, value) =>
      typeof value === 'string' ? clean(name, value) : value.map((one) => clean(name, one)),
    );
  }

  #mapped<T>(values: Readonly<Record<string, T>>, change: (name: string, value: T) => T): Record<string, T> {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [this.remove(name), change(name.toLowerCase(), value)]),
    );
  }
}

/** `Bearer [removed]`; all of it where no known scheme stands before the credentials. */
function maskHeader(value: string): string {
  return `${SCHEME.exec(value)?.[0] ?? ''}${REMOVED}`;
}

/** The longest first: a shorter one can be a part of it. */
function spellingsOf(secret: string): string[] {
  const encoded = encodeURIComponent(Buffer.from(secret).toString());
  const twice = encodeURIComponent(encoded);
  const spellings = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('/', '\\/'),
    encoded,
    twice,
  ].flatMap((spelling) => [
    spelling,
    spelling.replaceAll(/%(?:25)?[\dA-F]{2}/g, (percentEncoded) => percentEncoded.toLowerCase()),
  ]);
  return [...new Set(spellings)].toSorted((a, b) => b.length - a.length);
}
