// A documented response without an expectation must fail.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { documentedCells, expectationOf, expectedCells, titleOf } from '../src/cells.ts';
import type { SomeContract } from '../src/contract.ts';
import { loadContracts } from '../src/contracts.ts';
import { documentFile, specFolder } from '../src/spec.ts';

const [known] = await loadContracts();
if (known === undefined) throw new Error('The spec has no version.');
const [version, contract] = known;

const ITEM = ['paths', '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}'];
const NOT_FOUND = [...ITEM, 'get', 'responses', '404', 'content', 'application/json', 'examples'];
const EXAMPLE = { value: { error: { message: 'Gone', type: 'GraphMethodException', code: 803 } } };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spec-'));
  cpSync(join(specFolder, version), join(folder, version), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Changes the copy of the document. */
function edit(change: (document: ReturnType<typeof parseDocument>) => void): void {
  const file = documentFile(folder, version);
  const document = parseDocument(readFileSync(file, 'utf8'));
  change(document);
  writeFileSync(file, String(document));
}

function expectationsOf(some: SomeContract) {
  return documentedCells(version, some, folder).map((cell) => expectationOf(cell, some));
}

test('a new version requires its own file, and the message has its name', async () => {
  cpSync(join(specFolder, version), join(folder, 'v99.0'), { recursive: true });
  await expect(loadContracts(folder)).rejects.toThrow(
    /expected\/v99\.0\/changes\.ts is missing: .* `pnpm spec bump` creates the file\./,
  );
});

test('a new example requires an outcome', () => {
  edit((document) => document.setIn([...NOT_FOUND, 'gone'], EXAMPLE));
  expect(() => expectationsOf(contract)).toThrow(
    `getQrCode 404 gone is documented in spec/${version}/openapi.yaml, but expected/${version}/outcomes.ts has no entry for it.`,
  );
});

test('a new example requires its body', () => {
  edit((document) => document.setIn([...NOT_FOUND, 'gone'], EXAMPLE));
  const { getQrCode, ...others } = contract.outcomes;
  const outcomes = { ...others, getQrCode: { ...getQrCode, 404: { ...getQrCode[404], gone: 'data' } } } as const;
  expect(() => expectationsOf({ ...contract, outcomes })).toThrow(
    `expected/${version}/get-qr-code.ts has no entry for it.`,
  );
});

test('a new status requires an example', () => {
  edit((document) => document.setIn([...ITEM, 'get', 'responses', '418'], { description: 'A teapot.' }));
  expect(() => expectationsOf(contract)).toThrow('getQrCode documents the status 418 without an example');
});

test('a new operation requires a call of the client', () => {
  edit((document) => document.setIn([...ITEM, 'patch'], { ...readOperation(document), operationId: 'touchQrCode' }));
  expect(() => expectationsOf(contract)).toThrow(
    `no call in expected/${version}/ is documentedAs touchQrCode. If the client has no method for it, add one`,
  );
});

test('an expectation that is no longer documented is an error', () => {
  edit((document) => document.deleteIn([...NOT_FOUND, 'qr_code_not_found']));
  const documented = documentedCells(version, contract, folder).map(titleOf);
  const expected = new Set(expectedCells(version, contract).map(titleOf));
  expect([...expected].filter((title) => !documented.includes(title))).toEqual(['getQrCode 404 qr_code_not_found']);
});

function readOperation(document: ReturnType<typeof parseDocument>): object {
  const { responses } = document.toJS().paths[ITEM[1] ?? ''].get;
  return { responses };
}
