import { describe, expect, expectTypeOf, test } from 'vitest';
import type { QrCode, QrCodeClient } from '../src/generated/v25.0/entry.ts';
import { resolved } from '../src/index.ts';
import { CODE, clientFor, qrCode } from './support/api.ts';
import { failureOf } from './support/failure.ts';

test('a hand-made client of a test has the types of the real one, and its calls withResponse', async () => {
  const fake: Pick<QrCodeClient, 'update' | 'delete'> = {
    update: () => resolved<QrCode>(qrCode, { attempts: 2 }),
    delete: () => resolved({ success: true }),
  };
  expectTypeOf(fake.update).toEqualTypeOf<QrCodeClient['update']>();
  expect(await fake.delete(CODE)).toEqual({ success: true });
  const { data, response } = await fake.update(CODE, { prefilled_message: 'Hi' }).withResponse();
  expect(data).toEqual(qrCode);
  expect(response).toMatchObject({ status: 200, attempts: 2 });
});

describe('the stack of an InvalidArgumentError', () => {
  test.each(['get', 'delete'] as const)('begins with %s and its caller', async (method) => {
    const { qrCodes } = clientFor([]);
    const error = await failureOf(qrCodes[method]('..'));
    const frames = String(Reflect.get(Object(error), 'stack'))
      .split('\n')
      .slice(1);
    expect(frames[0]).toMatch(/client\.ts/);
    expect(frames[1]).toContain('fakes.test.ts');
  });
});
