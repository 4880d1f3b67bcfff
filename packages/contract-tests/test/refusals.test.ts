import { InvalidArgumentError } from '@whatsapp-qr/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerOn } from '../src/caller.ts';
import { loadContracts } from '../src/contracts.ts';
import { specFolder } from '../src/spec.ts';
import { mockStage, type Stage } from '../src/stage.ts';
import { Validator } from '../src/validator.ts';

describe.each(await loadContracts())('%s', (version, contract) => {
  const validator = new Validator(specFolder, version);
  let stage: Stage;

  beforeAll(async () => {
    stage = await mockStage(version, contract);
  });
  beforeEach(() => stage.script());
  afterAll(() => stage[Symbol.asyncDispose]());

  describe('the mock refuses, with a documented response, requests that the spec forbids', () => {
    test.each(contract.refusals)('$what', async ({ request, status, code, reason, inWordsOnly = false }) => {
      const response = await fetch(stage.url + request.target, request);
      expect(response.status).toBe(status);
      expect(response.headers.get('x-mock-rejected')).toContain(reason);
      expect(await response.json()).toMatchObject({ error: { message: expect.any(String), code } });

      const [exchange] = stage.exchanges;
      if (exchange === undefined) throw new Error('Expected an exchange; none was recorded.');
      expect(validator.response(exchange)).toEqual([]);
      // A check that is independent of Prism, which the mock uses.
      expect(validator.request(exchange.request).length > 0).toBe(!inWordsOnly);
    });
  });

  describe('the client sends no such request', () => {
    const attempts = contract.refusals.flatMap(({ what, attempt, argument }) =>
      attempt === undefined ? [] : [{ what, attempt, argument }],
    );

    test.each(attempts)('$what', async ({ attempt, argument }) => {
      const call = attempt(contract.createQrCodeClient(callerOn(stage)));
      await expect(call).rejects.toBeInstanceOf(InvalidArgumentError);
      await expect(call).rejects.toMatchObject({ argument, attempts: 0 });
      expect(stage.exchanges).toEqual([]);
    });

    test('no token', () => {
      const make = () => contract.createQrCodeClient({ ...callerOn(stage), accessToken: '' });
      expect(make).toThrow(InvalidArgumentError);
      expect(make).toThrow(expect.objectContaining({ argument: 'accessToken', attempts: 0 }));
    });
  });
});
