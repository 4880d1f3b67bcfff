import { step } from '@whatsapp-qr/mock';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { tooManyCalls } from '../expected/v23.0/error-bodies.ts';
import { callerOn } from '../src/caller.ts';
import { type Cell, documentedCells, expectationOf } from '../src/cells.ts';
import { loadContracts } from '../src/contracts.ts';
import { settled } from '../src/expect-outcome.ts';
import { expectRequest } from '../src/expect-request.ts';
import { type MockStage, mockStage } from '../src/stage.ts';

describe.each(await loadContracts())('%s', (version, contract) => {
  const cells = documentedCells(version, contract).map((cell) => ({ ...cell, ...expectationOf(cell, contract) }));
  const categoryOf = ({ outcome }: (typeof cells)[number]) => (outcome === 'data' ? undefined : outcome[1]);
  const successOf = ({ operation }: Cell) => {
    const success = cells.find((cell) => cell.operation === operation && cell.outcome === 'data');
    if (success === undefined) throw new Error(`${operation} has no documented success.`);
    return success;
  };
  let stage: MockStage;

  beforeAll(async () => {
    stage = await mockStage(version, contract);
    // Delays have full jitter: this makes them 0.
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await stage[Symbol.asyncDispose]();
  });

  // A throttled call was not carried out. After other failures the create may have been carried out, and a second one
  // would create a second code.
  const isRetried = (cell: (typeof cells)[number]) =>
    categoryOf(cell) === 'throttled' || (categoryOf(cell) === 'transient' && cell.operation !== 'createQrCode');

  test.each(cells.filter(isRetried))('$operation is retried after $status $example', async (cell) => {
    const success = successOf(cell);
    stage.script(cell, success);
    const call = success.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 1 }));
    expect(await settled(call)).toStrictEqual({ data: success.result });
    expect((await call.withResponse()).response).toMatchObject({ status: success.status, attempts: 2 });
    expect(stage.exchanges.map(({ response }) => response.status)).toEqual([cell.status, success.status]);
    for (const { request } of stage.exchanges) expectRequest(request, success.request);
  });

  const stays = cells.filter((cell) => cell.outcome !== 'data' && !isRetried(cell));

  test.each(stays)('$operation is not retried after $status $example', async (cell) => {
    stage.script(cell, successOf(cell));
    const call = cell.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 1 }));
    await expect(call).rejects.toMatchObject({ status: cell.status, category: categoryOf(cell), attempts: 1 });
    expect(stage.exchanges).toHaveLength(1);
  });

  test.each(cells.filter((cell) => categoryOf(cell) === 'throttled'))(
    '$operation rejects when it is throttled more often than maxRetries',
    async (cell) => {
      stage.script(cell, cell, cell, successOf(cell));
      const call = cell.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 2 }));
      await expect(call).rejects.toMatchObject({ status: cell.status, category: 'throttled', attempts: 3 });
      expect(stage.exchanges).toHaveLength(3);
    },
  );

  // Meta throttles all versions, including those that do not document 429.
  test.each(contract.calls)(
    '$operation is retried after a 429, documented or not',
    async ({ operation, documentedAs }) => {
      const success = cells.find((cell) => cell.operation === operation && cell.outcome === 'data');
      if (success === undefined) throw new Error(`${operation} has no documented success.`);
      stage.script();
      stage.mock.script(documentedAs, [
        step.offSpec({ status: 429, body: tooManyCalls }),
        step.example(success.example),
      ]);
      const call = success.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 1 }));
      expect(await settled(call)).toStrictEqual({ data: success.result });
      expect(stage.exchanges.map(({ response }) => response.status)).toEqual([429, success.status]);
    },
  );

  test('a not-found delete after an ambiguous attempt has succeeded', async () => {
    const deletes = cells.filter(({ operation }) => operation === 'deleteQrCode');
    const lost = deletes.find((cell) => categoryOf(cell) === 'transient');
    const gone = deletes.find((cell) => categoryOf(cell) === 'not-found');
    if (lost === undefined || gone === undefined)
      throw new Error('Expected a documented transient and a not-found response of deleteQrCode.');
    stage.script(lost, gone);
    const call = lost.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 1 }));
    expect(await settled(call)).toStrictEqual({ data: { success: true } });
    expect(stage.exchanges.map(({ response }) => response.status)).toEqual([lost.status, gone.status]);
  });
});
