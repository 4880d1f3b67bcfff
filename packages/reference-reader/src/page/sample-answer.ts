import { isObject, type Json, type JsonObject, sameJson } from '@whatsapp-qr/openapi-document';
import { readJson } from '../example.ts';
import type { Reading } from '../reading.ts';
import type { Code, OperationText } from './operation-text.ts';

/** The sample answer of an operation: the documented examples by name, or a single one without. */
export interface SampleAnswer {
  readonly line: number;
  readonly named: { readonly [name: string]: { value: Json } } | undefined;
  readonly values: readonly Json[];
  readonly inexact: string | undefined;
}

/** The page shows it twice; both must be the same. */
export function sampleAnswer({ answers }: OperationText, reading: Reading): SampleAnswer | undefined {
  const [first, ...others] = answers.flatMap((code) => {
    const read = readJson(code.text);
    if ('unread' in read) reading.problem(code.line, `a sample answer that is no JSON: ${read.unread}`, 'JSON');
    return 'unread' in read ? [] : [{ line: code.line, ...read }];
  });
  if (first === undefined) return undefined;
  for (const other of others) {
    if (!sameJson(first.value, other.value)) {
      reading.problem(
        other.line,
        `another sample answer than on line ${first.line}`,
        'the same, as the page shows it twice',
      );
    }
  }
  const { line, value, inexact } = first;
  if (!isNamed(value)) return { line, named: undefined, values: [value], inexact };
  const named = Object.fromEntries(Object.entries(value).map(([name, example]) => [name, { value: example.value }]));
  return { line, named, values: Object.values(named).map((example) => example.value), inexact };
}

type NamedExamples = { readonly [name: string]: { readonly value: Json } };

function isNamed(value: Json): value is JsonObject & NamedExamples {
  return (
    isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.values(value).every(
      (example) =>
        isObject(example) &&
        Object.hasOwn(example, 'value') &&
        Object.keys(example).every((key) => ['summary', 'description', 'value', 'externalValue'].includes(key)),
    )
  );
}

/** What the sample request in curl sends as its body. `{}` stands there for any operation, and so says nothing. */
export function sampleBody({ samples }: OperationText): { line: number; value: Json } | undefined {
  const [sample] = samples;
  const body = sample === undefined ? undefined : dataOf(sample);
  const read = body === undefined ? undefined : readJson(body);
  if (sample === undefined || read === undefined || 'unread' in read) return undefined;
  const { value } = read;
  return isObject(value) && Object.keys(value).length > 0 ? { line: sample.line, value } : undefined;
}

function dataOf({ text }: Code): string | undefined {
  const option = "--data '";
  const start = text.indexOf(option);
  const end = text.lastIndexOf("'");
  return start === -1 || end < start + option.length ? undefined : text.slice(start + option.length, end);
}
