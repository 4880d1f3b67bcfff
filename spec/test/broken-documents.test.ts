import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysOf } from '@whatsapp-qr/openapi-document';
import { checkDocument, describe, type Problem, parseYaml } from '@whatsapp-qr/spec-lint';
import { expect, test } from 'vitest';
import { type Document, parseDocument } from 'yaml';
import { specFolder, TempSpec } from './temp-spec.ts';

const collection = '/paths/~1{Version}~1{Phone-Number-ID}~1message_qrdls';
const item = `${collection}~1{QR-Code-ID}`;
const getBody = `${item}/get/responses/200/content/application~1json`;
const errorBody = '/components/responses/Unauthorized/content/application~1json';
const details = '/components/schemas/QrCodeDetails';

interface Breakage {
  readonly what: string;
  readonly break: (root: Document) => void;
  readonly pointer: string;
  readonly reason: RegExp;
}

const file = 'v23.0/openapi.yaml';
const text = readFileSync(join(specFolder, file), 'utf8');

/** What is wrong with the v23.0 document once it is broken. */
function problemsOf(breakIt: (document: Document) => void): Problem[] {
  const document = parseDocument(text);
  breakIt(document);
  return checkDocument(parseYaml(String(document), file), 'v23.0').problems;
}

const set = (pointer: string, value: unknown) => (document: Document) => {
  document.setIn(keysOf(pointer), value);
};
const remove = (pointer: string) => (document: Document) => {
  if (!document.deleteIn(keysOf(pointer))) throw new Error(`nothing stands at ${pointer}`);
};

const breakages: Breakage[] = [
  {
    what: 'an example at another address',
    break: set(`${getBody}/examples/default_fields`, { externalValue: 'http://codes.example/a.json' }),
    pointer: `${getBody}/examples/default_fields/externalValue`,
    reason: /^refers to http:\/\/codes\.example\/a\.json, which is not in this file$/,
  },
  {
    what: 'a discriminator that maps to another address',
    break: set(`${details}/discriminator`, { propertyName: 'code', mapping: { a: 'https://codes.example/a.json' } }),
    pointer: `${details}/discriminator/mapping/a`,
    reason: /^refers to https:\/\/codes\.example\/a\.json, which is not in this file$/,
  },
  {
    what: 'an example of an answer with a code too short',
    break: set(`${getBody}/examples/default_fields/value/data/0/code`, 'ANED2T5QRU7HG'),
    pointer: `${getBody}/examples/default_fields`,
    reason: /does not fit its schema .*\/data\/0\/code must match pattern "\^\[A-Z0-9\]\{14\}\$"/,
  },
  {
    what: 'an example of an answer that lacks a required property',
    break: remove(`${getBody}/examples/with_qr_image_svg/value/data/0/deep_link_url`),
    pointer: `${getBody}/examples/with_qr_image_svg`,
    reason: /\/data\/0 must have required property 'deep_link_url'/,
  },
  {
    what: 'an example whose address is none',
    break: set(`${getBody}/examples/default_fields/value/data/0/deep_link_url`, 'wa.me message'),
    pointer: `${getBody}/examples/default_fields`,
    reason: /\/data\/0\/deep_link_url must match format "uri"/,
  },
  {
    what: 'an example of a request with a message of 141 characters',
    break: set(
      `${collection}/post/requestBody/content/application~1json/examples/create_qr_code/value/prefilled_message`,
      'x'.repeat(141),
    ),
    pointer: `${collection}/post/requestBody/content/application~1json/examples/create_qr_code`,
    reason: /\/prefilled_message must NOT have more than 140 characters/,
  },
  {
    what: 'a shared example, reported where it is used',
    break: remove('/components/examples/QrCodeNotFound/value/error/message'),
    pointer: `${item}/get/responses/404/content/application~1json/examples/qr_code_not_found`,
    reason: /\/error must have required property 'message'/,
  },
  {
    what: 'an example of a parameter',
    break: set('/components/parameters/PhoneNumberId/example', '12ab'),
    pointer: '/components/parameters/PhoneNumberId/example',
    reason: /the value must match pattern "\^\[0-9\]\+\$"/,
  },
  {
    what: 'an example of a schema',
    break: set(`${details}/properties/creation_time/examples`, [1672531200, 'yesterday']),
    pointer: `${details}/properties/creation_time/examples/1`,
    reason: /the value must be integer/,
  },
  {
    what: 'a default that its schema forbids',
    break: set(`${collection}/get/parameters/4/schema/default`, 0),
    pointer: `${collection}/get/parameters/4/schema/default`,
    reason: /the value must be >= 1/,
  },
  {
    what: 'an example without a value',
    break: remove(`${getBody}/examples/default_fields/value`),
    pointer: `${getBody}/examples/default_fields`,
    reason: /has no value/,
  },
  {
    what: 'a schema that its examples contradict',
    break: set(`${details}/properties/creation_time/type`, 'string'),
    pointer: `${getBody}/examples/with_creation_time`,
    reason: /\/data\/0\/creation_time must be string/,
  },
  {
    what: 'a request body that matches create and update alike',
    break: remove('/components/schemas/CreateQrCodeRequest/properties/code'),
    pointer: `${collection}/post/requestBody/content/application~1json/examples/update_existing_qr_code`,
    reason: /must match exactly one schema in oneOf/,
  },
  {
    what: 'a type that does not exist',
    break: set(`${details}/properties/creation_time/type`, 'int'),
    pointer: `${details}/properties/creation_time`,
    reason: /is no schema of JSON Schema 2020-12: .*type must be equal to one of the allowed values/,
  },
  {
    what: 'a misspelled keyword',
    break: set('/components/schemas/PrefilledMessage/maxLenght', 140),
    pointer: '/components/schemas/PrefilledMessage',
    reason: /unknown keyword: "maxLenght"/,
  },
  {
    what: 'a bound that makes no sense',
    break: set('/components/schemas/PrefilledMessage/minLength', -1),
    pointer: '/components/schemas/PrefilledMessage',
    reason: /minLength must be >= 0/,
  },
  {
    what: 'a pattern that is no regular expression',
    break: set('/components/schemas/QrCodeId/pattern', '^[A-Z'),
    pointer: '/components/schemas/QrCodeId',
    reason: /[Ii]nvalid regular expression|must match format "regex"/,
  },
  {
    what: 'a keyword that Prism does not know',
    break: set('/components/schemas/UpdateQrCodeRequest/dependentRequired', { code: ['prefilled_message'] }),
    pointer: '/components/schemas/UpdateQrCodeRequest',
    reason: /is no schema of JSON Schema draft-07, which Prism validates with: .*dependentRequired/,
  },
  {
    what: 'a constraint beside a reference',
    break: set(`${details}/properties/code/minLength`, 14),
    pointer: `${details}/properties/code`,
    reason: /has minLength beside a \$ref, where Prism does not see it/,
  },
  {
    what: 'a reference to nothing',
    break: set(`${getBody}/schema/$ref`, '#/components/schemas/QrCodeAnswer'),
    pointer: `${getBody}/schema`,
    reason: /refers to #\/components\/schemas\/QrCodeAnswer, which is not in this file/,
  },
  {
    what: 'a reference in a circle',
    break: set('/components/schemas/QrCodeId', { $ref: '#/components/schemas/QrCodeId' }),
    pointer: '/components/schemas/QrCodeId',
    reason: /refers to #\/components\/schemas\/QrCodeId, which is not in this file/,
  },
  {
    what: 'an error without its example',
    break: remove(`${item}/get/responses/404/content/application~1json/examples/qr_code_not_found`),
    pointer: `${item}/get/responses/404`,
    reason: /has no example qr_code_not_found: expected it on every 404 of getQrCode/,
  },
  {
    what: 'an update whose missing code is not shown',
    break: remove(`${collection}/post/responses/404/content/application~1json/examples/qr_code_not_found`),
    pointer: `${collection}/post/responses/404`,
    reason: /has no example qr_code_not_found: expected it on every 404 of createOrUpdateQrCode/,
  },
  {
    what: 'an error example with another code than its name promises',
    break: set(
      '/components/responses/ServerError/content/application~1json/examples/temporary_failure/value/error/code',
      1,
    ),
    pointer: `${item}/delete/responses/500`,
    reason: /temporary_failure has code 1 on a 500: expected code 2 on a 500/,
  },
  {
    what: 'an error example under another status than its name promises',
    break: set(`${item}/get/responses/403`, { $ref: '#/components/responses/TooManyRequests' }),
    pointer: `${item}/get/responses/403`,
    reason: /throttled has code 4 on a 403: expected code 4 on a 429/,
  },
  {
    what: 'an example without a name',
    break: set(`${errorBody}/example`, { error: { message: 'No', type: 'OAuthException', code: 190 } }),
    pointer: `${errorBody}/example`,
    reason: /has no name, by which the mock could be asked for it/,
  },
  {
    what: 'an example named unlike the others',
    break: set(`${getBody}/examples/withImage`, { value: { data: [] } }),
    pointer: `${getBody}/examples/withImage`,
    reason: /is not written in snake_case/,
  },
  {
    what: 'an answer without an example',
    break: remove(`${item}/delete/responses/200/content/application~1json/examples`),
    pointer: `${item}/delete/responses/200/content/application~1json`,
    reason: /has no named example/,
  },
  {
    what: 'an answer without a schema',
    break: remove(`${getBody}/schema`),
    pointer: getBody,
    reason: /has no schema/,
  },
  {
    what: 'a version that is not the one described',
    break: set('/components/parameters/Version/schema/enum', ['v23.0', 'v24.0']),
    pointer: '/components/parameters/Version/schema',
    reason: /allows \["v23\.0","v24\.0"\]: expected enum: \[v23\.0\]/,
  },
  {
    what: 'a document that describes another version than its folder',
    break: set('/info/version', 'v24.0'),
    pointer: '/info/version',
    reason: /is v24\.0: expected v23\.0, the name of the folder/,
  },
  {
    what: 'a token declared as a parameter',
    break: set(`${item}/get/parameters/4`, {
      name: 'Authorization',
      in: 'header',
      required: true,
      description: 'The token.',
      schema: { type: 'string' },
    }),
    pointer: `${item}/get/parameters/4`,
    reason: /declares Authorization, which OpenAPI describes elsewhere and ignores as a parameter/,
  },
  {
    what: 'a delete with a body',
    break: set(`${item}/delete/requestBody`, {
      content: { 'application/json': { schema: { type: 'object' }, examples: { nothing: { value: {} } } } },
    }),
    pointer: `${item}/delete/requestBody`,
    reason: /describes a body that HTTP gives no meaning/,
  },
  {
    what: 'a property without a description',
    break: remove(`${details}/properties/qr_image_url/description`),
    pointer: `${details}/properties/qr_image_url`,
    reason: /has no description, which is its docstring/,
  },
  {
    what: 'an operation without a name',
    break: remove(`${item}/get/operationId`),
    pointer: `${item}/get`,
    reason: /has operationId undefined: expected a name in camelCase/,
  },
];

test.each(breakages)('$what is reported with file, pointer and reason', ({ break: breakIt, pointer, reason }) => {
  expect(problemsOf(breakIt)).toContainEqual({
    file: 'v23.0/openapi.yaml',
    line: expect.any(Number),
    pointer,
    reason: expect.stringMatching(reason),
  });
});

test('a broken schema is reported once, and not again wherever it is used', () => {
  const problems = problemsOf(set(`${details}/properties/creation_time/type`, 'int'));
  expect(problems.map(({ pointer }) => pointer)).toEqual([`${details}/properties/creation_time`]);
});

test('a problem names the line where its place begins', () => {
  using spec = new TempSpec();
  const text = spec.read('v23.0/openapi.yaml').replace(/^( +)creation_time: 1672531200$/m, '$1creation_time: soon');
  const line = text.split('\n').findIndex((content) => /^ +with_creation_time:$/.test(content)) + 1;
  const [problem] = spec.write('v23.0/openapi.yaml', text).problems();
  expect(problem).toMatchObject({ line, pointer: `${getBody}/examples/with_creation_time` });
});

test('what is no YAML is reported with the line where reading stopped', () => {
  using spec = new TempSpec();
  const text = spec.read('v23.0/openapi.yaml').replace('servers:\n', 'servers: [\n');
  const line = text.split('\n').indexOf('security:') + 1;
  const [problem] = spec.write('v23.0/openapi.yaml', text).problems();
  expect(problem).toMatchObject({ file: 'v23.0/openapi.yaml', reason: expect.stringMatching(/is no valid YAML/) });
  expect(problem?.line).toBeLessThanOrEqual(line);
});

test('a key that stands twice is reported, since the last one would win', () => {
  using spec = new TempSpec();
  const text = spec.read('v23.0/openapi.yaml').replace('openapi: 3.1.0\n', 'openapi: 3.1.0\nopenapi: 3.1.1\n');
  expect(spec.write('v23.0/openapi.yaml', text).problems()).toEqual([
    expect.objectContaining({ reason: expect.stringMatching(/is no valid YAML: Map keys must be unique/) }),
  ]);
});

test('escape sequences and line breaks of a name are escaped in problems', () => {
  const named = set(`${details}/properties/x\u001b[2J\nFORGED\u009b`, { type: 'string' });
  expect(problemsOf(named).map(describe)).toEqual([
    expect.stringMatching(/^v23\.0\/openapi\.yaml:\d+ #.*\/x%1B\[2J%0AFORGED%C2%9B\n {2}has no description/),
  ]);
});
