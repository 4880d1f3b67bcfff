import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentedCells } from '../src/cells.ts';
import { loadContracts } from '../src/contracts.ts';
import { runCell } from '../src/run-cell.ts';
import { specFolder } from '../src/spec.ts';
import { prismStage, type Stage } from '../src/stage.ts';
import { Validator } from '../src/validator.ts';

// The same contract with `prism mock` itself as the server, so that nothing the mock adds to Prism can hide
// a violation that Prism reports.
describe.each(await loadContracts())('%s', (version, contract) => {
  const validator = new Validator(specFolder, version);
  let stage: Stage;

  beforeAll(async () => {
    stage = await prismStage(version);
  }, 60_000);
  beforeEach(() => stage.script());
  afterAll(() => stage[Symbol.asyncDispose]());

  test.for(documentedCells(version, contract))('$operation $status $example', async (cell, { task }) => {
    task.meta.covers = [{ cell, column: 'prism' }];
    await runCell(cell, { contract, stage, validator });
  });

  describe('it refuses, with the status of the mock', () => {
    const refusals = contract.refusals.filter(({ hangsPrism, inWordsOnly }) => !hangsPrism && !inWordsOnly);

    test.each(refusals)('$what', async ({ request, status }) => {
      const response = await fetch(stage.url + request.target, request);
      expect(response.status).toBe(status);
    });
  });
});
