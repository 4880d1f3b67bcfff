import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { PackageName } from './packages.ts';

const levels = ['none', 'patch', 'minor', 'major'] as const;
export type Level = (typeof levels)[number];

/** A change since the last release, and the level that it asks for. */
export interface Demand {
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

/** What changed in the documents since a release, each version against its own state then. */
export async function demandsOf(
  released: string,
  current: string,
  diff: (from: string, to: string) => Promise<SpecDiff>,
): Promise<readonly Demand[]> {
  const [before, now] = [versionsIn(released), versionsIn(current)];
  const demands: Demand[] = [
    ...before
      .filter((version) => !now.includes(version))
      .map((version): Demand => ({ level: 'major', reason: `${version} is removed` })),
    ...now
      .filter((version) => !before.includes(version))
      .map((version): Demand => ({ level: 'minor', reason: `${version} is added` })),
  ];
  for (const version of now.filter((name) => before.includes(name))) {
    const document = join(version, 'openapi.yaml');
    const { level, changes } = await diff(join(released, document), join(current, document));
    const cause = changes.find((change) => change.class === classOf[level]);
    if (level !== 'none') demands.push({ level, reason: `${version}: ${cause?.sentence ?? 'it changed'}` });
  }
  return demands;
}

function versionsIn(specFolder: string): readonly string[] {
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

/** What is wrong with the pending changesets, with the change that asks for more; empty if nothing is. */
export function levelProblems(
  demands: readonly Demand[],
  pending: Partial<Record<string, Level>>,
  packages: readonly PackageName[],
): readonly string[] {
  const asked = highest(demands.map(({ level }) => level));
  const demand = demands.find(({ level }) => level === asked);
  if (demand === undefined) return [];
  return packages.flatMap((name) => {
    const given = pending[name] ?? 'none';
    if (!isBelow(given, asked)) return [];
    return [`${name}: expected a changeset of level ${asked}, found ${given}. ${demand.reason}`];
  });
}
