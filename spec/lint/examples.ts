import { isArray, isObject, type Json, pointerTo } from '@whatsapp-qr/openapi-document';
import { type Dialect, explain } from './dialects.ts';
import { referenceTarget, resolve, type YamlFile } from './document.ts';
import { entriesOf } from './json.ts';
import { isReference, type Place, placesOf } from './places.ts';
import type { Problem } from './problem.ts';

interface Example {
  readonly pointer: string;
  /** Undefined if the example has none. */
  readonly value: Json | undefined;
}

export interface ExamplesReport {
  readonly problems: Problem[];
  /** How many examples were held against their schema. */
  readonly checked: number;
}

/**
 * Every example is valid against its schema: those of bodies, of parameters and headers, and of the schemas themselves,
 * defaults included. Expects a document whose schemas are in order.
 */
export function checkExamples(document: YamlFile, dialects: readonly Dialect[]): ExamplesReport {
  const problems: Problem[] = [];
  let checked = 0;
  for (const place of placesOf(document)) {
    const { kind, pointer, value } = place;
    const schema = kind === 'schema' ? pointer : (referenceTarget(value.schema) ?? pointerTo(pointer, 'schema'));
    if (isReference(value) || (kind !== 'schema' && value.schema === undefined)) continue;
    for (const example of examplesOf(document, place)) {
      checked += 1;
      const reason = mismatch(example, schema, dialects);
      if (reason) problems.push(document.problem(example.pointer, reason));
    }
  }
  return { problems, checked };
}

function mismatch({ value }: Example, schema: string, dialects: readonly Dialect[]): string | undefined {
  if (value === undefined) return 'has no value to hold against its schema';
  for (const dialect of dialects) {
    const validate = dialect.validator(schema);
    if (!validate(value)) return `does not fit its schema #${schema}: ${explain(validate)} (${dialect.name})`;
  }
  return undefined;
}

function examplesOf(document: YamlFile, { kind, pointer, value }: Place): Example[] {
  const single = ['example', ...(kind === 'schema' ? ['default'] : [])]
    .filter((key) => value[key] !== undefined)
    .map((key) => ({ pointer: pointerTo(pointer, key), value: value[key] }));
  return [...single, ...(kind === 'schema' ? listed(value.examples) : named(value.examples))];

  function listed(examples: Json | undefined): Example[] {
    if (!isArray(examples)) return [];
    return examples.map((example, index) => ({
      pointer: pointerTo(pointer, 'examples', index),
      value: example,
    }));
  }

  function named(examples: Json | undefined): Example[] {
    return entriesOf(examples).map(([name, entry]) => {
      const example = resolve(document, entry);
      return { pointer: pointerTo(pointer, 'examples', name), value: isObject(example) ? example.value : undefined };
    });
  }
}
