import { describe, test } from 'vitest';
import { documentedCells } from '../src/cells.ts';
import { loadContracts } from '../src/contracts.ts';
import { runCell } from '../src/run-cell.ts';
import { specFolder } from '../src/spec.ts';
import { inProcessStage } from '../src/stage.ts';
import { Validator } from '../src/validator.ts';

// As in a consumer's unit test: the mock is the client's `fetch`, without a socket.
describe.each(await loadContracts())('%s', async (version, contract) => {
  const validator = new Validator(specFolder, version);
  const stage = await inProcessStage(version, contract);

  test.for(documentedCells(version, contract))('$operation $status $example', async (cell, { task }) => {
    task.meta.covers = [{ cell, column: 'in process' }];
    await runCell(cell, { contract, stage, validator });
  });
});
