import { isArray, isObject, type Json, type JsonObject, pointerTo } from '@whatsapp-qr/openapi-document';
import type { YamlFile } from './document.ts';
import { entriesOf } from './json.ts';

/** A part of an OpenAPI document that the checks look at. References are places too, and are not followed. */
export interface Place {
  readonly kind: Kind;
  readonly pointer: string;
  readonly value: JsonObject;
}

type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'header'
  | 'mediaType'
  | 'schema';

type Holds = 'one' | 'list' | 'map';

/** Under which keys each kind of place holds which others. */
const children: Readonly<Record<Kind, readonly (readonly [key: string, holds: Holds, kind: Kind])[]>> = {
  document: [
    ['paths', 'map', 'pathItem'],
    ['webhooks', 'map', 'pathItem'],
    ['components', 'one', 'components'],
  ],
  components: [
    ['schemas', 'map', 'schema'],
    ['parameters', 'map', 'parameter'],
    ['headers', 'map', 'header'],
    ['requestBodies', 'map', 'requestBody'],
    ['responses', 'map', 'response'],
    ['pathItems', 'map', 'pathItem'],
  ],
  pathItem: [
    ['parameters', 'list', 'parameter'],
    ['get', 'one', 'operation'],
    ['put', 'one', 'operation'],
    ['post', 'one', 'operation'],
    ['delete', 'one', 'operation'],
    ['options', 'one', 'operation'],
    ['head', 'one', 'operation'],
    ['patch', 'one', 'operation'],
    ['trace', 'one', 'operation'],
  ],
  operation: [
    ['parameters', 'list', 'parameter'],
    ['requestBody', 'one', 'requestBody'],
    ['responses', 'map', 'response'],
  ],
  parameter: [
    ['schema', 'one', 'schema'],
    ['content', 'map', 'mediaType'],
  ],
  requestBody: [['content', 'map', 'mediaType']],
  response: [
    ['headers', 'map', 'header'],
    ['content', 'map', 'mediaType'],
  ],
  header: [
    ['schema', 'one', 'schema'],
    ['content', 'map', 'mediaType'],
  ],
  mediaType: [['schema', 'one', 'schema']],
  schema: [
    ['properties', 'map', 'schema'],
    ['patternProperties', 'map', 'schema'],
    ['additionalProperties', 'one', 'schema'],
    ['propertyNames', 'one', 'schema'],
    ['unevaluatedProperties', 'one', 'schema'],
    ['dependentSchemas', 'map', 'schema'],
    ['items', 'one', 'schema'],
    ['prefixItems', 'list', 'schema'],
    ['unevaluatedItems', 'one', 'schema'],
    ['contains', 'one', 'schema'],
    ['allOf', 'list', 'schema'],
    ['anyOf', 'list', 'schema'],
    ['oneOf', 'list', 'schema'],
    ['not', 'one', 'schema'],
    ['if', 'one', 'schema'],
    ['then', 'one', 'schema'],
    ['else', 'one', 'schema'],
    ['$defs', 'map', 'schema'],
  ],
};

/** Every place of the document, each before those inside it. */
export function placesOf(document: YamlFile): Place[] {
  const places: Place[] = [];
  const visit = (kind: Kind, pointer: string, value: Json | undefined): void => {
    if (!isObject(value)) return;
    places.push({ kind, pointer, value });
    for (const [key, holds, held] of children[kind]) {
      for (const [path, item] of itemsIn(value[key], holds)) visit(held, pointerTo(pointer, key, ...path), item);
    }
  };
  visit('document', '', document.root);
  return places;
}

function itemsIn(value: Json | undefined, holds: Holds): [path: (string | number)[], item: Json | undefined][] {
  if (holds === 'one') return [[[], value]];
  if (holds === 'map') return entriesOf(value).map(([name, item]) => [[name], item]);
  return isArray(value) ? value.map((item, index) => [[index], item]) : [];
}

export function isReference(value: JsonObject): boolean {
  return typeof value.$ref === 'string';
}
