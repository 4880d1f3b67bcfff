import {
  canonical,
  isAtOrUnder,
  type Json,
  parseSource,
  type SourceDocument,
  type SourceText,
} from '@whatsapp-qr/openapi-document';
import { compare, type Difference } from '../compare/compare.ts';
import type { Side } from '../compare/place.ts';
import { apiOf, exportedTypes } from '../model/api.ts';
import type { Node, Spot } from '../model/node.ts';
import { type Change, changeOf, isTheVersionItself, lineOf } from './change.ts';
import { type Class, classes, type Judgement, judge } from './law.ts';
import { normalForm } from './normal-form.ts';
import { sentence } from './sentence.ts';
import { operationsOf, schemaOf, sharedPlace } from './subject.ts';

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
  /** Side, kind of thing and move, such as `response enum wider`. */
  readonly rule: string;
  readonly side: Side;
  /** The named schema that changed, if it is in one. */
  readonly schema?: string;
  /** Of the operations that it concerns, the `operationId`, or method and path. None if it concerns all. */
  readonly operations: readonly string[];
  readonly sentence: string;
  /** Why the general law does not hold here. */
  readonly exception?: string;
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
  const [before, after] = [parseSource(from), parseSource(to)];
  const [apiBefore, apiAfter] = [apiOf(before), apiOf(after)];
  const versions: [string, string] = [versionOf(apiBefore), versionOf(apiAfter)];
  const differences = [
    ...compare(normalForm(apiBefore), normalForm(apiAfter)),
    ...compareTypes([before, apiBefore], [after, apiAfter]),
  ];
  const findings = findingsOf(differences, versions);
  return { from: versions[0], to: versions[1], level: levelOf(findings), changes: findings };
}

/** Of schemas that operations use in both documents, the names alone: their contents differ where they are used. */
function compareTypes(...documents: [SourceDocument, Node][]): Difference[] {
  const used = documents.map(([, api]) => pointersOf(api));
  const isUsed = (pointer: string): boolean => used.every((pointers) => pointers.has(pointer));
  const [before, after] = documents.map(([document]) => normalForm(exportedTypes(document, isUsed)));
  if (before === undefined || after === undefined) return [];
  // What one schema refers to is a schema itself, and differs there.
  return compare(before, after).filter(({ place, wholeNode, what, ...values }) => {
    const component = place.pairs.find((pair) => (pair.after ?? pair.before)?.kind === 'component');
    if (wholeNode && what === 'component') return true;
    const isIn = (node: Node | undefined, { pointer }: Spot): boolean =>
      node !== undefined && isAtOrUnder(pointer, node.site.pointer);
    return isIn(component?.before, values.before.spot) || isIn(component?.after, values.after.spot);
  });
}

function pointersOf({ pointers, children, branches }: Node): Set<string> {
  return new Set([...pointers, ...[...children.values(), ...branches].flatMap((node) => [...pointersOf(node)])]);
}

/** What differences mean, each once for all its places, the worst first. */
function findingsOf(differences: readonly Difference[], versions: readonly [string, string]): Finding[] {
  const classed = differences
    .filter((difference) => !isRepetition(difference))
    .map(changeOf)
    .filter((change) => !isTheVersionItself(change, versions))
    .map((change) => ({ change, judgement: judge(change) }));
  const groups = Map.groupBy(classed, ({ change, judgement }) =>
    [
      `${change.side} ${change.what} ${judgement.move} ${judgement.class}`,
      sharedPlace(change),
      change.difference.at.split(' > ').at(-1),
      canonical(change.before),
      canonical(change.after),
    ].join('\n'),
  );
  const findings = [...groups.values()].flatMap(([first, ...others]): Finding[] =>
    first === undefined ? [] : [findingOf([first.change, ...others.map(({ change }) => change)], first.judgement)],
  );
  return findings.sort((a, b) => classes.indexOf(a.class) - classes.indexOf(b.class));
}

/**
 * Which component a place refers to is how the document is written; that a component was added or removed is a change of
 * its own. Further properties are compared as `further`. A schema that becomes a union has no kind of union before.
 */
function isRepetition({ what, wholeNode, place, before, after }: Difference): boolean {
  const [holder, pair] = place.pairs.slice(-2);
  const isFurther = wholeNode && (pair?.after ?? pair?.before)?.step === '{}';
  return (
    what === 'name' ||
    (what === 'union' && (before.value === undefined || after.value === undefined)) ||
    (isFurther && [holder?.before, holder?.after].some((node) => node?.facts.has('further')))
  );
}

function findingOf(changes: readonly [Change, ...Change[]], { move, exception, ...judgement }: Judgement): Finding {
  const [change] = changes;
  const { side, what, before, after } = change;
  const schema = schemaOf(change);
  return {
    class: judgement.class,
    rule: [...(side === 'both' || side === what ? [] : [side]), what, move].join(' '),
    side,
    ...(schema === undefined ? {} : { schema }),
    operations: operationsOf(changes),
    sentence: sentence(changes, move),
    ...(exception === undefined ? {} : { exception }),
    before,
    after,
    uses: changes.map(useOf),
  };
}

function useOf({ difference: { at, before, after } }: Change): Use {
  return { at, before: lineOf(before), after: lineOf(after) };
}

function levelOf(findings: readonly { readonly class: Class }[]): Level {
  const levels: Readonly<Record<Class, Level>> = { breaking: 'major', additive: 'minor', docs: 'patch' };
  const worst = findings[0]?.class;
  return worst === undefined ? 'none' : levels[worst];
}

function versionOf(api: Node): string {
  const version = api.facts.get('version')?.value;
  return typeof version === 'string' ? version : 'no version';
}
