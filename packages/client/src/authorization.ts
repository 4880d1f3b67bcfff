import type { About } from './answer.ts';
import { describe } from './arguments.ts';
import { AccessTokenError } from './errors.ts';
import type { Settings } from './options.ts';
import { type Scrub, scrubber } from './secrets.ts';
import { appSecretProof, isSendable } from './token.ts';
import type { Outgoing } from './transport.ts';

/** What one token makes of every request that carries it. */
export interface Authorization {
  /** By method. */
  readonly headers: Readonly<Record<Outgoing['method'], Readonly<Record<string, string>>>>;
  /** The query parameter `appsecret_proof`, if there is an app secret. */
  readonly proof: string | undefined;
  /** Takes the token, the app secret and the proof out of a text. */
  readonly scrub: Scrub;
}

/** Asks for the token and makes what requests need of it; without a promise where nothing has to be awaited. */
export type Authorize = (about: About) => Authorization | Promise<Authorization>;

/** The authorization of a client. What belongs to a token is made once and kept until another token comes. */
export function authorizer({ accessToken, appSecret, userAgent }: Settings): Authorize {
  let preparedFor: string | undefined;
  let prepared: Authorization;

  const prepare = (token: string, proof?: string) => {
    const headers = {
      Authorization: `Bearer ${token}`,
      Accept: 'application/json',
      ...(userAgent && { 'User-Agent': userAgent }),
    };
    preparedFor = token;
    prepared = {
      // Frozen: a `fetch` of the caller's gets them with every request.
      headers: {
        GET: Object.freeze(headers),
        DELETE: headers,
        POST: Object.freeze({ ...headers, 'Content-Type': 'application/json' }),
      },
      proof,
      scrub: scrubber([token, appSecret ?? '', proof ?? '']),
    };
    return prepared;
  };

  const authorize = (token: string) => {
    if (token === preparedFor) return prepared;
    return appSecret ? appSecretProof(token, appSecret).then((proof) => prepare(token, proof)) : prepare(token);
  };

  if (typeof accessToken === 'string') return () => authorize(accessToken);
  return async (about) => {
    const [subject, facts] = about();
    let token: unknown;
    try {
      token = await accessToken();
    } catch (cause) {
      throw new AccessTokenError(`${subject}: accessToken() failed, see cause`, { ...facts, cause });
    }
    if (isSendable(token)) return authorize(token);
    // Without a cause: it would quote the token.
    throw new AccessTokenError(`${subject}: accessToken() must give visible ASCII; it gave ${describe(token)}`, {
      ...facts,
    });
  };
}
