// A cell counts only if it fails for a client that no longer handles it. These tests break the client in one place at a
// time, and exactly the cells that depend on that place must fail.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Breakage, brokenClient, withoutProperty, withoutWord } from '../src/broken-client.ts';
import { type Cell, documentedCells, type Expectation, expectationOf, titleOf } from '../src/cells.ts';
import { loadContracts } from '../src/contracts.ts';
import { runCell } from '../src/run-cell.ts';
import { specFolder } from '../src/spec.ts';
import { inProcessStage, type Stage } from '../src/stage.ts';
import { Validator } from '../src/validator.ts';

type Depends = (expectation: Expectation) => boolean;

const onCategory =
  (category: string): Depends =>
  ({ outcome }) =>
    outcome !== 'data' && outcome[1] === category;

const onProperty =
  (name: string): Depends =>
  ({ body }) =>
    JSON.stringify(body).includes(`"${name}":`);

const inResult =
  (name: string): Depends =>
  (expectation) =>
    expectation.outcome === 'data' && onProperty(name)(expectation);

const breakages: readonly [what: string, Breakage, Depends][] = [
  ...['invalid-request', 'authentication', 'permission', 'not-found', 'throttled', 'transient'].map(
    (category): [string, Breakage, Depends] => [
      `ignores the category ${category}`,
      withoutWord(category),
      onCategory(category),
    ],
  ),
  ...['error_subcode', 'fbtrace_id', 'is_transient', 'error_user_title', 'error_user_msg', 'success'].map(
    (name): [string, Breakage, Depends] => [`does not read ${name}`, withoutWord(name), onProperty(name)],
  ),
  ...['qr_image_url', 'creation_time', 'prefilled_message', 'data'].map((name): [string, Breakage, Depends] => [
    `drops ${name}`,
    withoutProperty(name),
    inResult(name),
  ]),
];

describe.each(await loadContracts())('%s', (version, contract) => {
  const cells = documentedCells(version, contract);
  const validator = new Validator(specFolder, version);
  const detected = new Set<string>();
  let stage: Stage;
  /** Cells that fail with the unbroken client prove nothing here; test/cells.test.ts reports them. */
  let passing: readonly Cell[];

  beforeAll(async () => {
    stage = await inProcessStage(version, contract);
    const failed = await failing(cells, contract.createQrCodeClient);
    passing = cells.filter((cell) => !failed.includes(cell));
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  /** The cells that fail with that client. Other errors, such as a file that does not load, are thrown. */
  async function failing(
    some: readonly Cell[],
    createQrCodeClient: typeof contract.createQrCodeClient,
  ): Promise<Cell[]> {
    const failed: Cell[] = [];
    for (const cell of some) {
      try {
        await runCell(cell, { contract, stage, validator }, createQrCodeClient);
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'AssertionError') throw error;
        failed.push(cell);
      }
    }
    return failed;
  }

  test.for(breakages)('a client that %s fails exactly the cells that depend on it', async (breakage, { task }) => {
    const [, change, depends] = breakage;
    const failed = await failing(passing, await brokenClient(version, change));
    expect(failed.map(titleOf)).toEqual(passing.filter((cell) => depends(expectationOf(cell, contract))).map(titleOf));
    for (const cell of failed) detected.add(titleOf(cell));
    task.meta.covers = failed.map((cell) => ({ cell, column: 'broken clients' }));
  });

  test('every cell fails with a broken client', () => {
    expect(passing.map(titleOf).filter((title) => !detected.has(title))).toEqual([]);
  });
});
