import type { Json } from '@whatsapp-qr/openapi-document';
import type { ContentFacts, OperationFacts, ParameterFacts, SchemaFacts } from '../src/facts.ts';

/** A small API as the tests know it to be: rendered to a form and read back, it must come out again. */
export interface Truth {
  readonly operations: readonly TrueOperation[];
  readonly schemas: { readonly [name: string]: SchemaFacts };
}

export interface TrueOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ParameterFacts[];
  readonly requestBody: { readonly required: boolean; readonly content: ContentFacts } | undefined;
  readonly responses: { readonly [status: string]: { content?: ContentFacts } };
  /** Named examples of the first response. */
  readonly examples: { readonly [name: string]: Json };
}

function factsOf({ method: _method, path: _path, parameters, requestBody, responses }: TrueOperation): OperationFacts {
  return {
    ...(parameters.length === 0 ? {} : { parameters: [...parameters] }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses,
  };
}

export function pathsOf({ operations }: Truth): { [path: string]: { [method: string]: OperationFacts } } {
  const paths: { [path: string]: { [method: string]: OperationFacts } } = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: factsOf(operation) };
  }
  return paths;
}

/** The words that both forms use for a type; `named` renders a schema's name. */
export function typeText(schema: SchemaFacts, named: (name: string) => string): string {
  if (schema.$ref !== undefined) return named(schema.$ref.replace('#/components/schemas/', ''));
  if (schema.oneOf !== undefined)
    return `Must be one of: ${schema.oneOf.map((one) => typeText(one, named)).join(', ')}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return `One of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  if (schema.type === 'array') return `array of ${typeText(schema.items ?? {}, named)}`;
  if (schema.type === undefined) return '{}';
  const format = schema.format === undefined ? '' : ` (${schema.format})`;
  const bounds = [
    ...(schema.minimum === undefined ? [] : [`min: ${schema.minimum}`]),
    ...(schema.maximum === undefined ? [] : [`max: ${schema.maximum}`]),
  ];
  return `${schema.type}${format}${bounds.length === 0 ? '' : ` [${bounds.join(', ')}]`}`;
}
