import { asSet, canonical, isArray, type Json } from '@whatsapp-qr/openapi-document';
import type { Node } from '../model/node.ts';

/**
 * Whether no value can match two of them: then oneOf and anyOf are the same. As `sent`, no value has properties that its
 * own schema does not name, since the generated types do not allow them.
 */
export function areExclusive(alternatives: readonly Node[], values: 'all' | 'sent' = 'all'): boolean {
  return alternatives.every((one, index) =>
    alternatives
      .slice(index + 1)
      .every((other) => excludes(one, other) || (values === 'sent' && lacks(one, other) && lacks(other, one))),
  );
}

function excludes(one: Node, other: Node): boolean {
  const [a, b] = [typeOf(one), typeOf(other)];
  if (a === undefined || b === undefined || one.branches.length + other.branches.length > 0) return false;
  if (a === 'never' || b === 'never') return true;
  const numbers = [a, b].every((type) => type === 'number' || type === 'integer');
  if (a !== b && !numbers) return true;
  const [values, others] = [one, other].map(({ facts }) => facts.get('enum')?.value);
  if (values !== undefined && others !== undefined) return listOf(common(values, others)).length === 0;
  return a === 'object' && (differ(one, other) || differ(other, one));
}

/** Whether one requires a property whose values the other excludes, or that it does not allow at all. */
function differ(one: Node, other: Node): boolean {
  const isClosed = other.facts.get('further')?.value === 'none';
  return requiredIn(one).some((property) => {
    const same = other.children.get(property.step);
    return same === undefined ? isClosed : excludes(property, same);
  });
}

/** Whether the other requires a property that one does not name. */
function lacks(one: Node, other: Node): boolean {
  const objects = [one, other].every((node) => typeOf(node) === 'object' && node.branches.length === 0);
  return objects && requiredIn(other).some(({ step }) => !one.children.has(step));
}

function requiredIn({ children }: Node): Node[] {
  return [...children.values()].filter(
    ({ kind, facts }) => kind === 'property' && facts.get('required')?.value === true,
  );
}

/** The members of two lists of values or types: an integer is a number. */
export function common(one: Json, other: Json): Json {
  const allowed = new Set(
    listOf(other)
      .flatMap((type) => (type === 'number' ? ['number', 'integer'] : [type]))
      .map(canonical),
  );
  const values = listOf(one).flatMap((value) =>
    allowed.has(canonical(value)) ? [value] : value === 'number' && allowed.has('"integer"') ? ['integer'] : [],
  );
  return asSet(values);
}

export function listOf(value: Json): readonly Json[] {
  return isArray(value) ? value : [value];
}

export function typeOf({ facts }: Node): Json | undefined {
  return facts.get('type')?.value;
}
