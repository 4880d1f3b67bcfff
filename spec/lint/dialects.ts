import { isObject, type JsonObject, keysOf } from '@whatsapp-qr/openapi-document';
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** One reading of JSON Schema. */
export interface Dialect {
  readonly name: string;
  /** Why a schema is none in this dialect, its references left aside. Undefined if it is one. */
  complaint(schema: JsonObject): string | undefined;
  /** What holds values against the schema at a JSON pointer of the document. */
  validator(pointer: string): ValidateFunction;
}

/** Strict: a keyword or a format that nobody knows is an error, not a rule that never applies. */
const options: Options = { strict: true, allErrors: true, allowUnionTypes: true };

/** Keys of a schema that only OpenAPI knows. They constrain nothing. */
const openApiKeywords = ['discriminator', 'example', 'externalDocs', 'xml'];

/** Every schema must mean the same to both: the dialect of OpenAPI 3.1, and the one that Prism validates with. */
export function dialectsOf(root: JsonObject): Dialect[] {
  return [
    dialect('JSON Schema 2020-12', () => new Ajv2020(options), root),
    dialect('JSON Schema draft-07, which Prism validates with', () => new Ajv(options), root),
  ];
}

function dialect(name: string, create: () => Ajv, root: JsonObject): Dialect {
  const alone = create();
  const whole = create();
  for (const ajv of [alone, whole]) {
    formats.default(ajv);
    ajv.addVocabulary(openApiKeywords);
  }
  // The whole document is one schema to Ajv, so that references within it are found; its other keys say nothing about values.
  whole.addVocabulary(Object.keys(root));
  whole.addSchema(root, 'openapi', undefined, false);
  const validators = new Map<string, ValidateFunction>();
  return {
    name,
    complaint: (schema) => {
      try {
        alone.compile(withoutReferences(schema));
        return undefined;
      } catch (cause) {
        return cause instanceof Error ? cause.message : String(cause);
      }
    },
    validator: (pointer) => {
      const known = validators.get(pointer);
      if (known) return known;
      const validate = whole.compile({ $ref: `openapi#${fragment(pointer)}` });
      validators.set(pointer, validate);
      return validate;
    },
  };
}

/** What a validator found, in one line. */
export function explain({ errors }: ValidateFunction): string {
  const lines = (errors ?? []).map(({ instancePath, message, params }) => {
    return `${instancePath || 'the value'} ${message}${detail(params)}`;
  });
  return [...new Set(lines)].join('; ');
}

function detail({ allowedValues, additionalProperty }: ErrorObject['params']): string {
  if (Array.isArray(allowedValues)) return `: ${allowedValues.join(', ')}`;
  return typeof additionalProperty === 'string' ? `: ${additionalProperty}` : '';
}

function withoutReferences(schema: JsonObject): JsonObject {
  const copy: unknown = JSON.parse(
    JSON.stringify(schema, (key, value) => (key === '$ref' && typeof value === 'string' ? undefined : value)),
  );
  return isObject(copy) ? copy : {};
}

/** A pointer as the fragment of an address: the braces of a path template must be encoded there. */
function fragment(pointer: string): string {
  return keysOf(pointer)
    .map((token) => `/${encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}
