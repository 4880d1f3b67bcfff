import { type About, AccessTokenError } from './errors.ts';
import { describe } from './json.ts';
import type { Settings } from './options.ts';
import { type Scrub, scrubber } from './secrets.ts';
import { appSecretProof, tokenRule } from './token.ts';

/** What one token makes of every request that carries it. */
export interface Authorization {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The query parameter `appsecret_proof`, if there is an app secret. */
  readonly proof: string | undefined;
  /** Takes the token, the app secret and the proof out of a text. */
  readonly scrub: Scrub;
}

/** What asks for a token, and how its errors speak of it. */
export interface Asking {
  about(): About;
}

/** Asks for the token and makes what requests need of it; without a promise where nothing has to be awaited. */
export type Authorize = (asking: Asking) => Authorization | Promise<Authorization>;

/** The authorization of a client. What belongs to a token is made once and kept until another token comes. */
export function authorizer({ accessToken, appSecret, userAgent }: Settings): Authorize {
  let preparedFor: string | undefined;
  let prepared: Authorization;
  // Those of tokens before as well: an answer may speak of the one that an earlier attempt was sent with.
  let secrets: string[] = [];

  const prepare = (token: string, proof?: string) => {
    preparedFor = token;
    // Each once: calls at the same time can all come with the same new token. Eight are three attempts with a token each.
    secrets = [...new Set([appSecret ?? '', token, proof ?? '', ...secrets])].slice(0, 8);
    prepared = {
      // Frozen: a `fetch` of the caller's gets them with every request.
      headers: Object.freeze({
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(userAgent && { 'user-agent': userAgent }),
      }),
      proof,
      scrub: scrubber(secrets),
    };
    return prepared;
  };

  const authorize = (token: string) => {
    if (token === preparedFor) return prepared;
    return appSecret ? appSecretProof(token, appSecret).then((proof) => prepare(token, proof)) : prepare(token);
  };

  if (typeof accessToken === 'string') return () => authorize(accessToken);
  return async (asking) => {
    let token: unknown;
    try {
      token = await accessToken();
    } catch (cause) {
      throw new AccessTokenError(asking.about(), 'got no token: accessToken() failed', { cause });
    }
    const [isSendable, expected] = tokenRule;
    if (isSendable(token)) return authorize(String(token));
    // Without a cause: it would quote the token.
    const found = describe(token, true);
    throw new AccessTokenError(asking.about(), `got no token: accessToken() must give ${expected}, received ${found}`);
  };
}
