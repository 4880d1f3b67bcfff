import { expect, it } from 'vitest';
import { run, TemporaryRoot } from './temporary-root.ts';

const GENERATED = 'packages/client/src/generated';

it('--check passes right after generating', async () => {
  const root = await TemporaryRoot.with('v23.0');
  await root.run();
  expect(await root.run('--check')).toEqual({
    exitCode: 0,
    output: 'Generated files are current (client and mock, v23.0).',
  });
});

it('--check names stale, missing and surplus files and the command to run, and writes nothing', async () => {
  const root = await TemporaryRoot.with('v23.0');
  await root.run();
  await root.edit(`${GENERATED}/v23.0/schema.ts`, 'code: string', 'code: number');
  await root.remove('packages/mock/src/generated/scenarios.ts');
  await root.write(`${GENERATED}/v22.0/schema.ts`, '');
  await root.edit('packages/client/package.json', './dist/v23.0.js', './dist/v23.js');
  const before = await root.packages();

  expect(await root.run('--check')).toEqual({
    exitCode: 1,
    output: `Generated files are not current (client and mock, v23.0):
  stale    ${GENERATED}/v23.0/schema.ts
  stale    packages/client/package.json
  surplus  ${GENERATED}/v22.0/schema.ts
  missing  packages/mock/src/generated/scenarios.ts

Run \`pnpm generate\` and commit the result.`,
  });
  expect(await root.packages()).toEqual(before);
});

it('--check detects a change of the spec', async () => {
  const root = await TemporaryRoot.with('v23.0');
  await root.run();
  await root.edit('spec/v23.0/openapi.yaml', 'empty_response', 'nothing_found');
  expect(await root.run('--check', 'client')).toMatchObject({ exitCode: 0 });
  const { exitCode, output } = await root.run('--check');
  expect(exitCode).toBe(1);
  expect(output).toContain('  stale    packages/mock/src/generated/scenarios.ts');
});

it('the committed files of this repository are current', async () => {
  expect(await run('--check')).toEqual({ exitCode: 0, output: expect.stringMatching(/^Generated files are current/) });
});
