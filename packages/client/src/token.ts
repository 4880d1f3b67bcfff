import { type Rule, textLike } from './arguments.ts';

/** What a header can carry after `Bearer `. */
export const tokenRule: Rule = textLike(/^[!-~]+$/, true);

const encode = (text: string) => new TextEncoder().encode(text);

/**
 * Hex HMAC-SHA256 of the token with the app secret as key.
 * https://developers.facebook.com/docs/graph-api/guides/secure-requests
 */
export async function appSecretProof(token: string, appSecret: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encode(appSecret), algorithm, false, ['sign']);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, encode(token)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
