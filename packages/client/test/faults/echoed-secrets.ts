import type { Options } from './call-recorder.ts';
import { appSecret, proof, token } from './canary.ts';
import type { Handler } from './fault-server.ts';
import type { LeakName } from './leaky-copy.ts';
import type { OperationKey } from './operations.ts';
import { graphError, html, inTurn, json, reply, success } from './responses.ts';

/** A case in which the server or `fetch` repeats the secrets. */
export interface EchoCase {
  readonly name: string;
  readonly handler: Handler;
  readonly options?: Options;
  /** The operation and the texts that would contain them if nothing removed them. */
  readonly on: OperationKey;
  readonly at: readonly string[];
  /** The patch of the client that leaks them; default: the scrubber removes nothing. */
  readonly leak?: LeakName;
}

const all = `${token} and ${appSecret} and ${proof}`;
const encoded = [token, appSecret, proof].map(encodeURIComponent).join(' ');
const link = `https://graph.facebook.com/v23.0/1/message_qrdls?limit=1&access_token=${encodeURIComponent(token)}&appsecret_proof=${proof}&after=x`;
const lowerCaseLink = link.replaceAll(/%../g, (byte) => byte.toLowerCase());

/** Encodings of JSON: escaped slashes, as Meta writes them, or every character escaped. */
const slashes = (text: string) => text.replaceAll('/', '\\/');
const escapes = (text: string) =>
  [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** A success; a list has these members, in JSON, in its paging. */
const pageWith = (members: string, headers = {}): Handler =>
  reply({
    headers,
    body: (whole) => (whole.startsWith('{"data"') ? `${whole.slice(0, -1)},"paging":{${members}}}` : whole),
  });
const successWithHeader = (name: string, value: string): Handler => reply({ headers: { [name]: value } });
const errorWithHeader = (name: string, value: string): Handler =>
  graphError(400, { message: 'no', code: 190 }, { [name]: value });

const inError = ['error.message', 'error.stack', 'JSON of error', 'inspect of error'];
const businessUsage = JSON.stringify({ [token]: [{ type: all, call_count: 1 }] });

/** A custom `fetch` that rejects with everything that it received. */
const failWith =
  (make: (everything: string, init: object) => unknown): Options['fetch'] =>
  (url, init) =>
    Promise.reject(make(`${url} ${JSON.stringify(init)} ${all}`, init));
const silent: Handler = () => {};

export const echoCases: readonly EchoCase[] = [
  // Errors of the API
  { name: 'the message', handler: graphError(400, { message: all, code: 190 }), on: 'get', at: inError },
  { name: 'the message of a 200', handler: graphError(200, { message: all, code: 190 }), on: 'create', at: inError },
  { name: 'the message, URL-encoded', handler: graphError(401, { message: encoded }), on: 'get', at: inError },
  {
    name: 'the message, with escaped slashes',
    handler: reply({ status: 400, body: `{"error":{"message":"${slashes(all)}"}}` }),
    on: 'get',
    at: inError,
  },
  {
    name: 'the message, with every character escaped',
    handler: reply({ status: 400, body: `{"error":{"message":"${escapes(all)}"}}` }),
    on: 'get',
    at: inError,
  },
  { name: 'an error that is a string', handler: json(400, { error: all }), on: 'delete', at: inError },
  {
    name: 'the texts for users, the type and the trace id',
    handler: graphError(400, { message: '', error_user_title: all, error_user_msg: all, type: all, fbtrace_id: all }),
    on: 'update',
    at: ['error.userTitle', 'error.userMessage', 'error.type', 'error.fbtraceId', 'JSON of error'],
  },
  {
    name: 'unknown keys and their names',
    handler: graphError(400, { message: '', error_data: { details: [all], [all]: 1 } }),
    on: 'list',
    at: ['JSON of error', 'inspect of error'],
  },
  {
    name: 'names of keys, with every character escaped',
    handler: reply({ status: 400, body: `{"error":{"message":"","${escapes(token)}":1}}` }),
    on: 'list',
    at: ['JSON of error', 'inspect of error'],
  },
  {
    name: 'errors of retried attempts',
    handler: inTurn(graphError(400, { message: all, code: 4 }), success),
    on: 'create',
    at: ['inspect of onRetry', 'JSON of onRetry'],
  },

  // Responses that the API does not document
  { name: 'HTML', handler: html(403), on: 'get', at: ['error.bodySnippet', 'JSON of error', 'inspect of error'] },
  { name: 'HTML of a retried attempt', handler: inTurn(html(502), success), on: 'get', at: ['inspect of onRetry'] },
  {
    name: 'HTML, URL-encoded',
    handler: reply({ status: 403, body: `<p>${encoded}</p>` }),
    on: 'get',
    at: ['error.bodySnippet'],
  },
  {
    name: 'a link in HTML',
    handler: reply({ status: 403, body: `<a href="${link}">` }),
    on: 'get',
    at: ['error.bodySnippet'],
  },
  { name: 'malformed JSON', handler: reply({ body: `{"error": ${all}` }), on: 'create', at: ['error.bodySnippet'] },
  {
    name: 'malformed JSON, with escaped slashes',
    handler: reply({ body: `{"error":{"message":"${slashes(all)}"` }),
    on: 'create',
    at: ['error.bodySnippet'],
  },
  {
    name: 'a link in malformed JSON',
    handler: reply({ body: `{"next":"${slashes(lowerCaseLink).replaceAll('&', '\\u0026')}"` }),
    on: 'list',
    at: ['error.bodySnippet'],
  },
  { name: 'JSON of another shape', handler: json(200, { [all]: all }), on: 'list', at: ['error.bodySnippet'] },
  {
    name: 'a snippet that ends in the middle of the token',
    handler: reply({ status: 403, body: `${' '.repeat(180)}${all}` }),
    on: 'get',
    at: ['error.bodySnippet'],
  },

  // Headers
  {
    name: 'the content type',
    handler: reply({ status: 403, headers: { 'content-type': `text/html; of=${all}` }, body: 'no' }),
    on: 'get',
    at: ['error.contentType'],
  },
  {
    name: 'www-authenticate',
    handler: successWithHeader('www-authenticate', `OAuth "${all}"`),
    on: 'get',
    at: ['response headers'],
  },
  {
    name: 'cookies',
    handler: successWithHeader('set-cookie', `token=${encodeURIComponent(token)}`),
    on: 'list',
    at: ['response headers'],
  },
  {
    name: 'a link header',
    handler: successWithHeader('link', `<${lowerCaseLink}>; rel=next`),
    on: 'list',
    at: ['response headers'],
  },
  {
    name: 'the id of the request',
    handler: errorWithHeader('x-fb-request-id', all),
    on: 'create',
    at: ['error.requestId', 'onResponse.requestId'],
  },
  {
    name: 'the id of a request that succeeded',
    handler: successWithHeader('x-fb-trace-id', all),
    on: 'create',
    at: ['onResponse.requestId', 'response.requestId'],
  },
  {
    name: 'the usage',
    handler: errorWithHeader('x-business-use-case-usage', businessUsage),
    on: 'get',
    at: ['JSON of error', 'JSON of onResponse'],
  },
  {
    name: 'the usage of a success',
    handler: successWithHeader('x-business-use-case-usage', businessUsage),
    on: 'get',
    at: ['JSON of response', 'JSON of onResponse'],
  },
  {
    name: 'the usage, with every character escaped',
    handler: successWithHeader('x-business-use-case-usage', `{"1":[{"type":"${escapes(all)}"}]}`),
    on: 'get',
    at: ['JSON of response', 'JSON of onResponse'],
  },
  {
    name: 'the served version',
    handler: successWithHeader('facebook-api-version', all),
    on: 'get',
    at: ['console', 'onResponse.servedVersion', 'response.servedVersion'],
  },
  {
    name: 'the served version, reported to a function',
    handler: successWithHeader('facebook-api-version', all),
    options: { onVersionMismatch: () => {} },
    on: 'get',
    at: ['onVersionMismatch.servedVersion', 'onVersionMismatch.message'],
  },
  {
    name: 'the served version, as an error',
    handler: successWithHeader('facebook-api-version', all),
    options: { onVersionMismatch: 'error' },
    on: 'get',
    at: ['error.servedVersion', 'error.message'],
  },
  {
    name: 'a page in an error about the version',
    handler: pageWith(`"next":"${slashes(link)}"`, { 'facebook-api-version': 'v99.0' }),
    options: { onVersionMismatch: 'error' },
    on: 'list',
    at: ['JSON of error', 'inspect of error'],
  },

  // Results
  { name: 'links of a page', handler: pageWith(`"next":"${slashes(link)}"`), on: 'list', at: ['JSON of result'] },
  {
    name: 'links, encoded in lower case',
    handler: pageWith(`"next":"${lowerCaseLink}"`),
    on: 'list',
    at: ['JSON of result'],
  },
  {
    name: 'links, with every character escaped',
    handler: pageWith(`"next":"${escapes(link)}"`),
    on: 'list',
    at: ['JSON of result'],
  },

  // Values that `fetch` throws
  {
    name: 'the message of an error of fetch',
    handler: silent,
    options: { fetch: failWith((everything) => new TypeError(everything)) },
    on: 'get',
    at: ['error.message', 'error.cause.message', 'error.cause.stack', 'inspect of onRetry'],
  },
  {
    name: 'the causes of an error of fetch',
    handler: silent,
    options: { fetch: failWith((text) => new Error('a', { cause: new Error('b', { cause: new Error(text) }) })) },
    on: 'create',
    at: ['error.cause.cause.cause.message'],
  },
  {
    name: 'an AggregateError',
    leak: 'causes are passed on unchanged',
    handler: silent,
    options: { fetch: failWith((text) => new AggregateError([new Error(text), text], 'two')) },
    on: 'create',
    at: ['inspect of error.cause'],
  },
  {
    name: 'the request in an error of fetch',
    leak: 'causes are passed on unchanged',
    handler: silent,
    options: { fetch: failWith((_text, init) => Object.assign(new Error('no'), { config: { init, of: [init] } })) },
    on: 'create',
    at: ['JSON of error.cause', 'inspect of error.cause'],
  },
  {
    name: 'a non-enumerable property of an error of fetch',
    leak: 'causes are passed on unchanged',
    handler: silent,
    options: {
      fetch: failWith((text) => Object.defineProperty(new Error('no'), 'request', { value: text, enumerable: false })),
    },
    on: 'create',
    at: ['inspect of error.cause'],
  },
  {
    name: 'a symbol property of an error of fetch',
    leak: 'causes are passed on unchanged',
    handler: silent,
    options: {
      fetch: failWith((text) => Object.assign(new Error('no'), { [Symbol('request')]: new Map([[1, text]]) })),
    },
    on: 'create',
    at: ['inspect of error.cause'],
  },
  {
    name: 'a string that fetch throws',
    handler: silent,
    options: { fetch: failWith((text) => text) },
    on: 'create',
    at: ['error.message', 'error.cause'],
  },
  {
    name: 'an object that fetch throws',
    leak: 'causes are passed on unchanged',
    handler: silent,
    options: { fetch: failWith((text) => ({ text, toString: () => text })) },
    on: 'create',
    at: ['error.cause.text'],
  },
];
