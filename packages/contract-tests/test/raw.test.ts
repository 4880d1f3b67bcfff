import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerOn } from '../src/caller.ts';
import { documentedCells, expectationOf } from '../src/cells.ts';
import { loadContracts } from '../src/contracts.ts';
import { expectRequest } from '../src/expect-request.ts';
import { specFolder } from '../src/spec.ts';
import { mockStage, type Stage } from '../src/stage.ts';
import { Validator } from '../src/validator.ts';

// The plain openapi-fetch client: same request, but errors are returned, nothing is retried or checked.
describe.each(await loadContracts())('%s', (version, contract) => {
  const validator = new Validator(specFolder, version);
  let stage: Stage;

  beforeAll(async () => {
    stage = await mockStage(version, contract);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test.for(documentedCells(version, contract))('$operation $status $example', async (cell, { task }) => {
    task.meta.covers = [{ cell, column: 'raw' }];
    const method = contract.calls.find(({ operation }) => operation === cell.operation);
    if (method === undefined) throw new Error(`The contract has no call of ${cell.operation}.`);
    const { body } = expectationOf(cell, contract);

    stage.script(cell);
    const qrCodes = contract.createQrCodeClient({ ...callerOn(stage), maxRetries: 2 });
    const { data, error, response } = await method.raw(qrCodes, version);
    expect({ data, error }).toStrictEqual(
      cell.status < 300 ? { data: body, error: undefined } : { data: undefined, error: body },
    );
    expect(response.status).toBe(cell.status);
    expect(stage.exchanges).toHaveLength(1);
    for (const { request } of stage.exchanges) {
      expectRequest(request, method.request);
      expect(validator.request(request)).toEqual([]);
    }
  });
});
