import * as broken from './broken-connections.ts';
import { reset, silence } from './broken-connections.ts';
import type { Handler } from './fault-server.ts';
import * as responses from './responses.ts';
import { echo, graphError, html, inTurn, json, reply, success, successKeptAlive } from './responses.ts';

/**
 * `network`, `timeout` and `unexpected` are `NetworkError`, `TimeoutError` and `UnexpectedResponseError`; what follows
 * is a `GraphApiError` of that category.
 */
export type Outcome =
  | 'result'
  | 'network'
  | 'timeout'
  | 'unexpected'
  | 'throttled'
  | 'transient'
  | 'authentication'
  | 'permission'
  | 'not-found'
  | 'invalid-request'
  | 'unknown';

/** How a call must end, after how many attempts. */
export type Expectation = `${1 | 2 | 3}× ${Outcome}`;

/** A server that needs more than a handler. */
export interface Setting {
  readonly handler: Handler;
  /** `'later'`: from the second attempt on. */
  readonly listens?: 'never' | 'later';
  /** The client speaks TLS to it, and the server does not. */
  readonly scheme?: 'https';
  /** An earlier call left a connection open. */
  readonly isKeptAlive?: true;
}

export type Row = readonly [
  fault: string,
  getListUpdate: Expectation,
  create: Expectation,
  delete_: Expectation,
  server: Handler | Setting,
];

const inAnHour = () => new Date(Date.now() + 3_600_000).toUTCString();
const anHourAgo = () => new Date(Date.now() - 3_600_000).toUTCString();
const regain = (minutes: number) => ({
  'x-business-use-case-usage': JSON.stringify({ 1: [{ estimated_time_to_regain_access: minutes }] }),
});

/**
 * The expected outcome of every fault, with up to two retries: written by hand from the documentation, before any test
 * ran. A fault persists unless its name has "then". Calls that end with `timeout` end when the time limit of the
 * last attempt is exceeded, all others at once.
 *
 * create is the critical column: it is sent once after anything that may have created a code, and three times only if the
 * response proves that none was created.
 */
// biome-ignore format: it is a table.
export const table: readonly Row[] = [
  // The connection                                  get, list, update     create                delete                the server
  ['refused connection',                             '3× network',         '3× network',         '3× network',         { handler: silence, listens: 'never' }],
  ['refused connection, then success',               '2× result',          '2× result',          '2× result',          { handler: success, listens: 'later' }],
  ['TLS with a server that has none',                 '3× network',         '1× network',         '3× network',         { handler: silence, scheme: 'https' }],
  ['reset before the headers',                       '3× network',         '1× network',         '3× network',         reset],
  ['reset, then success',                            '2× result',          '1× network',         '2× result',          inTurn(reset, success)],
  ['two resets, then success',                       '3× result',          '1× network',         '3× result',          inTurn(reset, reset, success)],
  ['closed before the headers',                      '3× network',         '1× network',         '3× network',         broken.close],
  ['reset in the middle of the headers',             '3× network',         '1× network',         '3× network',         broken.resetInHeaders],
  ['reset in the middle of the body',                '3× network',         '1× network',         '3× network',         broken.resetInBody],
  ['not HTTP',                                        '3× network',         '1× network',         '3× network',         broken.notHttp],
  ['100 kB of headers',                              '3× network',         '1× network',         '3× network',         broken.tooManyHeaders],
  ['success, then reset on the kept connection',     '2× result',          '1× network',         '2× result',          { handler: inTurn(successKeptAlive, reset, success), isKeptAlive: true }],

  // Time                                            get, list, update     create                delete                the server
  ['headers that never come',                        '3× timeout',         '1× timeout',         '3× timeout',         silence],
  ['headers that never come, then success',          '2× result',          '1× timeout',         '2× result',          inTurn(silence, success)],
  ['silence in the middle of the body',              '3× timeout',         '1× timeout',         '3× timeout',         broken.silenceInBody],
  ['a body that never ends',                         '3× timeout',         '1× timeout',         '3× timeout',         broken.endlessBody],
  ['a slow drip',                                    '3× timeout',         '1× timeout',         '3× timeout',         broken.slowDrip],
  ['a drip that ends in time',                       '1× result',          '1× result',          '1× result',          broken.quickDrip],
  ['content-length too long, connection open',       '3× timeout',         '1× timeout',         '3× timeout',         broken.raw('Content-Length: 999\r\n', (text) => text, 'stays')],

  // The body                                        get, list, update     create                delete                the server
  ['content-length too long, connection closed',     '3× network',         '1× network',         '3× network',         broken.raw('Content-Length: 999\r\n', (text) => text, 'ends')],
  ['content-length too short',                       '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ headers: { 'content-length': '9' } })],
  ['chunks without an end',                          '3× network',         '1× network',         '3× network',         broken.raw('Transfer-Encoding: chunked\r\n', () => '4\r\n{"da\r\n', 'ends')],
  ['chunks that are none',                           '3× network',         '1× network',         '3× network',         broken.raw('Transfer-Encoding: chunked\r\n', () => 'zz\r\n{}', 'ends')],
  ['truncated JSON',                                 '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ body: (text) => text.slice(0, -2) })],
  ['truncated JSON, ended by the connection',        '1× unexpected',      '1× unexpected',      '1× unexpected',      broken.raw('Connection: close\r\n', (text) => text.subarray(0, -2), 'ends')],
  ['invalid JSON',                                   '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ body: `{'error': NaN, ${echo}}` })],
  ['JSON of another shape',                          '1× unexpected',      '1× unexpected',      '1× unexpected',      json(200, { result: echo })],
  ['JSON null',                                      '1× unexpected',      '1× unexpected',      '1× unexpected',      json(200, null)],
  ['JSON nested 100 000 deep',                       '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ body: '['.repeat(1e5) + ']'.repeat(1e5) })],
  ['JSON nested 100 000 deep with status 400',       '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ status: 400, body: '['.repeat(1e5) + ']'.repeat(1e5) })],
  ['invalid UTF-8 in a text',                        '1× result',          '1× result',          '1× result',          reply({ body: (text) => Buffer.from(`{"note":"\xff\xc0",${text.slice(1)}`, 'latin1') })],
  ['invalid UTF-8 outside a text',                   '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ body: (text) => Buffer.from(`{\xff${text.slice(1)}`, 'latin1') })],
  ['a byte order mark',                              '1× result',          '1× result',          '1× result',          reply({ body: (text) => `\ufeff${text}` })],
  ['empty 200',                                      '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ body: '' })],
  ['empty 200 without a length',                     '1× unexpected',      '1× unexpected',      '1× unexpected',      broken.raw('Connection: close\r\n', () => '', 'ends')],
  ['204',                                            '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ status: 204, headers: { 'content-length': undefined }, body: '' })],
  ['JSON as text/javascript',                        '1× result',          '1× result',          '1× result',          reply({ headers: { 'content-type': 'text/javascript; charset=UTF-8' } })],
  ['JSON without a content-type',                    '1× result',          '1× result',          '1× result',          reply({ headers: { 'content-type': undefined } })],
  ['gzip',                                           '1× result',          '1× result',          '1× result',          responses.gzip((packed) => packed)],
  ['gzip with a wrong checksum',                     '3× network',         '1× network',         '3× network',         responses.gzip((packed) => packed.fill(0, packed.length - 8))],
  ['gzip that ends early',                           '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.gzip((packed) => packed.subarray(0, -16))],
  ['labelled gzip, but is not',                       '3× network',         '1× network',         '3× network',         responses.gzip(() => Buffer.from(`{"x":"${echo}"}`))],
  ['a body of 50 MB',                                '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.large()],
  ['50 MB that are not JSON',                         '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.large(`<p>${echo}>`)],
  ['HTML 200',                                       '1× unexpected',      '1× unexpected',      '1× unexpected',      html(200)],

  // Redirects                                       get, list, update     create                delete                the server
  ['301 to another origin',                          '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.redirectToOtherOrigin(301)],
  ['302 to the same origin',                         '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.redirect(302, '/v99.0/somewhere')],
  ['303 to another origin',                          '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.redirectToOtherOrigin(303)],
  ['307 to another origin',                          '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.redirectToOtherOrigin(307)],
  ['308 redirect loop',                              '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.redirectLoop(308)],
  ['302 whose body never ends',                      '3× timeout',         '1× timeout',         '3× timeout',         broken.endlessRedirect],
  ['302 without a location',                         '1× unexpected',      '1× unexpected',      '1× unexpected',      responses.redirect(302)],
  ['302 with a good body',                           '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ status: 302, headers: { location: '/' } })],
  ['304',                                            '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ status: 304, headers: { 'content-length': undefined }, body: '' })],

  // A status without an error in the body           get, list, update     create                delete                the server
  ['HTML 400',                                       '1× unexpected',      '1× unexpected',      '1× unexpected',      html(400)],
  ['HTML 403',                                       '1× unexpected',      '1× unexpected',      '1× unexpected',      html(403)],
  ['HTML 404',                                       '1× unexpected',      '1× unexpected',      '1× unexpected',      html(404)],
  ['HTML 429',                                       '3× unexpected',      '3× unexpected',      '3× unexpected',      html(429)],
  ['HTML 500',                                       '3× unexpected',      '1× unexpected',      '3× unexpected',      html(500)],
  ['HTML 502',                                       '3× unexpected',      '1× unexpected',      '3× unexpected',      html(502)],
  ['HTML 504',                                       '3× unexpected',      '1× unexpected',      '3× unexpected',      html(504)],
  ['empty 404',                                      '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ status: 404, body: '' })],
  ['empty 429',                                      '3× unexpected',      '3× unexpected',      '3× unexpected',      reply({ status: 429, body: '' })],
  ['empty 500',                                      '3× unexpected',      '1× unexpected',      '3× unexpected',      reply({ status: 500, body: '' })],
  ['truncated JSON with status 500',                 '3× unexpected',      '1× unexpected',      '3× unexpected',      reply({ status: 500, body: '{"error":{"code":4' })],
  ['503, then success',                              '2× result',          '1× unexpected',      '2× result',          inTurn(html(503), success)],
  ['400 without error',                              '1× unexpected',      '1× unexpected',      '1× unexpected',      json(400, { message: echo })],
  ['500 without error',                              '3× unexpected',      '1× unexpected',      '3× unexpected',      json(500, { message: echo })],
  ['400 with error null',                            '1× unexpected',      '1× unexpected',      '1× unexpected',      json(400, { error: null })],
  ['400 with the body of a success',                  '1× unexpected',      '1× unexpected',      '1× unexpected',      reply({ status: 400 })],

  // No code: the status decides                     get, list, update     create                delete                the server
  ['error as a string, 400',                         '1× invalid-request', '1× invalid-request', '1× invalid-request', json(400, { error: echo })],
  ['error as a string, 500',                         '3× transient',       '1× transient',       '3× transient',       json(500, { error: echo })],
  ['error as a string, 200',                         '1× unknown',         '1× unknown',         '1× unknown',         json(200, { error: echo })],
  ['empty error, 400',                               '1× invalid-request', '1× invalid-request', '1× invalid-request', json(400, { error: {} })],
  ['no code, 200',                                   '1× unknown',         '1× unknown',         '1× unknown',         graphError(200, {})],
  ['no code, 400',                                   '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(400, {})],
  ['no code, 401',                                   '1× authentication',  '1× authentication',  '1× authentication',  graphError(401, {})],
  ['no code, 403',                                   '1× permission',      '1× permission',      '1× permission',      graphError(403, {})],
  ['no code, 404',                                   '1× not-found',       '1× not-found',       '1× not-found',       graphError(404, {})],
  ['no code, 418',                                   '1× unknown',         '1× unknown',         '1× unknown',         graphError(418, {})],
  ['no code, 429',                                   '3× throttled',       '3× throttled',       '3× throttled',       graphError(429, {})],
  ['no code, 500',                                   '3× transient',       '1× transient',       '3× transient',       graphError(500, {})],
  ['no code, 503, then success',                     '2× result',          '1× transient',       '2× result',          inTurn(graphError(503, {}), success)],
  ['a code that is not a number',                     '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(400, { code: '4' })],
  ['unknown code, 400',                              '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(400, { code: 131_999 })],
  ['unknown code, 500',                              '3× transient',       '1× transient',       '3× transient',       graphError(500, { code: 131_999 })],
  ['unknown keys',                                   '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(400, { code: 100, error_data: { details: echo }, x: [echo] })],

  // A code takes precedence over the status         get, list, update     create                delete                the server
  ['400 code 0',                                     '1× authentication',  '1× authentication',  '1× authentication',  graphError(400, { code: 0 })],
  ['400 code 102',                                   '1× authentication',  '1× authentication',  '1× authentication',  graphError(400, { code: 102 })],
  ['400 code 190',                                   '1× authentication',  '1× authentication',  '1× authentication',  graphError(400, { code: 190, error_subcode: 463 })],
  ['200 code 190',                                   '1× authentication',  '1× authentication',  '1× authentication',  graphError(200, { code: 190 })],
  ['429 code 190',                                   '1× authentication',  '1× authentication',  '1× authentication',  graphError(429, { code: 190 })],
  ['400 code 3',                                     '1× permission',      '1× permission',      '1× permission',      graphError(400, { code: 3 })],
  ['400 code 10',                                    '1× permission',      '1× permission',      '1× permission',      graphError(400, { code: 10 })],
  ['400 code 200',                                   '1× permission',      '1× permission',      '1× permission',      graphError(400, { code: 200 })],
  ['500 code 299',                                   '1× permission',      '1× permission',      '1× permission',      graphError(500, { code: 299 })],
  ['400 code 199',                                   '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(400, { code: 199 })],
  ['400 code 300',                                   '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(400, { code: 300 })],
  ['400 code 33',                                    '1× not-found',       '1× not-found',       '1× not-found',       graphError(400, { code: 33 })],
  ['404 code 803',                                   '1× not-found',       '1× not-found',       '1× not-found',       graphError(404, { code: 803 })],
  ['400 code 100 subcode 33',                        '1× not-found',       '1× not-found',       '1× not-found',       graphError(400, { code: 100, error_subcode: 33 })],
  ['400 code 100',                                   '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(400, { code: 100 })],
  ['500 code 100',                                   '1× invalid-request', '1× invalid-request', '1× invalid-request', graphError(500, { code: 100 })],
  ['400 code 4',                                     '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 4 })],
  ['400 code 17',                                    '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 17 })],
  ['400 code 32',                                    '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 32 })],
  ['400 code 613',                                   '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 613 })],
  ['400 code 80007',                                 '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 80_007 })],
  ['400 code 80008',                                 '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 80_008 })],
  ['400 code 130429',                                '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 130_429 })],
  ['200 code 4',                                     '3× throttled',       '3× throttled',       '3× throttled',       graphError(200, { code: 4 })],
  ['400 code 4, then success',                       '2× result',          '2× result',          '2× result',          inTurn(graphError(400, { code: 4 }), success)],
  ['400 code 1',                                     '3× transient',       '1× transient',       '3× transient',       graphError(400, { code: 1 })],
  ['500 code 2',                                     '3× transient',       '1× transient',       '3× transient',       graphError(500, { code: 2 })],
  ['400 code 341',                                   '3× transient',       '1× transient',       '3× transient',       graphError(400, { code: 341 })],
  ['200 code 2',                                     '3× transient',       '1× transient',       '3× transient',       graphError(200, { code: 2 })],

  // is_transient                                    get, list, update     create                delete                the server
  ['400 unknown code, is_transient true',            '3× transient',       '1× transient',       '3× transient',       graphError(400, { code: 131_016, is_transient: true })],
  ['403 no code, is_transient true',                 '3× transient',       '1× transient',       '3× transient',       graphError(403, { is_transient: true })],
  ['500 is_transient true',                          '3× transient',       '1× transient',       '3× transient',       graphError(500, { code: 131_016, is_transient: true })],
  ['500 is_transient false',                         '1× transient',       '1× transient',       '1× transient',       graphError(500, { code: 131_016, is_transient: false })],
  ['500 code 2, is_transient false',                 '1× transient',       '1× transient',       '1× transient',       graphError(500, { code: 2, is_transient: false })],
  ['400 code 4, is_transient true',                  '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 4, is_transient: true })],
  ['400 code 4, is_transient false',                 '1× throttled',       '1× throttled',       '1× throttled',       graphError(400, { code: 4, is_transient: false })],
  ['429 no code, is_transient false',                '1× throttled',       '1× throttled',       '1× throttled',       graphError(429, { is_transient: false })],
  ['400 code 100, is_transient true',                '3× invalid-request', '1× invalid-request', '3× invalid-request', graphError(400, { code: 100, is_transient: true })],

  // How long to wait                                get, list, update     create                delete                the server
  ['429 Retry-After: 0',                             '3× throttled',       '3× throttled',       '3× throttled',       graphError(429, {}, { 'retry-after': '0' })],
  ['429 Retry-After: 3600',                          '1× throttled',       '1× throttled',       '1× throttled',       graphError(429, {}, { 'retry-after': '3600' })],
  ['429 Retry-After: a date in an hour',             '1× throttled',       '1× throttled',       '1× throttled',       (it) => graphError(429, {}, { 'retry-after': inAnHour() })(it)],
  ['429 Retry-After: a date an hour ago',            '3× throttled',       '3× throttled',       '3× throttled',       (it) => graphError(429, {}, { 'retry-after': anHourAgo() })(it)],
  ['429 Retry-After: soon',                          '3× throttled',       '3× throttled',       '3× throttled',       graphError(429, {}, { 'retry-after': 'soon' })],
  ['429 Retry-After: -1',                            '3× throttled',       '3× throttled',       '3× throttled',       graphError(429, {}, { 'retry-after': '-1' })],
  ['429 Retry-After: 99 digits',                     '1× throttled',       '1× throttled',       '1× throttled',       graphError(429, {}, { 'retry-after': '9'.repeat(99) })],
  ['429 Retry-After: 0, then success',               '2× result',          '2× result',          '2× result',          inTurn(graphError(429, {}, { 'retry-after': '0' }), success)],
  ['HTML 429 Retry-After: 3600',                     '1× unexpected',      '1× unexpected',      '1× unexpected',      html(429, { 'retry-after': '3600' })],
  ['HTML 503 Retry-After: 0',                        '3× unexpected',      '1× unexpected',      '3× unexpected',      html(503, { 'retry-after': '0' })],
  ['HTML 503 Retry-After: 3600',                     '1× unexpected',      '1× unexpected',      '1× unexpected',      html(503, { 'retry-after': '3600' })],
  ['400 code 80008, access back in 5 minutes',       '1× throttled',       '1× throttled',       '1× throttled',       graphError(400, { code: 80_008 }, regain(5))],
  ['400 code 80008, access back in 0 minutes',       '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 80_008 }, regain(0))],
  ['400 code 80008, malformed usage',                '3× throttled',       '3× throttled',       '3× throttled',       graphError(400, { code: 80_008 }, { 'x-business-use-case-usage': '{"1":[{' })],
];
