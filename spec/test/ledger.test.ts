import { join } from 'node:path';
import { readYaml } from '@whatsapp-qr/spec-lint';
import { expect, test } from 'vitest';
import { specFolder, TempSpec } from './temp-spec.ts';

const ledger = 'v23.0/deviations.yaml';
const first = '/deviations/0/places/0';

test.each([
  ['without a reason', '/deviations/0/why', '', '/deviations/0/why', /must NOT have fewer than 1 characters/],
  ['without a source', '/deviations/0/sources', [], '/deviations/0/sources', /must NOT have fewer than 1 items/],
  ['that touches no place', '/deviations/0/places', [], '/deviations/0/places', /must NOT have fewer than 1 items/],
  ['whose place is none', `${first}/at`, '', `${first}/at`, /must NOT have fewer than 1 characters/],
  ['that says nothing on either side', first, { at: 'version' }, first, /must NOT have fewer than 2 properties/],
  ['with an unknown key', '/deviations/0/who', 'me', '/deviations/0', /must NOT have additional properties: who/],
  ['whose place has an unknown key', `${first}/our`, 'me', first, /must NOT have additional properties: our/],
])('a deviation %s is reported', (_what, at, value, pointer, reason) => {
  using spec = new TempSpec();
  expect(spec.set(ledger, at, value).problems()).toContainEqual(
    expect.objectContaining({ file: ledger, pointer, reason: expect.stringMatching(reason) }),
  );
});

test('a deviation without evidence is reported', () => {
  using spec = new TempSpec();
  expect(spec.remove(ledger, '/deviations/0/evidence').problems()).toMatchObject([
    { file: ledger, pointer: '/deviations/0', reason: expect.stringMatching(/must have required property 'evidence'/) },
  ]);
});

test('a place that stands twice for one source is reported', () => {
  using spec = new TempSpec();
  const { places } = JSON.parse(JSON.stringify(readYaml(join(specFolder, ledger)).root.deviations))[0];
  spec.set(ledger, '/deviations/0/places', [places[0], { ...places[0], says: 'something else' }]);
  expect(spec.problems()).toContainEqual(
    expect.objectContaining({ pointer: '/deviations/0/places/1', reason: expect.stringMatching(/a second time$/) }),
  );
});

test('a ledger of another version is reported', () => {
  using spec = new TempSpec();
  expect(spec.set(ledger, '/version', 'v22.0').problems()).toMatchObject([
    { pointer: '/version', reason: 'is v22.0: expected v23.0, the name of the folder' },
  ]);
});
