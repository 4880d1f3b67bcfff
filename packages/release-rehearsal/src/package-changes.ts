import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Demand, Level } from './changeset-levels.ts';
import type { PackageName } from './packages.ts';
import { typeChanges } from './type-changes.ts';

/** Finds what changed in the entries of a package and in their types, between two folders in which it is built. */
export function packageDemands(name: PackageName, released: string, current: string): readonly Demand[] {
  const [before, now] = [entriesOf(released), entriesOf(current)];
  const demand = (level: Level, reason: string): Demand => ({ packages: [name], level, reason });
  const removed = [...before.keys()].filter((entry) => !now.has(entry));
  const added = [...now.keys()].filter((entry) => !before.has(entry));
  const pairs = [...before].flatMap(([entry, one]) => {
    const other = now.get(entry);
    return one === undefined || other === undefined ? [] : [{ entry, before: one, now: other }];
  });
  // Entries export much in common.
  const changed = new Map<string, { level: Level; sentence: string; entries: string[] }>();
  for (const [index, changes] of typeChanges(pairs).entries()) {
    for (const { level, sentence } of changes) {
      const key = `${level} ${sentence}`;
      const entries = changed.get(key)?.entries ?? [];
      changed.set(key, { level, sentence, entries: [...entries, join(name, pairs[index]?.entry ?? '')] });
    }
  }
  return [
    ...removed.map((entry) => demand('major', `${join(name, entry)} can no longer be imported`)),
    ...added.map((entry) => demand('minor', `${join(name, entry)} is added`)),
    ...[...changed.values()].map(({ level, sentence, entries }) => demand(level, `${entries.join(', ')}: ${sentence}`)),
  ];
}

/** What `exports` has: the path of the types of each entry, or `undefined` for one without types. */
function entriesOf(folder: string): ReadonlyMap<string, string | undefined> {
  const manifest: { exports: Record<string, unknown> } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return new Map(
    Object.entries(manifest.exports).map(([entry, target]) => {
      const [, types] = /"types":"(.+?)"/.exec(JSON.stringify(target)) ?? [];
      return [entry, types && join(folder, types)];
    }),
  );
}
