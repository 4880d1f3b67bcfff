import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentedCells, expectedCells, titleOf } from '../src/cells.ts';
import { loadContracts } from '../src/contracts.ts';
import { runCell } from '../src/run-cell.ts';
import { specFolder } from '../src/spec.ts';
import { mockStage, type Stage } from '../src/stage.ts';
import { Validator } from '../src/validator.ts';

describe.each(await loadContracts())('%s', (version, contract) => {
  const cells = documentedCells(version, contract);
  const validator = new Validator(specFolder, version);
  const covered: string[] = [];
  let stage: Stage;

  beforeAll(async () => {
    stage = await mockStage(version, contract);
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test.for(cells)('$operation $status $example', async (cell, { task }) => {
    task.meta.covers = [{ cell, column: 'mock' }];
    await runCell(cell, { contract, stage, validator });
    covered.push(titleOf(cell));
  });

  test('every documented response is covered', () => {
    expect(covered.toSorted()).toEqual(cells.map(titleOf).toSorted());
  });

  test('every expectation is documented', () => {
    const documented = cells.map(titleOf);
    const undocumented = expectedCells(version, contract)
      .map(titleOf)
      .filter((title) => !documented.includes(title));
    expect([...new Set(undocumented)], `expected/${version} has what spec/${version} does not document`).toEqual([]);
  });
});
