import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SomeContract } from './contract.ts';
import { specFolder, versionsIn } from './spec.ts';

const expectedFolder = fileURLToPath(new URL('../expected/', import.meta.url));

/** The contracts of all versions that the spec has a folder for. */
export function loadContracts(folder: string = specFolder): Promise<[version: string, contract: SomeContract][]> {
  return Promise.all(
    versionsIn(folder).map(async (version): Promise<[string, SomeContract]> => [version, await loadContract(version)]),
  );
}

async function loadContract(version: string): Promise<SomeContract> {
  const file = join(expectedFolder, version, 'contract.ts');
  if (!existsSync(file)) {
    const [model = 'vNN.N'] = versionsIn(expectedFolder).toReversed();
    throw new Error(
      `spec/${version} has a document, but packages/contract-tests/expected/${version}/contract.ts is missing. Copy expected/${model} to expected/${version}, write ${version} for ${model} in its files, and change what Meta's reference for ${version} changed.`,
    );
  }
  const { contract }: { contract: SomeContract } = await import(pathToFileURL(file).href);
  return contract;
}
