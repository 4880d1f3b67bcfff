import { asSet, isArray, type Json } from '@whatsapp-qr/openapi-document';
import type { Fact, FactKind, Node } from '../model/node.ts';
import { listOf, typeOf } from './exclusive.ts';

/** Which type of value a keyword limits. It has no effect on values of another type. */
const limitedType: ReadonlyMap<string, string> = new Map(
  Object.entries({
    string: 'minLength maxLength pattern contentEncoding contentMediaType contentSchema',
    number: 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf',
    array: 'minItems maxItems uniqueItems contains minContains maxContains unevaluatedItems',
    object:
      'minProperties maxProperties propertyNames dependentRequired dependentSchemas unevaluatedProperties closed open',
  }).flatMap(([type, keywords]) => keywords.split(' ').map((keyword) => [keyword, type])),
);

function limits(kind: FactKind, type: Json | undefined, value: Json): boolean {
  const group = type === 'integer' ? 'number' : type;
  if (kind === 'format') {
    const ofNumbers = ['int32', 'int64', 'float', 'double'].includes(String(value));
    return type === undefined || group === (ofNumbers ? 'number' : 'string');
  }
  const limited = kind.startsWith('required ') ? 'object' : limitedType.get(kind);
  return limited === undefined || group === undefined || limited === group;
}

/** The node once for each type that it allows, with what applies to that type. */
export function ofOneType(node: Node): Node[] {
  const values = node.facts.get('enum');
  const type = node.facts.get('type');
  if (type === undefined) return [node];
  const types = listOf(type.value);
  return types.flatMap((one): Node[] => {
    // Integers are numbers: of a list of values, each stands once.
    if (values !== undefined && one === 'integer' && types.includes('number')) return [];
    const facts = new Map([...node.facts].filter(([kind, fact]) => limits(kind, one, fact.value)));
    facts.set('type', { ...type, value: one });
    if (values !== undefined) {
      const own = listOf(values.value).filter((value) => typesOf(value).includes(String(one)));
      if (own.length === 0) return [];
      facts.set('enum', { ...values, value: asSet(own) });
    }
    const children = [...node.children].filter(([, { kind }]) =>
      kind === 'items' ? one === 'array' : one === 'object',
    );
    return [{ ...node, facts, children: new Map(children) }];
  });
}

function typesOf(value: Json): string[] {
  if (value === null) return ['null'];
  if (isArray(value)) return ['array'];
  return typeof value === 'number' ? (Number.isInteger(value) ? ['integer', 'number'] : ['number']) : [typeof value];
}

/** Bounds, enumerations and further properties of one alternative in one spelling. */
export function tidy(node: Node): Node {
  const facts = new Map(node.facts);
  const type = typeOf(node);
  const values = facts.get('enum');
  if (values !== undefined) {
    const list = listOf(values.value);
    const whole = type === 'null' || (type === 'boolean' && list.length === 2);
    if (whole) facts.delete('enum');
    if (type === 'number' && list.every(Number.isInteger)) facts.set('type', { ...values, value: 'integer' });
  }
  if (type === 'integer') {
    bound(facts, 'minimum', 'exclusiveMinimum', 1);
    bound(facts, 'maximum', 'exclusiveMaximum', -1);
    if (facts.get('multipleOf')?.value === 1) facts.delete('multipleOf');
  }
  if (type === 'object') furtherProperties(facts, node);
  const children = new Map(node.children);
  if (facts.get('further')?.value !== 'a schema') children.delete('{}');
  return { ...node, facts, children };
}

/** An integer above 0 is an integer of 1 or more. */
function bound(facts: Map<FactKind, Fact>, inclusive: string, exclusive: string, step: 1 | -1): void {
  const round = (value: number): number => (step === 1 ? Math.ceil(value) : Math.floor(value));
  const bounds = [inclusive, exclusive].flatMap((kind): (Fact & { value: number })[] => {
    const fact = facts.get(kind);
    if (fact === undefined) return [];
    const value = round(Number(fact.value));
    return [{ ...fact, value: kind === exclusive && value === fact.value ? value + step : value }];
  });
  const [tightest] = bounds.sort((a, b) => step * (b.value - a.value));
  facts.delete(exclusive);
  if (tightest !== undefined) facts.set(inclusive, tightest);
}

/**
 * What the generated types and the wire allow beyond the named properties. Nothing stated is any value on the wire, but no
 * index signature in the types, except where no property is named.
 */
function furtherProperties(facts: Map<FactKind, Fact>, node: Node): void {
  const { children, inside } = node;
  const stated = facts.get('closed') ?? facts.get('open');
  const value = facts.has('closed')
    ? 'none'
    : children.has('{}')
      ? 'a schema'
      : stated !== undefined || children.size === 0
        ? 'any value'
        : undefined;
  facts.delete('closed');
  facts.delete('open');
  if (value !== undefined) facts.set('further', { value, spot: children.get('{}')?.site ?? stated?.spot ?? inside });
}
