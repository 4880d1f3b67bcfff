import { isArray, isObject, type Json } from './json.ts';
import { pointerTo } from './pointer.ts';

/** A place at which a document refers to something else. */
export interface ReferencePlace {
  readonly pointer: string;
  readonly reference: string;
  readonly kind: 'reference' | 'schema of a mapping' | 'external value';
  /** Within an example, a default or an enumeration, where it is a part of the value. */
  readonly inValue: boolean;
}

/** Keys whose contents are values of the API. A property of such a name is a schema. */
const valueKeys = new Set(['example', 'examples', 'value', 'default', 'const', 'enum']);

/** Every `$ref`, `operationRef` and `externalValue` of a document, and what its discriminators map to. */
export function referencePlaces(root: Json): ReferencePlace[] {
  const places: ReferencePlace[] = [];
  const visit = (value: Json, pointer: string, inValue: boolean): void => {
    if (isArray(value)) for (const [index, item] of value.entries()) visit(item, pointerTo(pointer, index), inValue);
    if (!isObject(value)) return;
    for (const [key, member] of Object.entries(value)) {
      const at = pointerTo(pointer, key);
      if (typeof member === 'string') {
        if (key === '$ref' || key === 'operationRef') {
          places.push({ pointer: at, reference: member, kind: 'reference', inValue });
        } else if (key === 'externalValue') {
          places.push({ pointer: at, reference: member, kind: 'external value', inValue });
        } else if (pointer.endsWith('/discriminator/mapping')) {
          places.push({ pointer: at, reference: member, kind: 'schema of a mapping', inValue });
        }
      } else visit(member, at, inValue || startsValue(key, member, pointer));
    }
  };
  visit(root, '#', false);
  return places;
}

function startsValue(key: string, member: Json, parent: string): boolean {
  if (!valueKeys.has(key) || parent.endsWith('/properties')) return false;
  // The examples of a media type have names, and each is an object that may refer to another.
  return key !== 'examples' || isArray(member);
}
