import { compare } from '../compare/compare.ts';
import type { Side } from '../compare/place.ts';
import { parseSource, type SourceText } from '../document/document.ts';
import { canonical, type Json } from '../document/json.ts';
import { apiOf } from '../model/api.ts';
import type { Node } from '../model/node.ts';
import { type Change, type Class, changeOf, isTheVersionItself, saysAt } from './change.ts';
import { ruleFor } from './rules/rules.ts';
import { sharedPlace, subject } from './words.ts';

export type Level = 'major' | 'minor' | 'patch' | 'none';

/** The difference of two documents, for a consumer who changes the import from the one to the other. */
export interface Diff {
  readonly from: string;
  readonly to: string;
  readonly level: Level;
  readonly changes: readonly Finding[];
}

/** One change, in all the places of use where it is the same. */
export interface Finding {
  readonly class: Class;
  readonly rule: string;
  readonly side: Side;
  readonly sentence: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly uses: readonly Use[];
}

export interface Use {
  readonly at: string;
  readonly before: Line;
  readonly after: Line;
}

export interface Line {
  readonly file: string;
  readonly line: number;
  readonly pointer: string;
}

export function diffDocuments(from: SourceText, to: SourceText): Diff {
  const before = apiOf(parseSource(from));
  const after = apiOf(parseSource(to));
  const versions: [string, string] = [versionOf(before), versionOf(after)];
  const changes = compare(before, after)
    // Which component a place refers to is how the document is written; that a component came or went is told by itself.
    .filter(({ what }) => what !== 'name')
    .map(changeOf)
    .filter((change) => !isTheVersionItself(change, versions));
  const classed = changes.map((change) => ({ change, rule: ruleFor(change) }));
  const groups = Map.groupBy(classed, ({ change, rule }) =>
    [
      rule.id,
      change.side,
      sharedPlace(change),
      change.difference.at.split(' > ').at(-1),
      canonical(change.before),
      canonical(change.after),
    ].join('\n'),
  );
  const findings = [...groups.values()].flatMap(([first, ...others]): Finding[] => {
    if (first === undefined) return [];
    const { change, rule } = first;
    const all: [Change, ...Change[]] = [change, ...others.map((other) => other.change)];
    return [
      {
        class: rule.class,
        rule: rule.id,
        side: change.side,
        sentence: `${subject(all)} ${rule.says(change)}.`,
        before: change.before,
        after: change.after,
        uses: all.map(({ difference }) => ({
          at: difference.at,
          before: saysAt(difference.before),
          after: saysAt(difference.after),
        })),
      },
    ];
  });
  const order: readonly Class[] = ['breaking', 'additive', 'docs'];
  return {
    from: versions[0],
    to: versions[1],
    level: levelOf(findings),
    changes: order.flatMap((wanted) => findings.filter((finding) => finding.class === wanted)),
  };
}

export function levelOf(findings: readonly { readonly class: Class }[]): Level {
  const classes = new Set(findings.map((finding) => finding.class));
  if (classes.has('breaking')) return 'major';
  if (classes.has('additive')) return 'minor';
  return classes.has('docs') ? 'patch' : 'none';
}

function versionOf(api: Node): string {
  const version = api.facts.get('version')?.value;
  return typeof version === 'string' ? version : 'no version';
}
