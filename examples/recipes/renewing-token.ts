// A token that expires is renewed in time, by one request however many calls wait for it.
export interface IssuedToken {
  token: string;
  /** In milliseconds since 1970. */
  expiresAt: number;
}

const MARGIN_MS = 60_000;

/** The `accessToken` option of a client, which calls it on every attempt. */
export function renewingToken(requestToken: () => Promise<IssuedToken>): () => Promise<string> {
  let token: Promise<string> | undefined;
  let renewAt = 0;
  return () => {
    if (token === undefined || Date.now() >= renewAt) {
      renewAt = Number.POSITIVE_INFINITY; // until the new token is there
      token = Promise.resolve()
        .then(requestToken)
        .then((issued) => {
          renewAt = issued.expiresAt - MARGIN_MS;
          return issued.token;
        });
      token.catch(() => {
        token = undefined; // the next attempt requests one again
      });
    }
    return token;
  };
}
