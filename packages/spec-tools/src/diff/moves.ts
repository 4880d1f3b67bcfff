import { canonical, isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import { proseKinds } from '../model/node.ts';
import { type Change, isAdded, isRemoved } from './change.ts';

/** What a change does to what may be sent or received, or to the names that programs use. */
export type Move = 'added' | 'removed' | 'needed' | 'wider' | 'narrower' | 'other' | 'undecided' | 'docs';

type MoveOf = (change: Change) => Move;

const name: MoveOf = (change) => {
  if (isAdded(change)) return 'added';
  if (isRemoved(change)) return 'removed';
  return canonical(withoutWords(change.before)) === canonical(withoutWords(change.after)) ? 'docs' : 'undecided';
};

/** A property that is named to forbid it (`code: false`) is a name less. */
const input: MoveOf = (change) => {
  const facts = change.node?.facts;
  const required = facts?.get('required')?.value === true;
  const forbidden = facts?.get('type')?.value === 'never';
  if (forbidden) return isAdded(change) ? 'removed' : 'added';
  return isAdded(change) && change.side === 'request' && required ? 'needed' : name(change);
};

/** What a program may use one of: each alternative is a name. */
const choice: MoveOf = (change) =>
  isRemoved(change) && change.side === 'response' ? 'removed' : isAdded(change) ? 'wider' : 'narrower';

/** A keyword that only ever excludes values: between two of them, nothing can be decided. */
const excluding: MoveOf = (change) => (isAdded(change) ? 'narrower' : isRemoved(change) ? 'wider' : 'undecided');

const lowest = bound((before, after) => after < before);
const highest = bound((before, after) => after > before);

function bound(isWider: (before: number, after: number) => boolean): MoveOf {
  return (change) => {
    const { before, after } = change;
    if (typeof before !== 'number' || typeof after !== 'number') return excluding(change);
    return isWider(before, after) ? 'wider' : 'narrower';
  };
}

const multiple: MoveOf = (change) => {
  const [before, after] = [Number(change.before), Number(change.after)];
  return before % after === 0 ? 'wider' : after % before === 0 ? 'narrower' : excluding(change);
};

/** A keyword with two values of which one includes the other. */
function covers(part: string, whole: string): MoveOf {
  return (change) => {
    const { before, after } = change;
    if (isAdded(change) || isRemoved(change)) return excluding(change);
    if (before === part && after === whole) return 'wider';
    return before === whole && after === part ? 'narrower' : 'other';
  };
}

const type: MoveOf = (change) =>
  change.before === 'never' ? 'wider' : change.after === 'never' ? 'removed' : covers('integer', 'number')(change);

/** The generated type is a union of the values. A response that loses one no longer compiles where code names it. */
const enumeration: MoveOf = (change) => {
  const { before, after, side } = change;
  if (before === undefined) return side === 'response' ? 'removed' : 'narrower';
  if (after === undefined || onlyIn(before, after).length === 0) return 'wider';
  if (onlyIn(after, before).length > 0) return side === 'response' ? 'wider' : 'narrower';
  return side === 'response' ? 'removed' : 'narrower';
};

/** `any value` and `a schema` give an index signature in the generated types; without a word there is none. */
const further: MoveOf = ({ before, after, side }) => {
  const hasIndex = (value: Json | undefined): boolean => value === 'any value' || value === 'a schema';
  if (hasIndex(before) && !hasIndex(after)) return 'removed';
  if (side === 'request') return after === 'none' || (after === 'a schema' && before !== 'none') ? 'narrower' : 'added';
  if (hasIndex(before)) return after === 'any value' ? 'wider' : 'narrower';
  return hasIndex(after) ? 'added' : 'docs';
};

/** Each former way to authorize a call must still be enough: there must be one now that requires no more. */
const security: MoveOf = ({ before, after }) => {
  const requirements = (alternatives: Json | undefined): Set<string>[] =>
    (isArray(alternatives) ? alternatives : []).map((one) => new Set(securityParts(one)));
  const ways = requirements(after);
  return requirements(before).every((way) => ways.some((one) => one.isSubsetOf(way))) ? 'added' : 'removed';
};

/** `oauth2 [a, b] and http bearer` as what has to be there: each scheme, and each scope of it. */
function securityParts(alternative: Json): string[] {
  return String(alternative)
    .split(' and ')
    .flatMap((part) => {
      const [, scheme = part, scopes = ''] = /^(.*) \[(.*)\]$/.exec(part) ?? [];
      if (scheme === 'none') return [];
      return [
        scheme.toLowerCase(),
        ...scopes
          .split(', ')
          .filter((scope) => scope !== '')
          .map((scope) => `${scheme} ${scope}`),
      ];
    });
}

const servers: MoveOf = ({ before, after }) => (onlyIn(before, after).length > 0 ? 'removed' : 'added');

/** By kind of node or fact. What is not here cannot be decided. */
const moves: Readonly<Record<string, Move | MoveOf>> = {
  operation: name,
  component: name,
  header: name,
  example: (change) => (change.difference.wholeNode ? name(change) : 'docs'),
  callbacks: name,
  webhooks: name,
  // Programs find an operation by `operations[…]` or by its path.
  operationId: (change) => (isAdded(change) ? 'added' : 'removed'),
  path: 'removed',
  'header name': 'removed',
  parameter: input,
  body: input,
  property: input,
  response: choice,
  'media type': choice,
  branch: choice,
  servers,
  'server variables': ({ before, after }) => (variablesAllow(before, after) ? 'added' : 'removed'),
  security,
  // Where `required` goes from true to false, the value may be absent, and so more may be sent or received.
  required: ({ after }) => (after === true ? 'narrower' : 'wider'),
  allowEmptyValue: ({ after }) => (after === true ? 'wider' : 'narrower'),
  style: 'other',
  explode: 'other',
  allowReserved: 'other',
  content: 'other',
  encoding: 'other',
  // The generated types have the names of the mapping as literals.
  discriminator: 'other',
  type,
  enum: enumeration,
  format: covers('int32', 'int64'),
  multipleOf: multiple,
  union: ({ after }) => (after === 'anyOf' ? 'wider' : 'narrower'),
  further,
  // In responses the generated types get `readonly`, which matters only to code that assigns to what it received.
  readOnly: (change) => (change.side === 'response' ? 'docs' : isAdded(change) ? 'narrower' : 'wider'),
  writeOnly: (change) => (change.side === 'request' ? 'docs' : isAdded(change) ? 'removed' : 'added'),
  default: (change) => (change.side === 'request' && !isAdded(change) && !isRemoved(change) ? 'other' : 'docs'),
  deprecated: 'docs',
  bearerFormat: 'docs',
  'security scheme': 'docs',
  links: 'docs',
  $schema: 'docs',
  $id: 'docs',
  $anchor: 'docs',
  'example value': 'docs',
  ...each(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'], lowest),
  ...each(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'], highest),
  ...each(['pattern', 'uniqueItems', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'], excluding),
  ...each(['dependentRequired', 'dependentSchemas', 'unevaluatedProperties', 'unevaluatedItems'], excluding),
  ...each(['contentEncoding', 'contentMediaType', 'contentSchema', 'recursion', 'values'], excluding),
  // The generated type of a list with places of their own is a tuple.
  items: (change) => (change.node?.step === '[]' ? excluding(change) : 'other'),
};

function each(kinds: readonly string[], move: MoveOf): Record<string, MoveOf> {
  return Object.fromEntries(kinds.map((kind) => [kind, move]));
}

export function moveOf(change: Change): Move {
  const { what } = change;
  if (proseKinds.has(what) || what.startsWith('x-')) return 'docs';
  const move = what.startsWith('required ') ? excluding : Object.hasOwn(moves, what) ? moves[what] : undefined;
  if (move === undefined) return 'undecided';
  return typeof move === 'string' ? move : move(change);
}

function withoutWords(value: Json | undefined): Json {
  if (isArray(value)) return value.map(withoutWords);
  if (!isObject(value)) return value ?? null;
  const members = Object.entries(value).filter(([key]) => !proseKinds.has(key) && !key.startsWith('x-'));
  return Object.fromEntries(members.map(([key, member]) => [key, withoutWords(member)]));
}

function variablesAllow(before: Json | undefined, after: Json | undefined): boolean {
  return Object.entries(isObject(before) ? before : {}).every(([name, former]) => {
    const now = isObject(after) ? after[name] : undefined;
    if (!isObject(former) || !isObject(now) || canonical(former.default) !== canonical(now.default)) return false;
    return now.enum === undefined || (former.enum !== undefined && onlyIn(former.enum, now.enum).length === 0);
  });
}

/** The members of a list that only the first has. */
export function onlyIn(one: Json | undefined, other: Json | undefined): Json[] {
  const others = new Set((isArray(other) ? other : []).map(canonical));
  return isArray(one) ? one.filter((value) => !others.has(canonical(value))) : [];
}
