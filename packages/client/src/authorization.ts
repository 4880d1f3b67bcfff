import { type Rule, textLike } from './arguments.ts';
import { type About, AccessTokenError } from './errors.ts';
import { describe } from './json.ts';
import { describeCause, type Scrub, scrubber } from './secrets.ts';

/** The access token, or a function that returns it. The function is called on every attempt, so it may renew the token. */
export type AccessToken = string | (() => string | Promise<string>);

/** Characters that a header can carry after `Bearer `. Meta's tokens have some 200. */
export const tokenRule: Rule = textLike(/^[!-~]{1,8192}$/, '1 to 8192 printable ASCII characters', true);

/** What one attempt sends to prove who it is from. */
export interface Authorization {
  readonly token: string;
  /** Value of the query parameter `appsecret_proof`, if there is an app secret. */
  readonly proof: string | undefined;
}

/** Adds the token to headers and the proof to an address, which is returned. */
export function addAuthorization(
  url: string,
  headers: Record<string, string>,
  { token, proof }: Authorization,
): string {
  headers.authorization = `Bearer ${token}`;
  return proof ? `${url}${url.includes('?') ? '&' : '?'}appsecret_proof=${proof}` : url;
}

/** The secrets of one call: those of all its attempts. */
export interface CallSecrets {
  used: Authorization[];
}

export interface Authorizer {
  /** The authorization of the next attempt; no promise where nothing has to be awaited. Throws `AccessTokenError`. */
  authorize(about: () => About, secrets: CallSecrets): Authorization | Promise<Authorization>;
  /** Removes the secrets of a call from a text, and those that the client used last. */
  scrubberOf(secrets: CallSecrets): Scrub;
}

const encode = (text: string) => new TextEncoder().encode(text);

/**
 * Hex HMAC-SHA256 of the token with the app secret as key.
 * https://developers.facebook.com/docs/graph-api/guides/secure-requests
 */
async function appSecretProof(token: string, appSecret: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encode(appSecret), algorithm, false, ['sign']);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(token)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// A response can echo a token of an earlier call: three attempts with a token each, and some calls beside them.
const remembered = 8;

export function createAuthorizer(accessToken: AccessToken, appSecret: string | undefined): Authorizer {
  let recent: readonly Authorization[] = [];
  let recentScrub: Scrub | undefined;

  const textsOf = (authorizations: Iterable<Authorization>) =>
    [...new Set([appSecret, ...[...authorizations].flatMap(({ token, proof }) => [token, proof])])].filter(
      (secret) => secret !== undefined,
    );

  const remember = (token: string, proof?: string): Authorization => {
    const known = recent.find((authorization) => authorization.token === token);
    if (known) return known;
    const added = { token, proof };
    recent = [added, ...recent].slice(0, remembered);
    recentScrub = undefined;
    return added;
  };

  const prepare = (token: string, secrets: CallSecrets): Authorization | Promise<Authorization> => {
    const use = (authorization: Authorization) => {
      secrets.used.push(authorization);
      return authorization;
    };
    if (recent[0]?.token === token) return use(recent[0]);
    return appSecret
      ? appSecretProof(token, appSecret).then((proof) => use(remember(token, proof)))
      : use(remember(token));
  };

  const scrubberOf = ({ used }: CallSecrets): Scrub => {
    if (used.some((authorization) => !recent.includes(authorization))) return scrubber(textsOf([...used, ...recent]));
    recentScrub ??= scrubber(textsOf(recent));
    return recentScrub;
  };

  const authorize = async (about: () => About, secrets: CallSecrets): Promise<Authorization> => {
    let token: unknown;
    try {
      token = await (accessToken as () => unknown)();
    } catch (error) {
      const [, facts] = describeCause(error, scrubberOf(secrets));
      throw new AccessTokenError(about(), 'got no token: accessToken() failed', facts);
    }
    if (tokenRule.accepts(token)) return prepare(String(token), secrets);
    // Without a cause: it would quote the token.
    const problem = `accessToken() must return ${tokenRule.expected}; received ${describe(token, true)}`;
    throw new AccessTokenError(about(), `got no token: ${problem}`);
  };

  if (typeof accessToken !== 'string') return { authorize, scrubberOf };
  return { authorize: (_about, secrets) => prepare(accessToken, secrets), scrubberOf };
}
