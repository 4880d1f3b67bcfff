import { isObject, type Json, memberOf, pointerTo } from '@whatsapp-qr/openapi-document';
import { resolve, type YamlFile } from './document.ts';
import { entriesOf } from './json.ts';
import { placesOf } from './places.ts';
import type { Problem } from './problem.ts';

interface ErrorExample {
  readonly name: string;
  readonly status: string;
  /** `error.code`, which decides what an error is. */
  readonly code: number;
  /** Only where the request names a QR code. */
  readonly ofOneCode?: true;
}

/** The errors that every operation shows. Users of the mock ask for them by these names. */
const errorExamples: readonly ErrorExample[] = [
  { name: 'invalid_parameter', status: '400', code: 100 },
  { name: 'expired_token', status: '401', code: 190 },
  { name: 'missing_permission', status: '403', code: 200 },
  { name: 'qr_code_not_found', status: '404', code: 803, ofOneCode: true },
  { name: 'phone_number_not_found', status: '404', code: 803 },
  { name: 'throttled', status: '429', code: 4 },
  { name: 'temporary_failure', status: '500', code: 2 },
];

/** Each error status of each operation has its examples, and each of them the code that its name promises. */
export function checkErrorExamples(document: YamlFile): Problem[] {
  const operations = placesOf(document).filter(({ kind }) => kind === 'operation');
  return operations.flatMap(({ pointer, value }) =>
    entriesOf(value.responses).flatMap(([status, response]) => {
      const at = pointerTo(pointer, 'responses', status);
      const examples = examplesOf(document, response);
      const namesCode = pointer.includes('{QR-Code-ID}') || value.requestBody !== undefined;
      return [
        ...missing(status, namesCode, examples).map((name) =>
          document.problem(at, `has no example ${name}: expected it on every ${status} of ${value.operationId}`),
        ),
        ...misplaced(status, examples).map((reason) => document.problem(at, reason)),
      ];
    }),
  );
}

function missing(status: string, namesCode: boolean, examples: ReturnType<typeof examplesOf>): string[] {
  return errorExamples
    .filter((expected) => expected.status === status && (namesCode || !expected.ofOneCode))
    .map(({ name }) => name)
    .filter((name) => examples[name] === undefined);
}

function misplaced(status: string, examples: ReturnType<typeof examplesOf>): string[] {
  return errorExamples.flatMap((expected) => {
    const value = examples[expected.name];
    if (value === undefined) return [];
    const code = memberOf(memberOf(value, 'error'), 'code');
    if (expected.status === status && expected.code === code) return [];
    return [`${expected.name} has code ${code} on a ${status}: expected code ${expected.code} on a ${expected.status}`];
  });
}

/** The values of a response's examples, by name. */
function examplesOf(document: YamlFile, response: Json): Readonly<Record<string, Json | undefined>> {
  const content = memberOf(resolve(document, response), 'content');
  const named = entriesOf(content).flatMap(([, mediaType]) => entriesOf(memberOf(mediaType, 'examples')));
  return Object.fromEntries(
    named.map(([name, entry]) => {
      const example = resolve(document, entry);
      return [name, isObject(example) ? example.value : undefined];
    }),
  );
}
