import { isArray, isObject, type Json } from '@whatsapp-qr/openapi-document';
import { sameType, type TypeExpression } from './type-expression.ts';

export function isPlainObject(type: TypeExpression): boolean {
  return type.kind === 'primitive' && type.name === 'object';
}

/** Whether properties may be listed under a type. */
export function holdsProperties(type: TypeExpression): boolean {
  return type.kind === 'named' || type.kind === 'oneOf' || type.kind === 'unnamed' || isPlainObject(type);
}

/** Whether what is shown as the items of an array matches the declared type of its items. */
export function isItemType(announced: TypeExpression, shown: TypeExpression): boolean {
  return sameType(announced, shown) || (announced.kind === 'named' && isPlainObject(shown));
}

/** Whether an example's value may be one of the type. */
export function couldBe(value: Json, type: TypeExpression): boolean {
  switch (type.kind) {
    case 'constant':
      return value === type.value;
    case 'enum':
      return type.values.some((one) => one === value);
    case 'array':
      return isArray(value) && value.every((item) => couldBe(item, type.items));
    case 'oneOf':
      return type.alternatives.some((alternative) => couldBe(value, alternative));
    case 'primitive':
      if (type.name === 'object') return isObject(value);
      if (type.name === 'array') return isArray(value);
      if (type.name === 'null') return value === null;
      return typeof value === (type.name === 'integer' ? 'number' : type.name);
    default:
      return true;
  }
}
