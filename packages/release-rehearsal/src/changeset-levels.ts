import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type PackageName, type PerPackage, packageNames } from './packages.ts';

const levels = ['none', 'patch', 'minor', 'major'] as const;
export type Level = (typeof levels)[number];

/** A change since the last release, and the level that it needs of some packages. */
export interface Demand {
  readonly packages: readonly PackageName[];
  readonly level: Level;
  readonly reason: string;
}

/** The part of `pnpm spec diff --json` that is read. */
export interface SpecDiff {
  readonly level: Level;
  readonly changes: readonly { readonly class: string; readonly sentence: string }[];
}

const isBelow = (level: Level, other: Level) => levels.indexOf(level) < levels.indexOf(other);
const highest = (all: readonly Level[]) => all.reduce((a, b) => (isBelow(a, b) ? b : a), 'none');

const classOf: Partial<Record<Level, string>> = { major: 'breaking', minor: 'additive', patch: 'documentation' };

/**
 * What changed in the documents since a release, each version against its own state then. All packages follow: the types of
 * the client and the responses of the mock are made from the documents.
 */
export async function specDemands(
  released: string,
  current: string,
  diff: (from: string, to: string) => Promise<SpecDiff>,
): Promise<readonly Demand[]> {
  const [before, now] = [graphVersionsIn(released), graphVersionsIn(current)];
  const packages = packageNames;
  const demands: Demand[] = [
    ...before
      .filter((version) => !now.includes(version))
      .map((version): Demand => ({ packages, level: 'major', reason: `${version} is removed` })),
    ...now
      .filter((version) => !before.includes(version))
      .map((version): Demand => ({ packages, level: 'minor', reason: `${version} is added` })),
  ];
  for (const version of now.filter((name) => before.includes(name))) {
    const document = join(version, 'openapi.yaml');
    const { level, changes } = await diff(join(released, document), join(current, document));
    const cause = changes.find((change) => change.class === classOf[level]);
    if (level !== 'none') demands.push({ packages, level, reason: `${version}: ${cause?.sentence ?? 'it changed'}` });
  }
  return demands;
}

function graphVersionsIn(specFolder: string): readonly string[] {
  return readdirSync(specFolder).filter((name) => /^v\d+\.\d+$/.test(name));
}

/** The level that the pending changesets give each package. */
export function pendingLevels(folder: string): Partial<Record<string, Level>> {
  const pending: Partial<Record<string, Level>> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
    const [, head = ''] = /^---\n(.*?)\n---/s.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
    const releases: Record<string, Level> = parse(head) ?? {};
    for (const [name, level] of Object.entries(releases)) pending[name] = highest([pending[name] ?? 'none', level]);
  }
  return pending;
}

/** The level of a release between two versions. */
function levelBetween(before: string, now: string): Level {
  const [former, latter] = [before, now].map((version) => version.split('.'));
  const first = former?.findIndex((number, index) => number !== latter?.[index]) ?? -1;
  return (['major', 'minor', 'patch'] as const)[first] ?? 'none';
}

export interface Releases {
  /** Versions at the last release, and in the working tree, which a pull request that versions the packages raises. */
  readonly before: PerPackage<string>;
  readonly now: PerPackage<string>;
  readonly pending: Partial<Record<string, Level>>;
}

/** What is wrong with the pending changesets, with the change that needs more; empty if nothing is. */
export function levelProblems(demands: readonly Demand[], { before, now, pending }: Releases): readonly string[] {
  return packageNames.flatMap((name) => {
    const ofPackage = demands.filter(({ packages }) => packages.includes(name));
    const expected = highest(ofPackage.map(({ level }) => level));
    const given = highest([pending[name] ?? 'none', levelBetween(before[name], now[name])]);
    if (!isBelow(given, expected)) return [];
    const cause = ofPackage.find(({ level }) => level === expected);
    return [`${name}: expected a changeset of level ${expected}, found ${given}. ${cause?.reason}`];
  });
}
