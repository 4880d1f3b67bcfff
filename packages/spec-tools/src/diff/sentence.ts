import { isArray, type Json } from '@whatsapp-qr/openapi-document';
import { type Change, isAdded, isRemoved } from './change.ts';
import { codeSpan } from './code-span.ts';
import { type Move, onlyIn } from './moves.ts';
import { subject } from './subject.ts';

/** One sentence, beginning with the thing that changed. */
export function sentence(changes: readonly [Change, ...Change[]], move: Move): string {
  const [change] = changes;
  const text = `${subject(changes)} ${predicate(change, move)}.`;
  return move === 'undecided' ? `${text} What this means cannot be decided, so it counts as breaking.` : text;
}

type Says = string | ((change: Change, move: Move) => string);

const gone = 'no longer exists: calls that send it no longer compile, and the API ignores or refuses it';
const needed = 'is new and required: calls without it no longer compile and are refused';
const onTheWire: Says = (change) =>
  `is written differently on the wire: ${codeSpan(change.what)} is ${nowAndBefore(change)}`;

/** By kind of node or fact, or by that and the move. The side of a response may have words of its own. */
const predicates: Readonly<Record<string, Says>> = {
  'operation added': 'is new',
  'operation removed': 'no longer exists',
  'operationId added': ({ after }) => `has the name ${quoted(after)} in \`operations\` and in scripts of the mock`,
  'operationId removed': ({ before, after }) =>
    after === undefined
      ? `has no name any more in \`operations\` and in scripts of the mock, and was ${quoted(before)}`
      : `has the name ${quoted(after)} in \`operations\` and in scripts of the mock, and was ${quoted(before)}`,
  path: ({ before, after }) => `has the path ${quoted(after)} in \`paths\`, and was ${quoted(before)}`,
  'servers added': ({ before, after }) => `is also served at ${listed(onlyIn(after, before))}`,
  'servers removed': ({ before, after }) =>
    `is no longer served at ${listed(onlyIn(before, after))}, but at ${listed(after)}`,
  'server variables': ({ before, after }) => `has other server variables: ${quoted(after)}, and had ${quoted(before)}`,
  'security added': ({ before, after }) =>
    isArray(after) && after.includes('none')
      ? 'can be called without authorization'
      : `accepts ${listed(after)} as authorization, and ${listed(before)} is still enough`,
  'security removed': (change) =>
    `accepts only ${listed(change.after)} as authorization, and accepted ${listed(change.before)}`,
  'security scheme': (change) => `was ${isAdded(change) ? 'added' : 'removed'}`,
  bearerFormat: (change) => `has a token format that is ${nowAndBefore(change)}`,
  deprecated: ({ after }) => (after === true ? 'is deprecated now' : 'is no longer deprecated'),
  'parameter needed': needed,
  'parameter added': 'is new and optional',
  'parameter removed': gone,
  'body needed': needed,
  'body added': 'is new and optional',
  'body removed': gone,
  'property needed': needed,
  'property added': 'is new',
  'property removed': 'no longer exists: code that uses it no longer compiles',
  'request property added': (change) => (isRemoved(change) ? 'is no longer forbidden' : 'is new and optional'),
  'request property removed': (change) => (isAdded(change) ? 'must not be sent any more' : gone),
  'response property added': 'is new',
  'response property removed': 'no longer exists: code that reads it no longer compiles',
  'response property docs': (change) =>
    isAdded(change) ? 'is documented as never present' : 'is no longer documented as never present',
  'response added': 'is new among the documented errors',
  'response wider': (change) => `is new: ${oneTypeMore(change)}`,
  'response removed': 'is no longer documented: it is gone from the types of data and errors, and from the mock',
  'request media type wider': 'is accepted too',
  'request media type narrower': 'is no longer accepted',
  'response media type wider': (change) => `is possible too: ${oneTypeMore(change)}`,
  'response media type removed': 'is no longer possible',
  'header added': 'is new',
  'header removed': 'no longer exists',
  'header name': ({ before, after }) =>
    `has the key ${quoted(after)} in the generated types, and had ${quoted(before)}`,
  'component added': 'is new',
  'component removed': 'no longer exists: programs that import it no longer compile',
  'callbacks added': 'has callbacks now',
  'callbacks removed': 'has no callbacks any more',
  'webhooks added': 'has webhooks now',
  'webhooks removed': 'has no webhooks any more',
  'example added': 'is new: the mock can be scripted with it',
  'example removed': 'no longer exists: tests that script the mock with it no longer compile',
  'example docs': (change) =>
    change.difference.wholeNode
      ? `was ${isAdded(change) ? 'added' : 'removed'}`
      : `has an example that is ${nowAndBefore(change)}`,
  'example value': 'has another value',
  'example words': 'has another summary or description',
  'request required': ({ after }) =>
    after === true ? 'is required now: calls without it no longer compile and are refused' : 'may be left out now',
  'response required': ({ after }) =>
    after === true ? 'is always there now' : 'may be absent now: code that reads it must handle `undefined`',
  'default other': (change) => `means something else when left out: its default is ${nowAndBefore(change)}`,
  'default docs': (change) => `has a default that is ${nowAndBefore(change)}`,
  content: 'is written differently on the wire: as one value of a media type, or no longer so',
  style: onTheWire,
  explode: onTheWire,
  allowReserved: onTheWire,
  encoding: onTheWire,
  allowEmptyValue: ({ after }) => (after === true ? 'may be empty now' : 'may no longer be empty'),
  discriminator: (change) => `has other literals in the generated types: its discriminator is ${nowAndBefore(change)}`,
  'request enum': (change) => {
    if (isAdded(change)) return `takes only ${gained(change)}`;
    if (isRemoved(change)) return 'takes all other values of its type, too';
    const parts = [...some('also takes', gained(change)), ...some('no longer takes', lost(change))];
    return parts.join(', and ');
  },
  'response enum': (change) => {
    if (isAdded(change)) return `is always ${gained(change)}: comparing it with another value no longer compiles`;
    if (isRemoved(change)) return 'can be any other value of its type: a switch over its values no longer covers all';
    const parts = [...some('can also be', gained(change)), ...some('can no longer be', lost(change))];
    const result = [
      ...(gained(change) === '' ? [] : ['a switch over its values no longer covers all']),
      ...(lost(change) === '' ? [] : [`comparing it with ${lost(change)} no longer compiles`]),
    ];
    return `${parts.join(', and ')}: ${result.join(', and ')}`;
  },
  'request branch': (change) =>
    isAdded(change) ? `also takes ${quoted(change.after)}` : `no longer takes ${quoted(change.before)}`,
  'response branch': (change) =>
    isAdded(change) ? `can also be ${quoted(change.after)}` : `is never ${quoted(change.before)} any more`,
  'request type': ({ before, after }) => `takes ${aType(after)} now, and took ${aType(before)}`,
  'response type': ({ before, after }) => `is ${aType(after)} now, and was ${aType(before)}`,
  type: ({ before, after }) => `is ${aType(after)} now, and was ${aType(before)}`,
  'type removed': 'must not be there any more',
  union: (change, move) => `${range(change, move)}: \`oneOf\` or \`anyOf\` is ${nowAndBefore(change)}`,
  format: (change, move) => `${range(change, move)}: its format is ${nowAndBefore(change)}`,
  'format docs': (change) => `has a format that is ${nowAndBefore(change)}`,
  'further removed': 'has no index signature in its type any more: code that names other properties no longer compiles',
  further: ({ after }) => {
    if (after === 'none') return 'allows no properties beyond the named ones';
    if (after === 'a schema') return 'has one type for all properties beyond the named ones';
    return 'allows any properties beyond the named ones';
  },
  'request items': ({ before, after }) => `takes ${aType(after)} now, and took ${aType(before)}`,
  items: ({ before, after }) => `is ${aType(after)} now, and was ${aType(before)}`,
  'request required name': (change) => `${isAdded(change) ? 'needs' : 'no longer needs'} ${requiredName(change)}`,
  'response required name': (change) => `${isAdded(change) ? 'always has' : 'may be without'} ${requiredName(change)}`,
  readOnly: (change) => (isAdded(change) ? 'is set by the server alone and must not be sent' : 'may be sent now'),
  'readOnly docs': (change) => (isAdded(change) ? 'is read-only' : 'is no longer read-only'),
  writeOnly: (change) => (isAdded(change) ? 'is no longer returned' : 'is returned now'),
  'writeOnly docs': (change) => (isAdded(change) ? 'is write-only' : 'is no longer write-only'),
};

function predicate(change: Change, move: Move): string {
  const { side } = change;
  const what = change.what.startsWith('required ') ? 'required name' : change.what;
  const keys = [`${side} ${what} ${move}`, `${what} ${move}`, `${side} ${what}`, what];
  const found = keys.flatMap((key) => predicates[key] ?? [])[0];
  if (found !== undefined) return typeof found === 'string' ? found : found(change, move);
  if (move === 'docs' && !what.startsWith('x-')) return `has ${what.endsWith('s') ? 'other' : 'another'} ${what}`;
  const limited = move === 'wider' || move === 'narrower' || move === 'other';
  return `${limited ? `${range(change, move)}: ` : 'has '}${codeSpan(what)}${limited ? ' is' : ', which is'} ${nowAndBefore(change)}`;
}

/** What a wider or a narrower schema means for a request or a response. */
function range({ side }: Change, move: Move): string {
  const ofRequests = { wider: 'takes more than before', narrower: 'takes less than before' };
  const ofResponses = { wider: 'can be more than before', narrower: 'is within narrower limits' };
  const words = side === 'request' ? ofRequests : ofResponses;
  if (move === 'wider' || move === 'narrower') return words[move];
  return side === 'request' ? 'takes other values than before' : 'can be something else than before';
}

function requiredName({ what }: Change): string {
  return codeSpan(what.slice('required '.length));
}

function oneTypeMore({ difference }: Change): string {
  const response = difference.place.pairs
    .map(({ before, after }) => after ?? before)
    .find((node) => node?.kind === 'response');
  return `the type of \`${/^response [23]/.test(response?.step ?? '') ? 'data' : 'error'}\` has one alternative more`;
}

function some(verb: string, list: string): string[] {
  return list === '' ? [] : [`${verb} ${list}`];
}

function nowAndBefore({ before, after }: Change): string {
  if (before === undefined) return `now ${quoted(after)}, and was not stated before`;
  if (after === undefined) return `no longer stated, and was ${quoted(before)}`;
  return `now ${quoted(after)}, and was ${quoted(before)}`;
}

function aType(type: Json | undefined): string {
  if (type === undefined) return 'any value';
  if (type === 'never') return 'nothing';
  const name = String(type);
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${codeSpan(name)}`;
}

function quoted(value: Json | undefined): string {
  return codeSpan(typeof value === 'string' ? value : JSON.stringify(value));
}

function gained({ before, after }: Change): string {
  return onlyIn(after, before).map(json).join(' or ');
}

function lost({ before, after }: Change): string {
  return onlyIn(before, after).map(json).join(' or ');
}

function json(value: Json): string {
  return codeSpan(JSON.stringify(value));
}

function listed(value: Json | undefined): string {
  return isArray(value) ? value.map(quoted).join(' or ') : quoted(value);
}
