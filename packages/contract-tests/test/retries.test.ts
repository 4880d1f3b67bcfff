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
    // Waits are random from 0 on: here they are all 0.
    vi.spyOn(Math, 'random').mockReturnValue(0);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await stage[Symbol.asyncDispose]();
  });

  // A throttled call did nothing. After a failure that may have come too late to undo the work, a second create would
  // make a second code.
  const isRetried = (cell: (typeof cells)[number]) =>
    categoryOf(cell) === 'throttled' || (categoryOf(cell) === 'transient' && cell.operation !== 'createQrCode');

  test.each(cells.filter(isRetried))('$operation is sent again after $status $example', async (cell) => {
    const success = successOf(cell);
    stage.script(cell, success);
    const call = success.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 1 }));
    expect(await settled(call)).toStrictEqual({ data: success.result });
    expect((await call.withResponse()).response).toMatchObject({ status: success.status, attempts: 2 });
    expect(stage.exchanges.map(({ answer }) => answer.status)).toEqual([cell.status, success.status]);
    for (const { request } of stage.exchanges) expectRequest(request, success.request);
  });

  const stays = cells.filter((cell) => cell.outcome !== 'data' && !isRetried(cell));

  test.each(stays)('$operation is not sent again after $status $example', async (cell) => {
    stage.script(cell, successOf(cell));
    const call = cell.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 1 }));
    await expect(call).rejects.toMatchObject({ status: cell.status, category: categoryOf(cell), attempts: 1 });
    expect(stage.exchanges).toHaveLength(1);
  });

  test.each(cells.filter((cell) => categoryOf(cell) === 'throttled'))(
    '$operation gives up when it is throttled once more than it may be sent again',
    async (cell) => {
      stage.script(cell, cell, cell, successOf(cell));
      const call = cell.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 2 }));
      await expect(call).rejects.toMatchObject({ status: cell.status, category: 'throttled', attempts: 3 });
      expect(stage.exchanges).toHaveLength(3);
    },
  );

  // Whether a version documents 429 or not: Meta throttles all of them.
  test.each(contract.calls)(
    '$operation is sent again after a 429, documented or not',
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
      expect(stage.exchanges.map(({ answer }) => answer.status)).toEqual([429, success.status]);
    },
  );

  test('a delete that finds nothing, after one whose fate is unknown, has succeeded', async () => {
    const deletes = cells.filter(({ operation }) => operation === 'deleteQrCode');
    const lost = deletes.find((cell) => categoryOf(cell) === 'transient');
    const gone = deletes.find((cell) => categoryOf(cell) === 'not-found');
    if (lost === undefined || gone === undefined) throw new Error('The answers that this needs are not documented.');
    stage.script(lost, gone);
    const call = lost.call(contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 1 }));
    expect(await settled(call)).toStrictEqual({ data: { success: true } });
    expect(stage.exchanges.map(({ answer }) => answer.status)).toEqual([lost.status, gone.status]);
  });
});
