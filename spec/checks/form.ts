import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { YamlFile } from './document.ts';
import type { Problem } from './problem.ts';

type SchemaName = 'deviations' | 'versions' | 'undescribed-versions';

/** Holds a file against the JSON Schema of its form. */
export function checkForm(document: YamlFile, schemaName: SchemaName): Problem[] {
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(new URL(`${schemaName}.schema.json`, import.meta.url), 'utf8')));
  if (validate(document.root)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    document.problem(instancePath, `${message}${params.additionalProperty ? `: ${params.additionalProperty}` : ''}`),
  );
}
