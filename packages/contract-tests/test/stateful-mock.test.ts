// The client against a mock that remembers codes.
import { isNotFound } from '@whatsapp-qr/client';
import { createQrCodeClient } from '@whatsapp-qr/client/v23.0';
import { type MockServer, startMockServer, step } from '@whatsapp-qr/mock';
import { afterEach, beforeEach, expect, test } from 'vitest';

const phoneNumberId = '1234567890123456';
const seed = { [phoneNumberId]: Array.from({ length: 60 }, (_, index) => ({ prefilled_message: `${index}` })) };

let mock: MockServer<'v23.0'>;
let qrCodes: ReturnType<typeof createQrCodeClient>;
beforeEach(async () => {
  mock = await startMockServer({ version: 'v23.0', stateful: true, seed });
  qrCodes = createQrCodeClient({ phoneNumberId, accessToken: 'any', baseUrl: mock.url });
});
afterEach(() => mock.close());

const storedCodes = () => (mock.state()[phoneNumberId] ?? []).map(({ code }) => code);

test('iteration returns every code of all pages once, in the order of the list', async () => {
  const found = [];
  for await (const { code } of qrCodes.list({ limit: 7 })) found.push(code);
  expect(found).toEqual(storedCodes());
  expect(found).toHaveLength(60);
});

test('iteration returns every code once while codes come and go', async () => {
  const atStart = storedCodes();
  const deleted: string[] = [];
  const found: string[] = [];
  for await (const { code } of qrCodes.list({ limit: 5 })) {
    found.push(code);
    // A code that was returned, one that was not yet, and a new one, with every fifth code.
    if (found.length % 5 !== 0) continue;
    await qrCodes.create({ prefilled_message: 'new' });
    const ahead = atStart.filter((other) => !found.includes(other) && !deleted.includes(other));
    for (const gone of [code, ahead[8]]) {
      if (gone === undefined) continue;
      await qrCodes.delete(gone);
      deleted.push(gone);
    }
  }
  expect(new Set(found).size).toBe(found.length);
  const deletedBefore = deleted.filter((code) => !found.includes(code));
  expect(deletedBefore.length).toBeGreaterThan(3);
  expect(found).toEqual(atStart.filter((code) => !deletedBefore.includes(code)));
});

test('a delete whose response was lost is done when its retry is not found', async () => {
  const [code = ''] = storedCodes();
  mock.script('deleteQrCode', [step.lost()]);
  await expect(qrCodes.delete(code)).resolves.toEqual({ success: true });
  expect(mock.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(2);
  await expect(qrCodes.get(code)).rejects.toSatisfy(isNotFound);
});

test('a create whose response was lost is not repeated, and its code exists once', async () => {
  mock.script('createOrUpdateQrCode', [step.lost()]);
  await expect(qrCodes.create({ prefilled_message: 'once' })).rejects.toThrow();
  expect(mock.requests).toHaveLength(1);
  expect(mock.state()[phoneNumberId]?.filter((code) => code.prefilled_message === 'once')).toHaveLength(1);
});
