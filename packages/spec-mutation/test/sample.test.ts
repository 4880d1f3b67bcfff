// A few mutants of the real document, on the way that `pnpm mutate:spec` sends all of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CheckName } from '../src/checks/check.ts';
import { edited } from '../src/edit.ts';
import { documentIn, mutantsOf } from '../src/mutants.ts';
import { mutate } from '../src/mutate.ts';

const version = 'v23.0';
const text = readFileSync(path.join(import.meta.dirname, '../../../spec', version, 'openapi.yaml'), 'utf8');
const mutants = mutantsOf(text);

const single = '#/paths/~1{Version}~1{Phone-Number-ID}~1message_qrdls~1{QR-Code-ID}';
const notFound = '#/components/examples/QrCodeNotFound';

/** By which checks a mutant must be noticed, at least. */
const sample: readonly (readonly [mutant: string, ...by: CheckName[]])[] = [
  [`drop ${single}/get/parameters/0`, 'lint', 'generator'],
  [`drop ${single}/get/responses/403`, 'audit', 'contract'],
  [`rename ${single}/delete to post`, 'audit', 'contract'],
  ['drop #/components/schemas/QrCodeDetails/required/0', 'audit', 'types'],
  ['set #/components/schemas/QrCodeId/pattern to "^[A-Z0-9]{15}$"', 'structure and examples', 'contract'],
  [`set ${notFound}/value/error/code to 804`, 'structure and examples', 'contract'],
];

function named(name: string) {
  const mutant = mutants.find((candidate) => candidate.name === name);
  if (mutant === undefined) throw new Error(`${name} is no mutant of the document`);
  return mutant;
}

test('each check notices what it is there for', { timeout: 120_000 }, async () => {
  const progress: number[] = [];
  const verdicts = await mutate({
    version,
    text,
    mutants: sample.map(([name]) => named(name)),
    processes: 2,
    progress: (done, total) => progress.push(done / total),
  });
  expect(verdicts.map(({ mutant }) => mutant.name)).toEqual(sample.map(([name]) => name));
  const silent = verdicts.flatMap(({ mutant, findings }, index) => {
    const [, ...expected] = sample[index] ?? [''];
    return expected.filter((check) => findings[check] === undefined).map((check) => `${check}: ${mutant.name}`);
  });
  expect(silent).toEqual([]);
  expect(progress).toHaveLength(sample.length + 1);
  expect(progress.at(-1)).toBe(1);
});

test('a document that fails a check as it is gives no score', { timeout: 120_000 }, async () => {
  const { edit } = named(`set ${notFound}/value/error/code to 804`);
  const broken = JSON.stringify(edited(documentIn(text), edit));
  await expect(mutate({ version, text: broken, mutants: [], processes: 1 })).rejects.toThrow(
    /^expected the document of v23\.0 to pass every check before it is changed, found\n {2}structure and examples: /,
  );
});
