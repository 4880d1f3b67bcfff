import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isArray, type Json } from '@whatsapp-qr/openapi-document';
import { checkSpec, entriesOf, placesOf, readYaml, versionFolders } from '@whatsapp-qr/spec-lint';
import { describe, expect, test } from 'vitest';
import { specFolder } from './temp-spec.ts';

test('the spec passes every check', () => {
  expect(checkSpec(specFolder).problems).toEqual([]);
});

test('the command says how many examples it held against their schemas', () => {
  const output = execFileSync(process.execPath, [join(specFolder, 'lint/main.ts')], { encoding: 'utf8' });
  expect(output).toMatch(/^spec in order; (v\d+\.\d+: [1-9]\d* examples valid(; )?)+\n$/);
});

describe.each(versionFolders(specFolder))('%s', (version) => {
  const document = readYaml(join(specFolder, version, 'openapi.yaml'));

  test('has the four operations of the API', () => {
    const operations = placesOf(document).filter(({ kind }) => kind === 'operation');
    expect(operations.map(({ value }) => value.operationId)).toEqual([
      'listQrCodes',
      'createOrUpdateQrCode',
      'getQrCode',
      'deleteQrCode',
    ]);
  });

  test('has no example that the check passes over', () => {
    expect(checkSpec(specFolder).examples[version]).toBe(countExamples(document.root));
  });
});

/** Counts by the names of keys alone, unlike the check, which goes by the structure of OpenAPI. */
function countExamples(value: Json | undefined, under?: string): number {
  if (isArray(value)) return value.reduce((sum: number, item) => sum + countExamples(item), 0);
  return entriesOf(value).reduce((sum, [key, item]) => {
    if (key === 'example') return sum + 1;
    // Components are counted where they are used.
    if (key === 'examples') return sum + (under === 'components' ? 0 : Object.keys(item ?? {}).length);
    return sum + countExamples(item, key);
  }, 0);
}
