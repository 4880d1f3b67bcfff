import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { graphVersions } from '@whatsapp-qr/client';
import { createMockFetch, startMockServer } from '@whatsapp-qr/mock';
import { applyChanges } from './apply-changes.ts';
import type { Changes } from './changes.ts';
import type { SomeContract } from './contract.ts';
import { specFolder, versionsIn } from './spec.ts';

const expectedFolder = fileURLToPath(new URL('../expected/', import.meta.url));

/** The contracts of all versions that the spec has a folder for. */
export function loadContracts(folder: string = specFolder): Promise<[version: string, contract: SomeContract][]> {
  return Promise.all(
    versionsIn(folder).map(async (version): Promise<[string, SomeContract]> => [version, await loadContract(version)]),
  );
}

/** Complete for the oldest version; for each later one, the differences from the version before it. */
async function loadContract(version: string): Promise<SomeContract> {
  const whole = join(expectedFolder, version, 'contract.ts');
  if (existsSync(whole)) {
    const { contract }: { contract: SomeContract } = await import(pathToFileURL(whole).href);
    return contract;
  }
  const file = join(expectedFolder, version, 'changes.ts');
  if (!existsSync(file)) {
    throw new Error(
      `spec/${version} has a document, but packages/contract-tests/expected/${version}/changes.ts is missing: the differences from the version before it, from Meta's reference. \`pnpm spec bump\` creates the file.`,
    );
  }
  const { changes }: { changes: Changes<unknown> } = await import(pathToFileURL(file).href);
  return applyChanges(await loadContract(changes.from), changes, version, await entryOf(version));
}

/** The client and the mock of a version that is known only at run time. */
async function entryOf(
  version: string,
): Promise<Pick<SomeContract, 'createQrCodeClient' | 'startMock' | 'createMockFetch'>> {
  if (!isGraphVersion(version))
    throw new Error(`The client has no entry ${version}: run pnpm generate and pnpm build.`);
  const { createQrCodeClient }: Pick<SomeContract, 'createQrCodeClient'> = await import(
    import.meta.resolve(`@whatsapp-qr/client/${version}`)
  );
  return {
    createQrCodeClient,
    startMock: () => startMockServer({ version, log: false }),
    createMockFetch: () => createMockFetch({ version, log: false }),
  };
}

function isGraphVersion(version: string): version is keyof typeof graphVersions {
  return Object.hasOwn(graphVersions, version);
}
