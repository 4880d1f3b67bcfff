import type { SchemaFacts } from './facts.ts';
import { type Literal, type NamedType, type TypeExpression, typeOfLiteral } from './type-expression.ts';

/** The schema of a type; `named` says what stands where the page names a schema. */
export function schemaOf(type: TypeExpression, named: (type: NamedType) => SchemaFacts): SchemaFacts {
  switch (type.kind) {
    case 'primitive': {
      const { name, format, minimum, maximum } = type;
      return {
        type: name,
        ...(format === undefined ? {} : { format }),
        ...(minimum === undefined ? {} : { minimum }),
        ...(maximum === undefined ? {} : { maximum }),
      };
    }
    case 'anything':
    case 'unnamed':
      return {};
    case 'constant':
      return enumOf([type.value]);
    case 'enum':
      return enumOf(type.values);
    case 'array':
      return { type: 'array', items: schemaOf(type.items, named) };
    case 'oneOf':
      return { oneOf: type.alternatives.map((alternative) => schemaOf(alternative, named)) };
    case 'named':
      return named(type);
  }
}

/** An enumeration of one value and a constant say the same: all forms give it as a constant. */
export function enumOf(values: readonly Literal[]): SchemaFacts {
  const types = new Set(values.map(typeOfLiteral));
  const [type] = types;
  const [first = null] = values;
  const facts: SchemaFacts = types.size === 1 && type !== undefined ? { type } : {};
  return values.length === 1 ? { ...facts, const: first } : { ...facts, enum: [...values] };
}

/** The schema that rows of properties listed under a type belong to: the object itself, or what an array holds. */
export function objectWithin(schema: SchemaFacts): SchemaFacts | undefined {
  if (schema.type === 'array' && schema.items !== undefined) return objectWithin(schema.items);
  return schema.type === 'object' ? schema : undefined;
}
