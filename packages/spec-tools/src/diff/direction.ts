import { canonical, isArray, type Json } from '@whatsapp-qr/openapi-document';

/** Whether a schema allows more values than before, fewer, or others. */
export type Direction = 'wider' | 'narrower' | 'other';

const lowest = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains']);
const highest = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains']);

/** Keywords that only ever exclude values: adding one narrows, whatever it says; between two, nothing can be said. */
const excluding = new Set([
  'pattern',
  'format',
  'multipleOf',
  'uniqueItems',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'never',
  'closed',
  'recursion',
  'items',
  'values',
]);

/** Of a keyword that limits values; nothing for keywords that do not. */
export function directionOf(what: string, before: Json | undefined, after: Json | undefined): Direction | undefined {
  if (what === 'branch') return before === undefined ? 'wider' : 'narrower';
  if (what === 'union') return after === 'anyOf' ? 'wider' : 'narrower';
  const limits = ['type', 'enum'].includes(what) || lowest.has(what) || highest.has(what) || excluding.has(what);
  if (!limits && !what.startsWith('required ')) return undefined;
  if (before === undefined) return 'narrower';
  if (after === undefined) return 'wider';
  if (lowest.has(what)) return Number(after) < Number(before) ? 'wider' : 'narrower';
  if (highest.has(what)) return Number(after) > Number(before) ? 'wider' : 'narrower';
  if (what === 'enum') return ofSets(before, after, canonical);
  if (what === 'type') return ofSets(before, after, String, [['number', 'integer']]);
  if (what === 'format') return ofSets(before, after, String, [['int64', 'int32']]);
  return 'other';
}

function ofSets(
  before: Json,
  after: Json,
  text: (value: Json) => string,
  includes: readonly [string, string][] = [],
): Direction {
  const full = (value: Json): Set<string> => {
    const set = new Set((isArray(value) ? value : [value]).map(text));
    for (const [whole, part] of includes) if (set.has(whole)) set.add(part);
    return set;
  };
  const old = full(before);
  const young = full(after);
  if (old.isSubsetOf(young)) return 'wider';
  return young.isSubsetOf(old) ? 'narrower' : 'other';
}

/** The members of an enumeration or of a list that only the first has. */
export function onlyIn(one: Json | undefined, other: Json | undefined): Json[] {
  const others = new Set((isArray(other) ? other : []).map(canonical));
  return isArray(one) ? one.filter((value) => !others.has(canonical(value))) : [];
}
