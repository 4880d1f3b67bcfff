// The expectations of a later version are those of the version before it, with its changes applied.
import { expect, test } from 'vitest';
import { applyChanges } from '../src/apply-changes.ts';
import type { Changes } from '../src/changes.ts';
import { loadContracts } from '../src/contracts.ts';

const [oldest] = await loadContracts();
if (oldest === undefined) throw new Error('The spec has no version.');
const [version, base] = oldest;

const limitOfZero = base.refusals.find(({ what }) => what === 'a limit of 0');
if (limitOfZero === undefined) throw new Error('Expected a refusal named "a limit of 0".');

const body = { error: { message: 'Taken', type: 'OAuthException', code: 1 } };
const changes: Changes<unknown> = {
  from: version,
  gone: { getQrCode: [429, '404 qr_code_not_found'] },
  answers: {
    getQrCode: { 200: { default_fields: { body: { data: [] }, result: 'other' } } },
    updateQrCode: { 409: { conflict: { outcome: ['GraphApiError', 'invalid-request'], body } } },
  },
  refusals: [{ ...limitOfZero, request: { ...limitOfZero.request, target: '/v99.0/1/message_qrdls?limit=0' } }],
  accepted: ['a message of 141 characters'],
};
const next = applyChanges(base, changes, 'v99.0', base);

const callOf = (contract: typeof base, operation: string) =>
  contract.calls.find((call) => call.operation === operation);

test('whole statuses and single examples can be removed, and nothing else is', () => {
  expect(Object.keys(next.outcomes.getQrCode)).toEqual(['200', '400', '401', '403', '404', '500']);
  expect(next.outcomes.getQrCode[404]).toEqual({ phone_number_not_found: ['GraphApiError', 'not-found'] });
  expect(Object.keys(callOf(next, 'getQrCode')?.answers[404] ?? {})).toEqual(['phone_number_not_found']);
  expect(next.outcomes.listQrCodes).toEqual(base.outcomes.listQrCodes);
});

test('a changed response keeps its outcome and its call, and a new one has its own', () => {
  const before = callOf(base, 'getQrCode')?.answers[200];
  const after = callOf(next, 'getQrCode')?.answers[200];
  expect(after?.default_fields).toEqual({ ...before?.default_fields, body: { data: [] }, result: 'other' });
  expect(next.outcomes.getQrCode[200]).toEqual(base.outcomes.getQrCode[200]);
  expect(next.outcomes.updateQrCode[409]).toEqual({ conflict: ['GraphApiError', 'invalid-request'] });
  expect(callOf(next, 'updateQrCode')?.answers[409]).toEqual({ conflict: { body } });
});

test('a new response without an outcome is an error with the file name', () => {
  const without: Changes<unknown> = { from: version, answers: { getQrCode: { 409: { conflict: { body } } } } };
  expect(() => applyChanges(base, without, 'v99.0', base)).toThrow(
    'expected/v99.0/changes.ts: a new response of getQrCode requires "outcome"',
  );
});

test('refusals are replaced by name, or removed', () => {
  const named = next.refusals.map(({ what }) => what);
  expect(named.filter((what) => what === 'a limit of 0')).toHaveLength(1);
  expect(next.refusals.find(({ what }) => what === 'a limit of 0')?.request.target).toBe(
    '/v99.0/1/message_qrdls?limit=0',
  );
  expect(named).not.toContain('a message of 141 characters');
  expect(named).toHaveLength(base.refusals.length - 1);
});

test('paths and links have the new version, and nothing of the version before', () => {
  expect(next.version).toBe('v99.0');
  expect(callOf(next, 'getQrCode')?.request.path).toMatch(/^\/v99\.0\//);
  expect(JSON.stringify([next.calls, next.paging, next.refusals])).not.toContain(`/${version}/`);
});
