import { canonical, type Json, parseSource, printableLine, type SourceText } from '@whatsapp-qr/openapi-document';
import { compare, type Difference } from '../compare/compare.ts';
import type { Side } from '../compare/place.ts';
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
  const findings = findingsOf(compare(before, after), versions);
  return { from: versions[0], to: versions[1], level: levelOf(findings), changes: findings };
}

/** What differences mean, each told once for all its places, the worst first. */
export function findingsOf(differences: readonly Difference[], versions: readonly [string, string]): Finding[] {
  const classed = differences
    // Which component a place refers to is how the document is written; that a component came or went is told by itself.
    .filter(({ what }) => what !== 'name')
    .map(changeOf)
    .filter((change) => !isTheVersionItself(change, versions))
    .map((change) => ({ change, rule: ruleFor(change) }));
  const groups = Map.groupBy(classed, ({ change, rule }) => {
    const lastStep = change.difference.at.split(' > ').at(-1);
    return [
      rule.id,
      change.side,
      sharedPlace(change),
      lastStep,
      canonical(change.before),
      canonical(change.after),
    ].join('\n');
  });
  const findings = [...groups.values()].flatMap(([first, ...others]): Finding[] => {
    if (first === undefined) return [];
    const { change, rule } = first;
    const all: [Change, ...Change[]] = [change, ...others.map((other) => other.change)];
    const sentence = printableLine(`${subject(all)} ${rule.says(change)}.`);
    const { side, before, after } = change;
    return [{ class: rule.class, rule: rule.id, side, sentence, before, after, uses: all.map(useOf) }];
  });
  const order: readonly Class[] = ['breaking', 'additive', 'docs'];
  return order.flatMap((wanted) => findings.filter((finding) => finding.class === wanted));
}

function useOf({ difference: { at, before, after } }: Change): Use {
  return { at, before: saysAt(before), after: saysAt(after) };
}

function levelOf(findings: readonly { readonly class: Class }[]): Level {
  const classes = new Set(findings.map((finding) => finding.class));
  if (classes.has('breaking')) return 'major';
  if (classes.has('additive')) return 'minor';
  return classes.has('docs') ? 'patch' : 'none';
}

function versionOf(api: Node): string {
  const version = api.facts.get('version')?.value;
  return typeof version === 'string' ? printableLine(version) : 'no version';
}
