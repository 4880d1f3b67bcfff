import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseYaml, readYaml } from '../checks/document.ts';
import { valueInUse } from '../checks/ledger.ts';
import { specFolder, TempSpec } from './temp-spec.ts';

const ledger = 'v23.0/deviations.yaml';
const first = '/deviations/0/places/0';

test.each([
  ['without a reason', '/deviations/0/why', '', '/deviations/0/why', /must NOT have fewer than 1 characters/],
  ['from an unknown source', '/deviations/0/source', 'hearsay', '/deviations/0/source', /must be equal to one of/],
  ['that touches no place', '/deviations/0/places', [], '/deviations/0/places', /must NOT have fewer than 1 items/],
  ['whose pointer is none', `${first}/pointer`, 'paths', `${first}/pointer`, /must match pattern/],
  ['with an unknown key', '/deviations/0/who', 'me', '/deviations/0', /must NOT have additional properties: who/],
  ['that says the same on both sides', `${first}/says`, null, first, /says the same on both sides/],
  [
    'that is not what the document has',
    `${first}/ours`,
    'string',
    `${first}/ours`,
    /is "string", but .* has null at #/,
  ],
])('a deviation %s is told', (_what, at, value, pointer, reason) => {
  using spec = new TempSpec();
  expect(spec.set(ledger, at, value).problems()).toContainEqual(
    expect.objectContaining({ file: ledger, pointer, reason: expect.stringMatching(reason) }),
  );
});

test('a deviation without evidence is told', () => {
  using spec = new TempSpec();
  expect(spec.remove(ledger, '/deviations/0/evidence').problems()).toMatchObject([
    { file: ledger, pointer: '/deviations/0', reason: expect.stringMatching(/must have required property 'evidence'/) },
  ]);
});

test('a place told twice is told', () => {
  using spec = new TempSpec();
  const { pointer } = JSON.parse(JSON.stringify(readYaml(join(specFolder, ledger)).root.deviations))[0].places[0];
  spec.set(ledger, '/deviations/0/places/1/pointer', pointer);
  expect(spec.problems()).toMatchObject([
    { file: ledger, pointer: '/deviations/0/places/1', reason: expect.stringMatching(/a second time$/) },
  ]);
});

test('a deviation whose place changed in the document is told', () => {
  using spec = new TempSpec();
  spec.set('v23.0/openapi.yaml', '/components/schemas/QrCodeId/pattern', '^[A-Z2-7]{13}1$');
  expect(spec.problems().filter(({ file }) => file === ledger)).toHaveLength(6);
});

test('a ledger of another version is told', () => {
  using spec = new TempSpec();
  expect(spec.set(ledger, '/version', 'v22.0').problems()).toMatchObject([
    { pointer: '/version', reason: 'is v22.0: expected v23.0, the name of the folder' },
  ]);
});

const document = parseYaml(
  `
paths:
  /codes/{id}:
    get:
      parameters:
        - $ref: '#/components/parameters/Limit'
      responses:
        '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Code' } } } }
components:
  parameters:
    Limit: { name: limit, in: query, schema: { $ref: '#/components/schemas/Count' } }
  schemas:
    Code: { properties: { id: { type: string } }, oneOf: [{ required: [id] }] }
    Count: { minimum: 1 }
`,
  'openapi.yaml',
);
const get = '/paths/~1codes~1{id}/get';
const schema = `${get}/responses/200/content/application~1json/schema`;

test.each([
  ['goes through references', `${get}/parameters/query:limit/schema/minimum`, 1],
  ['finds nothing where nothing is', `${get}/parameters/query:after/schema`, null],
  ['lists the keys of an object', `${schema}/properties`, ['id']],
  ['goes by position where a list is not of parameters', `${schema}/oneOf/0/required`, ['id']],
  ['gives the reference itself when asked for it', `${schema}/$ref`, '#/components/schemas/Code'],
])('a pointer of the ledger %s', (_what, pointer, value) => {
  expect(valueInUse(document, pointer)).toEqual(value);
});
