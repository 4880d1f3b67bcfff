import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entrySource } from './client-entry.ts';
import { clientFacts, factsSource } from './client-facts.ts';
import { graphVersionsSource, oldestVersionSource } from './graph-versions.ts';
import { readAll } from './input-error.ts';
import { scenariosSource } from './mock-scenarios.ts';
import type { SpecVersion } from './spec.ts';

export interface GeneratedFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

export interface Target {
  /** The folder, from the root, that holds generated files and nothing else. */
  readonly folder: string;
  generate(root: string, versions: readonly SpecVersion[]): Promise<GeneratedFile[]>;
}

export type TargetName = 'client' | 'mock';

/** The packages with generated files. */
export const targets: Readonly<Record<TargetName, Target>> = {
  client: { folder: 'packages/client/src/generated', generate: generateClient },
  mock: { folder: 'packages/mock/src/generated', generate: generateMock },
};

export function isTargetName(name: string): name is TargetName {
  return Object.hasOwn(targets, name);
}

async function generateClient(root: string, versions: readonly SpecVersion[]): Promise<GeneratedFile[]> {
  // Loaded only here: they load the TypeScript compiler, which takes most of a run.
  const { schemaSource } = await import('./client-schema.ts');
  const { withVersionEntries } = await import('./client-exports.ts');

  const { folder } = targets.client;
  const manifest = 'packages/client/package.json';
  const names = versions.map(({ version }) => version);
  const perVersion = await readAll(versions, async (version) => {
    const own = `${folder}/${version.version}`;
    const facts = clientFacts(version);
    return [
      { path: `${own}/entry.ts`, content: entrySource(version, facts) },
      { path: `${own}/facts.ts`, content: factsSource(version, facts) },
      { path: `${own}/schema.ts`, content: await schemaSource(version.document) },
    ];
  });
  return [
    ...perVersion.flat(),
    { path: `${folder}/graph-versions.ts`, content: graphVersionsSource(versions) },
    { path: `${folder}/oldest-version.ts`, content: oldestVersionSource(versions) },
    { path: manifest, content: withVersionEntries(manifest, await readFile(join(root, manifest), 'utf8'), names) },
  ];
}

async function generateMock(_root: string, versions: readonly SpecVersion[]): Promise<GeneratedFile[]> {
  return [{ path: `${targets.mock.folder}/scenarios.ts`, content: scenariosSource(versions) }];
}
