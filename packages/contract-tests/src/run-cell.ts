import { expect } from 'vitest';
import { callerOn } from './caller.ts';
import { type Cell, expectationOf } from './cells.ts';
import type { SomeContract } from './contract.ts';
import { expectOutcome } from './expect-outcome.ts';
import { expectRequest } from './expect-request.ts';
import type { Stage } from './stage.ts';
import type { Validator } from './validator.ts';

/** The contract, the server and the validator that a cell is run with. */
export interface CellContext {
  readonly contract: SomeContract;
  readonly stage: Stage;
  readonly validator: Validator;
}

/**
 * Calls the client once; the server sends the response of the cell. Throws unless the request on the wire, the response
 * on the wire and the outcome of the call are as expected, and the spec allows both request and response.
 */
export async function runCell(
  cell: Cell,
  { contract, stage, validator }: CellContext,
  createQrCodeClient: SomeContract['createQrCodeClient'] = contract.createQrCodeClient,
): Promise<void> {
  const expectation = expectationOf(cell, contract);
  stage.script(cell);
  await expectOutcome(expectation.call(createQrCodeClient(callerOn(stage))), cell, expectation, stage.servedVersion);

  expect(stage.exchanges).toHaveLength(1);
  for (const exchange of stage.exchanges) {
    expectRequest(exchange.request, expectation.request);
    expect(exchange.response.status).toBe(cell.status);
    expect(JSON.parse(exchange.response.body)).toStrictEqual(expectation.body);
    expect(validator.request(exchange.request)).toEqual([]);
    expect(validator.response(exchange)).toEqual([]);
  }
}
