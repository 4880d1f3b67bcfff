import { isArray, isObject, type Json, pointerTo, sameJson } from '@whatsapp-qr/openapi-document';
import { type Audit, otherSays } from '../audit/audit.ts';
import type { Deviation } from '../audit/deviations.ts';
import { canState } from '../audit/form-limits.ts';
import type { DeviationGroup } from '../audit/report.ts';
import { valueAsText } from '../audit/values-as-text.ts';

/** What else an edit needs, or what speaks against it: lines for a person, under the edit itself. */
export function followUpsOf(group: DeviationGroup, audit: Audit): string[] {
  return [...contradictions(group, audit), ...examplesOf(group), ...unusedAfter(group, audit), ...codeFor(group)];
}

/** Pages that say something else there than the one that asks for the edit. */
function contradictions({ first }: DeviationGroup, audit: Audit): string[] {
  return audit.sources.flatMap((source) => {
    if (source.name === first.source) return [];
    const other = otherSays(audit, source.name, first.at);
    if (other === undefined && !canState(source, first.at)) return [];
    const says = other === undefined ? first.ours : other.says;
    return sameJson(says, first.says)
      ? []
      : [`but ${source.name} says ${valueAsText(says)} there: the pages contradict each other`];
  });
}

const constraints = ['type', 'format', 'enum', 'pattern', 'minimum', 'maximum', 'minLength', 'maxLength'];

/** Examples in the document that have the property whose schema changes: they may no longer fit it. */
function examplesOf({ first }: DeviationGroup): string[] {
  const node = first.difference.place.pairs.at(-1)?.after;
  const { document } = first.oursAt;
  if (!constraints.includes(first.what) || node?.kind !== 'property') return [];
  const own = [...node.pointers, node.inside.pointer].map((pointer) => pointerTo(pointer, 'examples'));
  const name = node.step.replace(/^\./, '');
  const found = [...valuesNamed(document.root, name, '#', false), ...own.filter((at) => leads(document.root, at))];
  const lines = [...new Set(found.map((pointer) => document.lineOf(pointer)))].sort((a, b) => a - b);
  return lines.length === 0 ? [] : [`examples that have it: ${document.file}:${lines.join(', ')}`];
}

function valuesNamed(value: Json, name: string, pointer: string, isExample: boolean): string[] {
  const members: [string | number, Json][] = isArray(value)
    ? value.map((item, index) => [index, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([key, member]) => {
    const at = pointerTo(pointer, key);
    const within = isExample || key === 'example' || key === 'examples';
    return isExample && key === name ? [at] : valuesNamed(member, name, at, within);
  });
}

function leads(root: Json, pointer: string): boolean {
  let value: Json | undefined = root;
  for (const key of pointer.split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
    value = isObject(value) ? value[name] : undefined;
  }
  return value !== undefined;
}

/** Components that are used only where this edit, or another one, takes something out. */
function unusedAfter({ all, first }: DeviationGroup, audit: Audit): string[] {
  const { document } = first.oursAt;
  const removed = (deviation: Deviation): readonly string[] => {
    const { says, difference } = deviation;
    return says === undefined && difference.wholeNode ? (difference.place.pairs.at(-1)?.after?.pointers ?? []) : [];
  };
  const own = new Set(all.flatMap(removed).filter((pointer) => pointer.startsWith('#/components/')));
  return [...own].flatMap((component) => {
    const places = audit.differences.filter((deviation) => removed(deviation).includes(component));
    return countOf(document.root, component) === new Set(places.map(({ at }) => at)).size
      ? [`then nothing uses ${component} (${document.file}:${document.lineOf(component)}): remove it`]
      : [];
  });
}

function countOf(value: Json, reference: string): number {
  if (isArray(value)) return value.reduce<number>((sum, item) => sum + countOf(item, reference), 0);
  if (!isObject(value)) return 0;
  const own = value.$ref === reference ? 1 : 0;
  return Object.values(value).reduce<number>((sum, member) => sum + countOf(member, reference), own);
}

/** What no document can generate: a method of the client. */
function codeFor({ first }: DeviationGroup): string[] {
  return first.what === 'operation' && first.ours === undefined
    ? ['a new operation needs code: a method in packages/client/src, and its calls in packages/contract-tests/expected']
    : [];
}
