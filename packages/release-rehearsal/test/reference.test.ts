import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { packageFolders } from '../src/packages.ts';
import { type ReferencePage, referencePages } from '../src/reference-pages.ts';
import { lookAt } from '../src/reference-watch.ts';

const facts = {
  'x-source': { form: 'markdown-export', address: 'https://example.com/a' },
  paths: { '/a': { get: 1 } },
};
const page: ReferencePage = { version: 'v25.0', address: 'https://example.com/a', isExpected: true, kept: facts };
const readerOf = (found: object, status = 200) => ({
  download: async () => ({ status, text: '' }),
  read: async () => stringify(found),
});

test('every page that versions.yaml names is downloaded, and those of the version after', () => {
  const specFolder = packageFolders['@whatsapp-qr/spec'];
  const pages = referencePages(specFolder);
  const named = readFileSync(join(specFolder, 'versions.yaml'), 'utf8').matchAll(/address: (https:\S+)/g);
  for (const [, address] of named) expect(pages).toContainEqual(expect.objectContaining({ address, isExpected: true }));
  const later = pages.filter(({ isExpected }) => !isExpected);
  expect(later.length).toBeGreaterThan(0);
  for (const { address, version } of later) expect(address).toContain(version);
});

test('a page that is as it was needs nobody', async () => {
  expect(await lookAt(page, readerOf({ ...facts, 'x-source': { ...facts['x-source'], sha256: 'other' } }))).toBe(
    undefined,
  );
});

test('a changed fact is reported with its place and both values', async () => {
  expect(await lookAt(page, readerOf({ ...facts, paths: { '/a': { get: 2 } } }))).toContain(
    '`/paths/~1a/get`: `1` is now `2`',
  );
});

test('a page in another form is reported, since the forms leave different things out', async () => {
  const source = { ...facts['x-source'], form: 'page-text' };
  expect(await lookAt(page, readerOf({ ...facts, 'x-source': source }))).toContain('is a page-text now');
});

test('a page that is gone, cannot be read or cannot be reached is reported', async () => {
  expect(await lookAt(page, readerOf(facts, 404))).toContain('status 404');
  const failing = (message: string) => () => Promise.reject(new Error(message));
  expect(await lookAt(page, { ...readerOf(facts), read: failing('line 3') })).toContain('line 3');
  expect(await lookAt(page, { ...readerOf(facts), download: failing('no route') })).toContain('no route');
});

test('the page of a next version is reported once it is there', async () => {
  const { kept: _kept, ...rest } = page;
  const next = { ...rest, version: 'v26.0', isExpected: false };
  expect(await lookAt(next, readerOf(facts, 404))).toBe(undefined);
  expect(await lookAt(next, readerOf(facts))).toContain('the spec has no v26.0');
});
