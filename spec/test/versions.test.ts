import { cpSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TempSpec } from './temp-spec.ts';

test('a version folder that versions.yaml does not list is reported', () => {
  using spec = new TempSpec();
  cpSync(spec.path('v23.0'), spec.path('v99.0'), { recursive: true });
  expect(spec.problems()).toContainEqual(
    expect.objectContaining({
      file: 'versions.yaml',
      reason: expect.stringMatching(/^does not list the folder v99\.0: add its entry, or remove/),
    }),
  );
});

test('a version folder that package.json does not export is reported, with the line to add', () => {
  using spec = new TempSpec();
  cpSync(spec.path('v23.0'), spec.path('v99.0'), { recursive: true });
  const reasons = spec.problems().filter(({ file }) => file === 'package.json');
  expect(reasons.map(({ reason }) => reason)).toEqual([
    'lacks "./v99.0/openapi.yaml": "./v99.0/openapi.yaml"',
    'lacks "./v99.0/openapi.json": "./dist/v99.0/openapi.json"',
    'lacks "./v99.0/openapi.dereferenced.json": "./dist/v99.0/openapi.dereferenced.json"',
    'lacks "./v99.0/changes.md": "./v99.0/changes.md"',
    'lacks "./v99.0/changes.json": "./v99.0/changes.json"',
  ]);
});

test('a version without a folder has its days in undescribed-versions.yaml, and one with a folder has not', () => {
  using spec = new TempSpec();
  const list = (text: string) => spec.write('undescribed-versions.yaml', text).problems();
  expect(list('v99.0:\n  released: 2026-07-29\n  availableUntil: null\n')).toEqual([]);
  expect(list('v99.0:\n  released: 2026-13-29\n  availableUntil: null\n')).toMatchObject([
    { file: 'undescribed-versions.yaml', line: 2 },
  ]);
  expect(list('v23.0:\n  released: 2025-05-29\n  availableUntil: null\n')).toMatchObject([
    { file: 'undescribed-versions.yaml', line: 1, reason: expect.stringContaining('has a folder now') },
  ]);
});

test('a listed version without a folder is reported', () => {
  using spec = new TempSpec();
  spec.set('versions.yaml', '/v99.0', { released: '2025-10-08', availableUntil: null, references: [reference] });
  expect(spec.problems()).toEqual([
    {
      file: 'versions.yaml',
      line: expect.any(Number),
      pointer: '/v99.0',
      reason: 'is listed, but there is no folder v99.0',
    },
  ]);
});

test('an export that belongs to no version is reported', () => {
  using spec = new TempSpec();
  spec.set('package.json', '/exports', { ...JSON.parse(spec.read('package.json')).exports, './*': './*' });
  expect(spec.problems()).toMatchObject([{ file: 'package.json', pointer: '/exports/.~1*' }]);
});

test.each([
  ['a day that is none', '/v23.0/released', '2025-02-30', /must match format "date"/],
  ['an end before the beginning', '/v23.0/availableUntil', '2025-05-29', /expected a day after 2025-05-29/],
  ['an unknown key', '/v23.0/until', '2027-10-08', /must NOT have additional properties: until/],
  ['an address that is not https', '/v23.0/references/0/address', 'http://example.com/', /must match pattern/],
])('%s in versions.yaml is reported', (_what, pointer, value, reason) => {
  using spec = new TempSpec();
  expect(spec.set('versions.yaml', pointer, value).problems()).toMatchObject([
    { file: 'versions.yaml', reason: expect.stringMatching(reason) },
  ]);
});

test('a version without references is reported', () => {
  using spec = new TempSpec();
  expect(spec.set('versions.yaml', '/v23.0/references', []).problems()).toContainEqual(
    expect.objectContaining({ pointer: '/v23.0/references', reason: 'must NOT have fewer than 1 items' }),
  );
});

test('an end that is not announced is fine', () => {
  using spec = new TempSpec();
  expect(spec.set('versions.yaml', '/v23.0/availableUntil', null).problems()).toEqual([]);
});

test('a reference whose address is not known is marked', () => {
  using spec = new TempSpec();
  expect(spec.set('versions.yaml', '/v23.0/references/0/address', 'unknown').problems()).toEqual([]);
});

test('an operation that no reference decides is reported', () => {
  using spec = new TempSpec();
  expect(spec.set('versions.yaml', '/v23.0/references/0/decides', ['getQrCode']).problems()).toMatchObject([
    { pointer: '/v23.0/references', reason: 'names deleteQrCode in 0 references: expected one' },
  ]);
});

test('an operation that two references decide is reported', () => {
  using spec = new TempSpec();
  spec.set('versions.yaml', '/v23.0/references/1/decides', ['listQrCodes', 'createOrUpdateQrCode', 'getQrCode']);
  expect(spec.problems()).toMatchObject([{ reason: 'names getQrCode in 2 references: expected one' }]);
});

test('a reference that decides an unknown operation is reported', () => {
  using spec = new TempSpec();
  spec.set('versions.yaml', '/v23.0/references/0/decides', ['getQrCode', 'deleteQrCode', 'printQrCode']);
  expect(spec.problems()).toMatchObject([
    { reason: expect.stringMatching(/^names printQrCode, which is no operation/) },
  ]);
});

const reference = { title: 'A page', address: 'https://example.com/', decides: [] };
