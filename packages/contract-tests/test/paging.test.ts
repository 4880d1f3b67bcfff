import { step } from '@whatsapp-qr/mock';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerOn } from '../src/caller.ts';
import { loadContracts } from '../src/contracts.ts';
import { expectRequest } from '../src/expect-request.ts';
import { specFolder } from '../src/spec.ts';
import { type MockStage, mockStage } from '../src/stage.ts';
import { Validator } from '../src/validator.ts';

describe.each(await loadContracts())('%s', (version, contract) => {
  const { documentedAs, iterate, pages, items } = contract.paging;
  const validator = new Validator(specFolder, version);
  let stage: MockStage;

  beforeAll(async () => {
    stage = await mockStage(version, contract);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test('a list yields the codes of all pages, and requests each page once, by cursor', async () => {
    stage.script();
    stage.mock.script(
      documentedAs,
      pages.map(({ body }) => step.offSpec({ status: 200, body })),
    );
    const given: unknown[] = [];
    for await (const item of iterate(contract.createQrCodeClient(callerOn(stage)))) given.push(item);
    expect(given).toStrictEqual(items);

    expect(stage.exchanges).toHaveLength(pages.length);
    for (const [index, { request }] of pages.entries()) {
      const exchange = stage.exchanges[index];
      if (exchange === undefined) throw new Error(`Page ${index} was not requested.`);
      expectRequest(exchange.request, request);
      expect(validator.request(exchange.request)).toEqual([]);
      // No example has several pages, but the schema allows them.
      expect(validator.response(exchange)).toEqual([]);
    }
  });
});
