import { expect } from 'vitest';
import { callerOn } from './caller.ts';
import { type Cell, expectationOf } from './cells.ts';
import type { SomeContract } from './contract.ts';
import { expectOutcome } from './expect-outcome.ts';
import { expectRequest } from './expect-request.ts';
import type { Stage } from './stage.ts';
import type { Validator } from './validator.ts';

/** Where a cell is run, and against what it is held. */
export interface Surroundings {
  readonly contract: SomeContract;
  readonly stage: Stage;
  readonly validator: Validator;
}

/**
 * Calls the client once and has it answered as the cell documents. Throws unless the request on the wire, the answer on
 * the wire and the outcome of the call are those that people wrote down, and the spec allows both request and answer.
 */
export async function runCell(
  cell: Cell,
  { contract, stage, validator }: Surroundings,
  createQrCodeClient: SomeContract['createQrCodeClient'] = contract.createQrCodeClient,
): Promise<void> {
  const expectation = expectationOf(cell, contract);
  stage.script(cell);
  await expectOutcome(expectation.call(createQrCodeClient(callerOn(stage))), cell, expectation, stage.servedVersion);

  expect(stage.exchanges).toHaveLength(1);
  for (const exchange of stage.exchanges) {
    expectRequest(exchange.request, expectation.request);
    expect(exchange.answer.status).toBe(cell.status);
    expect(JSON.parse(exchange.answer.body)).toStrictEqual(expectation.body);
    expect(validator.request(exchange.request)).toEqual([]);
    expect(validator.answer(exchange)).toEqual([]);
  }
}
