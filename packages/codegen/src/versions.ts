import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DocumentNode } from './document-node.ts';
import { type PlacedProblem, YamlFile } from './yaml-file.ts';

export interface GraphVersion {
  /** As in the folder and the import path: `v23.0`. */
  readonly version: string;
  readonly released: string;
  /** `null` while Meta has not announced it. */
  readonly availableUntil: string | null;
}

const VERSION = /^v\d+\.\d+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The versions of spec/versions.yaml, oldest first. Throws unless they are exactly those that have a folder. */
export async function readVersions(root: string): Promise<GraphVersion[]> {
  const list = await YamlFile.read(root, 'spec/versions.yaml');
  const entries = DocumentNode.of(list.document).entries();
  const folders = await versionFolders(root);
  const listed = new Set(entries.map(([version]) => version));
  list.refuse([
    ...entries.flatMap(([version, entry]) => checkEntry(version, entry, folders)),
    ...folders
      .filter((folder) => !listed.has(folder))
      .map((folder) => ({ pointer: '#', reason: `no entry for the folder spec/${folder}` })),
    ...(entries.length === 0 ? [{ pointer: '#', reason: 'expected at least one version' }] : []),
  ]);
  return entries
    .map(([version, entry]) => ({
      version,
      released: entry.text('released') ?? '',
      availableUntil: entry.text('availableUntil') ?? null,
    }))
    .sort((a, b) => compareVersions(a.version, b.version));
}

function checkEntry(version: string, entry: DocumentNode, folders: readonly string[]): PlacedProblem[] {
  const problems: PlacedProblem[] = [];
  const check = (holds: boolean, pointer: string, reason: string) => holds || problems.push({ pointer, reason });
  const isDate = (key: string) => DATE.test(entry.text(key) ?? '');

  check(VERSION.test(version), entry.pointer, `expected a version like v23.0, got ${version}`);
  check(folders.includes(version), entry.pointer, `${version} has no folder spec/${version}`);
  check(isDate('released'), entry.pointerTo('released'), `${version}: expected released to be a day like 2025-05-29`);
  check(
    isDate('availableUntil') || entry.get('availableUntil')?.value === null,
    entry.pointerTo('availableUntil'),
    `${version}: expected availableUntil to be a day like 2027-10-08, or null while it is not announced`,
  );
  return problems;
}

function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.slice(1).split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.slice(1).split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

async function versionFolders(root: string): Promise<string[]> {
  const entries = await readdir(join(root, 'spec'), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && /^v\d/.test(entry.name)).map(({ name }) => name);
}
