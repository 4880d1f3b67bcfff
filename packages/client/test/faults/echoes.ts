import { graphError, html, inTurn, json, reply, success } from './answers.ts';
import { appSecret, proof, token } from './canary.ts';
import type { Answer } from './fault-server.ts';
import type { Way } from './leaky-copy.ts';
import type { Options } from './observed-call.ts';
import type { OperationKey } from './operations.ts';

/** A server, or what surrounds the client, that repeats the secrets. */
export interface Echo {
  readonly name: string;
  readonly answer: Answer;
  readonly options?: Options;
  /** The operation with which they would come out, and the places where they would if nothing removed them. */
  readonly on: OperationKey;
  readonly at: readonly string[];
  /** The change to the client with which they come out; by default it removes nothing from what comes in. */
  readonly way?: Way;
}

const all = `${token} and ${appSecret} and ${proof}`;
const encoded = [token, appSecret, proof].map(encodeURIComponent).join(' ');
const link = `https://graph.facebook.com/v23.0/1/message_qrdls?limit=1&access_token=${encodeURIComponent(token)}&appsecret_proof=${proof}&after=x`;
const lowerCaseLink = link.replaceAll(/%../g, (byte) => byte.toLowerCase());

/** As JSON may write it: slashes escaped, as Meta does, or every character. */
const slashes = (text: string) => text.replaceAll('/', '\\/');
const escapes = (text: string) =>
  [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/** A success with these members, as JSON writes them, in its paging where it has a list. */
const pageWith = (members: string, headers = {}): Answer =>
  reply({
    headers,
    body: (whole) => (whole.startsWith('{"data"') ? `${whole.slice(0, -1)},"paging":{${members}}}` : whole),
  });
const successWithHeader = (name: string, value: string): Answer => reply({ headers: { [name]: value } });
const errorWithHeader = (name: string, value: string): Answer =>
  graphError(400, { message: 'no', code: 190 }, { [name]: value });

const inError = ['error.message', 'error.stack', 'JSON of error', 'inspect of error'];
const businessUsage = JSON.stringify({ [token]: [{ type: all, call_count: 1 }] });

/** Rejects as a `fetch` of the user's may, with all that it knows. */
const failWith =
  (make: (everything: string, init: object) => unknown): Options['fetch'] =>
  (url, init) =>
    Promise.reject(make(`${url} ${JSON.stringify(init)} ${all}`, init));
const silent: Answer = () => {};

export const echoes: readonly Echo[] = [
  // Errors of the API
  { name: 'the message', answer: graphError(400, { message: all, code: 190 }), on: 'get', at: inError },
  { name: 'the message of a 200', answer: graphError(200, { message: all, code: 190 }), on: 'create', at: inError },
  { name: 'the message, URL-encoded', answer: graphError(401, { message: encoded }), on: 'get', at: inError },
  {
    name: 'the message, with escaped slashes',
    answer: reply({ status: 400, body: `{"error":{"message":"${slashes(all)}"}}` }),
    on: 'get',
    at: inError,
  },
  {
    name: 'the message, with every character escaped',
    answer: reply({ status: 400, body: `{"error":{"message":"${escapes(all)}"}}` }),
    on: 'get',
    at: inError,
  },
  { name: 'an error that is a string', answer: json(400, { error: all }), on: 'delete', at: inError },
  {
    name: 'the texts for users, the type and the trace id',
    answer: graphError(400, { message: '', error_user_title: all, error_user_msg: all, type: all, fbtrace_id: all }),
    on: 'update',
    at: ['error.userTitle', 'error.userMessage', 'error.type', 'error.fbtraceId', 'JSON of error'],
  },
  {
    name: 'unknown keys and their names',
    answer: graphError(400, { message: '', error_data: { details: [all], [all]: 1 } }),
    on: 'list',
    at: ['JSON of error', 'inspect of error'],
  },
  {
    name: 'names of keys, with every character escaped',
    answer: reply({ status: 400, body: `{"error":{"message":"","${escapes(token)}":1}}` }),
    on: 'list',
    at: ['JSON of error', 'inspect of error'],
  },
  {
    name: 'errors that are retried',
    answer: inTurn(graphError(400, { message: all, code: 4 }), success),
    on: 'create',
    at: ['inspect of onRetry', 'JSON of onRetry'],
  },

  // Answers that are none of the API's
  { name: 'HTML', answer: html(403), on: 'get', at: ['error.bodySnippet', 'JSON of error', 'inspect of error'] },
  { name: 'HTML that is retried', answer: inTurn(html(502), success), on: 'get', at: ['inspect of onRetry'] },
  {
    name: 'HTML, URL-encoded',
    answer: reply({ status: 403, body: `<p>${encoded}</p>` }),
    on: 'get',
    at: ['error.bodySnippet'],
  },
  {
    name: 'a link in HTML',
    answer: reply({ status: 403, body: `<a href="${link}">` }),
    on: 'get',
    at: ['error.bodySnippet'],
  },
  { name: 'malformed JSON', answer: reply({ body: `{"error": ${all}` }), on: 'create', at: ['error.bodySnippet'] },
  {
    name: 'malformed JSON, with escaped slashes',
    answer: reply({ body: `{"error":{"message":"${slashes(all)}"` }),
    on: 'create',
    at: ['error.bodySnippet'],
  },
  {
    name: 'a link in malformed JSON',
    answer: reply({ body: `{"next":"${slashes(lowerCaseLink).replaceAll('&', '\\u0026')}"` }),
    on: 'list',
    at: ['error.bodySnippet'],
  },
  { name: 'JSON of another shape', answer: json(200, { [all]: all }), on: 'list', at: ['error.bodySnippet'] },
  {
    name: 'a snippet that ends in the middle of the token',
    answer: reply({ status: 403, body: `${' '.repeat(180)}${all}` }),
    on: 'get',
    at: ['error.bodySnippet'],
  },

  // Headers
  {
    name: 'the content type',
    answer: reply({ status: 403, headers: { 'content-type': `text/html; of=${all}` }, body: 'no' }),
    on: 'get',
    at: ['error.contentType'],
  },
  {
    name: 'www-authenticate',
    answer: successWithHeader('www-authenticate', `OAuth "${all}"`),
    on: 'get',
    at: ['response headers'],
  },
  {
    name: 'cookies',
    answer: successWithHeader('set-cookie', `token=${encodeURIComponent(token)}`),
    on: 'list',
    at: ['response headers'],
  },
  {
    name: 'a link header',
    answer: successWithHeader('link', `<${lowerCaseLink}>; rel=next`),
    on: 'list',
    at: ['response headers'],
  },
  {
    name: 'the id of the request',
    answer: errorWithHeader('x-fb-request-id', all),
    on: 'create',
    at: ['error.requestId', 'onResponse.requestId'],
  },
  {
    name: 'the id of a request that succeeded',
    answer: successWithHeader('x-fb-trace-id', all),
    on: 'create',
    at: ['onResponse.requestId', 'response.requestId'],
  },
  {
    name: 'the usage',
    answer: errorWithHeader('x-business-use-case-usage', businessUsage),
    on: 'get',
    at: ['JSON of error', 'JSON of onResponse'],
  },
  {
    name: 'the usage of a success',
    answer: successWithHeader('x-business-use-case-usage', businessUsage),
    on: 'get',
    at: ['JSON of response', 'JSON of onResponse'],
  },
  {
    name: 'the usage, with every character escaped',
    answer: successWithHeader('x-business-use-case-usage', `{"1":[{"type":"${escapes(all)}"}]}`),
    on: 'get',
    at: ['JSON of response', 'JSON of onResponse'],
  },
  {
    name: 'the served version',
    answer: successWithHeader('facebook-api-version', all),
    on: 'get',
    at: ['console', 'onResponse.servedVersion', 'response.servedVersion'],
  },
  {
    name: 'the served version, told to a function',
    answer: successWithHeader('facebook-api-version', all),
    options: { onVersionMismatch: () => {} },
    on: 'get',
    at: ['onVersionMismatch.servedVersion', 'onVersionMismatch.message'],
  },
  {
    name: 'the served version, as an error',
    answer: successWithHeader('facebook-api-version', all),
    options: { onVersionMismatch: 'error' },
    on: 'get',
    at: ['error.servedVersion', 'error.message'],
  },
  {
    name: 'a page in an error about the version',
    answer: pageWith(`"next":"${slashes(link)}"`, { 'facebook-api-version': 'v99.0' }),
    options: { onVersionMismatch: 'error' },
    on: 'list',
    at: ['JSON of error', 'inspect of error'],
  },

  // Results
  { name: 'links of a page', answer: pageWith(`"next":"${slashes(link)}"`), on: 'list', at: ['JSON of result'] },
  {
    name: 'links, encoded in lower case',
    answer: pageWith(`"next":"${lowerCaseLink}"`),
    on: 'list',
    at: ['JSON of result'],
  },
  {
    name: 'links, with every character escaped',
    answer: pageWith(`"next":"${escapes(link)}"`),
    on: 'list',
    at: ['JSON of result'],
  },

  // What `fetch` throws
  {
    name: 'the message of what fetch throws',
    answer: silent,
    options: { fetch: failWith((everything) => new TypeError(everything)) },
    on: 'get',
    at: ['error.message', 'error.cause.message', 'error.cause.stack', 'inspect of onRetry'],
  },
  {
    name: 'the causes of what fetch throws',
    answer: silent,
    options: { fetch: failWith((text) => new Error('a', { cause: new Error('b', { cause: new Error(text) }) })) },
    on: 'create',
    at: ['error.cause.cause.cause.message'],
  },
  {
    name: 'several errors in one',
    way: 'causes are passed on as they are',
    answer: silent,
    options: { fetch: failWith((text) => new AggregateError([new Error(text), text], 'two')) },
    on: 'create',
    at: ['inspect of error.cause'],
  },
  {
    name: 'the request in what fetch throws',
    way: 'causes are passed on as they are',
    answer: silent,
    options: { fetch: failWith((_text, init) => Object.assign(new Error('no'), { config: { init, of: [init] } })) },
    on: 'create',
    at: ['JSON of error.cause', 'inspect of error.cause'],
  },
  {
    name: 'what fetch throws, hidden in it',
    way: 'causes are passed on as they are',
    answer: silent,
    options: {
      fetch: failWith((text) => Object.defineProperty(new Error('no'), 'request', { value: text, enumerable: false })),
    },
    on: 'create',
    at: ['inspect of error.cause'],
  },
  {
    name: 'what fetch throws, under a symbol',
    way: 'causes are passed on as they are',
    answer: silent,
    options: {
      fetch: failWith((text) => Object.assign(new Error('no'), { [Symbol('request')]: new Map([[1, text]]) })),
    },
    on: 'create',
    at: ['inspect of error.cause'],
  },
  {
    name: 'a text that fetch throws',
    answer: silent,
    options: { fetch: failWith((text) => text) },
    on: 'create',
    at: ['error.message', 'error.cause'],
  },
  {
    name: 'an object that fetch throws',
    way: 'causes are passed on as they are',
    answer: silent,
    options: { fetch: failWith((text) => ({ text, toString: () => text })) },
    on: 'create',
    at: ['error.cause.text'],
  },
];
