import { isJsonObject, type JsonObject } from './json.ts';

/** The schemas of which a body must match one: those of `oneOf`, or the schema itself. */
export function variantsOf(schema: JsonObject | undefined): readonly JsonObject[] {
  if (schema === undefined) return [];
  return Array.isArray(schema.oneOf) ? schema.oneOf.filter(isJsonObject) : [schema];
}

export function propertiesOf({ properties }: JsonObject): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

export function requiredBy({ required }: JsonObject): readonly string[] {
  return Array.isArray(required) ? required.map(String) : [];
}

/** The names of all properties that a body can have. */
export function bodyPropertiesOf(schema: JsonObject | undefined): string[] {
  return [...new Set(variantsOf(schema).flatMap((variant) => Object.keys(propertiesOf(variant))))];
}

/** The image formats of the document: the values of `generate_qr_image`, which `fields` accepts, too. */
export function imageFormatsOf(schema: JsonObject | undefined): string[] {
  const formats = variantsOf(schema).flatMap((variant) => {
    const { generate_qr_image: property } = propertiesOf(variant);
    return isJsonObject(property) && Array.isArray(property.enum) ? property.enum.map(String) : [];
  });
  return [...new Set(formats)];
}
