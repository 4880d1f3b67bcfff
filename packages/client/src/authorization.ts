import { type Rule, textLike } from './arguments.ts';
import { AccessTokenError, type CallFacts, type CallName } from './errors.ts';
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

/** A call that has begun. */
export interface Call extends CallFacts {
  /** What its attempts were authorized with. */
  readonly used: Authorization[];
  /** Removes the secrets of the call, and those that the client used last, from a text. */
  readonly scrub: Scrub;
}

export interface Authorizer {
  createCall(operation: CallName, subject: string): Call;
  /** The authorization of the next attempt; no promise where nothing has to be awaited. Throws `AccessTokenError`. */
  authorize(call: Call): Authorization | Promise<Authorization>;
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

  const scrubberOf = (authorizations: readonly Authorization[]) =>
    scrubber([appSecret, ...authorizations.flatMap(({ token, proof }) => [token, proof])]);

  const use = (token: string, used: Authorization[], proof?: string): Authorization => {
    let authorization = recent.find((known) => known.token === token);
    if (!authorization) {
      authorization = { token, proof };
      recent = [authorization, ...recent].slice(0, remembered);
      recentScrub = undefined;
    }
    used.push(authorization);
    return authorization;
  };

  const prepare = (token: string, { used }: Call): Authorization | Promise<Authorization> =>
    appSecret && !recent.some((known) => known.token === token)
      ? appSecretProof(token, appSecret).then((proof) => use(token, used, proof))
      : use(token, used);

  return {
    createCall(operation, subject) {
      const used: Authorization[] = [];
      const scrub: Scrub = (text) => {
        recentScrub ??= scrubberOf(recent);
        const isRecent = used.every((authorization) => recent.includes(authorization));
        return (isRecent ? recentScrub : scrubberOf([...used, ...recent]))(text);
      };
      return { operation, subject, sent: 0, used, scrub };
    },
    authorize(call) {
      return typeof accessToken === 'string'
        ? prepare(accessToken, call)
        : requestToken(accessToken, call).then((token) => prepare(token, call));
    },
  };
}

async function requestToken(accessToken: () => unknown, call: Call): Promise<string> {
  let token: unknown;
  try {
    token = await accessToken();
  } catch (error) {
    const [, facts] = describeCause(error, call.scrub);
    throw new AccessTokenError(call, 'got no token: accessToken() failed', facts);
  }
  if (tokenRule.accepts(token)) return String(token);
  // Without a cause: it would quote the token.
  const problem = `accessToken() must return ${tokenRule.expected}; received ${describe(token, true)}`;
  throw new AccessTokenError(call, `got no token: ${problem}`);
}
