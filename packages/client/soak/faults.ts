import {
  close,
  endlessBody,
  quickDrip,
  raw,
  reset,
  resetInBody,
  resetInHeaders,
  silence,
  silenceInBody,
} from '../test/faults/broken-connections.ts';
import type { Handler } from '../test/faults/fault-server.ts';
import {
  echo,
  graphError,
  gzip,
  html,
  json,
  redirect,
  redirectToOtherOrigin,
  reply,
} from '../test/faults/responses.ts';

/** A fault after the server has carried out the request. */
const after =
  (fault: Handler): Handler =>
  (exchange) => {
    exchange.respond();
    fault(exchange);
  };

/** The faults of a single request, by name. */
export const faultKinds: readonly (readonly [name: string, handler: Handler])[] = [
  // Injected on the client's side: no server receives the request.
  ['refused connection', silence],
  ['reset before processing', reset],
  ['reset after processing', after(reset)],
  ['closed before processing', close],
  ['closed after processing', after(close)],
  ['reset in the headers', after(resetInHeaders)],
  ['reset in the body', resetInBody],
  ['silence before processing', silence],
  ['silence after processing', after(silence)],
  ['silence in the body', silenceInBody],
  ['a body that never ends', endlessBody],
  ['a drip', quickDrip],
  ['content-length too long', raw('Content-Length: 9999\r\n', (text) => text, 'ends')],
  ['content-length too short', reply({ headers: { 'content-length': '9' } })],
  ['truncated JSON', reply({ body: (text) => text.slice(0, -2) })],
  ['invalid JSON', reply({ body: (text) => `${text}}` })],
  ['invalid UTF-8', reply({ body: (text) => Buffer.from(`{\xff${text.slice(1)}`, 'latin1') })],
  ['JSON as text/javascript', reply({ headers: { 'content-type': 'text/javascript' } })],
  ['empty 200', reply({ body: () => '' })],
  ['204', reply({ status: 204, headers: { 'content-length': undefined }, body: () => '' })],
  ['broken gzip', gzip((packed) => packed.fill(0, packed.length - 8))],
  ['HTML 502 before processing', html(502)],
  ['HTML 503 after processing', after(html(503))],
  ['HTML 429', html(429)],
  ['429', graphError(429, {}, { 'retry-after': '0' })],
  ['code 4 with status 400', graphError(400, { code: 4 })],
  ['code 130429 with status 400', graphError(400, { code: 130_429 })],
  ['is_transient before processing', graphError(500, { code: 2, is_transient: true })],
  ['is_transient after processing', after(graphError(500, { is_transient: true }))],
  ['is_transient false', graphError(500, { is_transient: false })],
  ['an error as a string', json(400, { error: echo })],
  ['400 without error', json(400, { message: echo })],
  ['a redirect', redirect(302, '/elsewhere')],
  ['a redirect to another origin', redirectToOtherOrigin(307)],
];

/** Its index in the list. */
export const refusedConnection = 0;

/** A deterministic number from 0 up to 1 for these numbers, whatever the order of events. */
export function chance(...numbers: number[]): number {
  let hash = 0x9e3779b9;
  for (const number of numbers) {
    hash = Math.imul(hash ^ number, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** The index of the fault for one attempt of one call, if there is one. */
export function faultOf(seed: number, share: number, call: number, attempt: number): number | undefined {
  if (chance(seed, call, attempt, 1) >= share) return undefined;
  return Math.floor(chance(seed, call, attempt, 2) * faultKinds.length);
}
