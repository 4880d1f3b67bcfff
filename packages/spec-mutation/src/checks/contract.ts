import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GeneratedFile } from '@whatsapp-qr/codegen';
import { dereference, readYaml, versionFolders } from '@whatsapp-qr/spec-lint';
import { inOneLine } from './check.ts';
import type { MutatedRepository } from './repository.ts';
import { firstFailure } from './test-runner.ts';

/**
 * The contract tests that look at the document, the quick ones first. `in-process`, `raw` and `retries` get the same responses
 * by other ways of calling, and noticed no mutant of 669 that these had not; `bare-prism` has the same validators as the
 * mock, in a process of its own; and the others test the tests.
 */
const contractTests = ['validator', 'paging', 'refusals', 'cells'] as const;

/** The first contract test that fails, with client and mock as they are generated for the mutant. */
export async function contractFinding(
  repository: MutatedRepository,
  generated: readonly GeneratedFile[],
): Promise<string | undefined> {
  for (const { path, content } of generated) {
    if (path.startsWith('packages/mock/')) repository.write(path, content);
  }
  for (const version of versionFolders(repository.path('spec'))) {
    const { root } = readYaml(repository.path('spec', version, 'openapi.yaml'));
    repository.write(`spec/dist/${version}/openapi.json`, JSON.stringify(root));
    repository.write(`spec/dist/${version}/openapi.dereferenced.json`, JSON.stringify(dereference(root)));
  }
  const folder = 'packages/contract-tests';
  repository.link(folder, 'vitest', fileURLToPath(import.meta.resolve('vitest/package.json')));

  const files = contractTests.map((name) => repository.path(folder, 'test', `${name}.test.ts`));
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined)
    throw new Error(`${missing} is not there: correct the list of contract tests in ${import.meta.filename}`);

  // What goes wrong beside the tests counts, as it does in vitest.
  const astray: unknown[] = [];
  const note = (error: unknown) => astray.push(error);
  process.on('unhandledRejection', note);
  try {
    for (const [index, file] of files.entries()) {
      const failure = await firstFailure(file);
      const [error = failure] = astray;
      if (error !== undefined) return inOneLine(`${contractTests[index]}: ${failure ?? error}`);
    }
    return undefined;
  } finally {
    process.off('unhandledRejection', note);
  }
}
