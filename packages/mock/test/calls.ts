/** The addresses and headers that the tests send. */
export const CODES = '/v23.0/1234567890123456/message_qrdls';
export const CODE: string = `${CODES}/ANED2T5QRU7HG1`;
export const TOKEN = { authorization: 'Bearer any' };

/** Meta's host, for the mock that needs none. */
export const META = 'https://graph.facebook.com';

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export function get(fetch: Fetch, url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { headers: { ...TOKEN, ...headers } });
}

/** Sends text as it is, everything else as JSON. */
export function post(
  fetch: Fetch,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...TOKEN, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}
