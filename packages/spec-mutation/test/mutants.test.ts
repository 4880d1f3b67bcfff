import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  isArray,
  isObject,
  type Json,
  type JsonObject,
  keysOf,
  pointerTo,
  sameJson,
} from '@whatsapp-qr/openapi-document';
import { describe, expect, test } from 'vitest';
import { drop, type Edit, edited, rename, set } from '../src/edit.ts';
import { documentIn, mutantsOf } from '../src/mutants.ts';
import { otherPatterns } from '../src/slips/patterns.ts';
import { smallDocument } from './small-document.ts';

const operation = '#/paths/~1{Version}~1codes/post';
const body = `${operation}/requestBody/content/application~1json`;
const answer = `${operation}/responses/200/content/application~1json`;
const schemas = '#/components/schemas';

/** Every slip, and what it does to the small document: all of it, or, where that is much, some of it. */
const slips: readonly (readonly [slip: string, ...names: string[]])[] = [
  ['version of OpenAPI changed', 'set #/openapi to "3.0.3"'],
  ['Graph version changed', 'set #/info/version to "v2.0"'],
  ['server changed or dropped', 'drop #/servers/0', 'set #/servers/0/url to "http://graph.example.com"'],
  ['security of all operations dropped or lifted', 'drop #/security', 'set #/security to []'],
  ['security scheme changed', 'set #/components/securitySchemes/token/scheme to "basic"'],
  ['security lifted', `set ${operation}/security to []`],
  ['component dropped', `drop ${schemas}/Other`],
  ['component renamed', `rename ${schemas}/Other to Othe`],
  ['path dropped', 'drop #/paths/~1{Version}~1codes'],
  ['path changed', 'rename #/paths/~1{Version}~1codes to /{Version}/code'],
  ['method changed', `rename ${operation} to put`, `rename ${operation} to get`],
  ['operation dropped', `drop ${operation}`],
  ['operationId changed or dropped', `set ${operation}/operationId to "saveCod"`, `drop ${operation}/operationId`],
  ['parameter dropped', `drop ${operation}/parameters/0`, `drop ${operation}/parameters/1`],
  ['parameter renamed', `set ${operation}/parameters/1/name to "limi"`],
  ['parameter moved', `set ${operation}/parameters/1/in to "header"`],
  [
    'required flag of a parameter changed',
    `set ${operation}/parameters/1/required to true`,
    'drop #/components/parameters/Version/required',
    'set #/components/parameters/Version/required to false',
  ],
  ['example of a parameter dropped', `drop ${operation}/parameters/1/example`],
  ['schema of a parameter dropped', `drop ${operation}/parameters/1/schema`],
  ['request body dropped', `drop ${operation}/requestBody`],
  ['required flag of the body dropped', `drop ${operation}/requestBody/required`],
  ['content dropped', `drop ${operation}/requestBody/content`, `drop ${operation}/responses/200/content`],
  ['media type changed', `rename ${body} to application/x-www-form-urlencoded`],
  ['schema dropped', `drop ${body}/schema`, `drop ${answer}/schema`],
  ['schema wrapped into an array'],
  ['example dropped', `drop ${body}/examples/create`, `drop ${answer}/examples/saved`],
  ['example renamed', `rename ${answer}/examples/saved to save`],
  ['examples dropped', `drop ${body}/examples`, `drop ${answer}/examples`],
  ['status dropped', `drop ${operation}/responses/200`, `drop ${operation}/responses/400`],
  ['status changed', `rename ${operation}/responses/200 to 201`, `rename ${operation}/responses/400 to 401`],
  ['required flag dropped', `drop ${schemas}/New/required/0`],
  [
    'required flag added',
    `set ${schemas}/New/required to ["message","link"]`,
    `set ${schemas}/Changed/required to ["code"]`,
  ],
  [
    'type changed',
    `set ${schemas}/Other/type to "integer"`,
    `set ${schemas}/Other/type to ["string","null"]`,
    `set ${answer}/schema/type to "object"`,
  ],
  ['type dropped', `drop ${schemas}/Other/type`],
  ['format changed', `set ${schemas}/New/properties/link/format to "date-time"`],
  ['format dropped', `drop ${schemas}/New/properties/link/format`],
  ['format added', `set ${schemas}/Other/format to "uri"`],
  ['property dropped', `drop ${schemas}/New/properties/code`, `drop ${schemas}/Changed/properties/code`],
  ['property renamed', `rename ${schemas}/New/properties/link to lin`],
  ['property added'],
  ['forbidden property allowed', `set ${schemas}/New/properties/code to true`],
  ['other properties forbidden', `set ${schemas}/Changed/additionalProperties to false`],
  ['enumerated value dropped', 'drop #/components/parameters/Version/schema/enum/0'],
  ['enumerated value changed', 'set #/components/parameters/Version/schema/enum/0 to "V1.0"'],
  ['enumerated value added', 'set #/components/parameters/Version/schema/enum/1 to "OTHER"'],
  ['enumeration dropped', 'drop #/components/parameters/Version/schema/enum'],
  ['pattern dropped', `drop ${schemas}/Changed/properties/code/pattern`],
  [
    'pattern widened or narrowed',
    `set ${schemas}/Changed/properties/code/pattern to "[A-Z0-9]{14}$"`,
    `set ${schemas}/Changed/properties/code/pattern to "^[A-Z0-9]{15}$"`,
    `set ${schemas}/Changed/properties/code/pattern to "^[A-Z2-7]{14}$"`,
  ],
  [
    'minLength moved or dropped',
    `drop ${schemas}/New/properties/message/minLength`,
    `set ${schemas}/New/properties/message/minLength to 0`,
    `set ${schemas}/New/properties/message/minLength to 2`,
  ],
  ['maxLength moved or dropped', `set ${schemas}/New/properties/message/maxLength to 141`],
  ['minimum moved or dropped', `set ${operation}/parameters/1/schema/minimum to 0`],
  ['bound added', `set ${operation}/parameters/1/schema/maximum to 25`, `set ${schemas}/Other/maxLength to 140`],
  ['oneOf for anyOf, and the like', `rename ${body}/schema/oneOf to anyOf`, `rename ${body}/schema/oneOf to allOf`],
  ['alternative dropped', `drop ${body}/schema/oneOf/0`, `drop ${body}/schema/oneOf/1`],
  ['items dropped', `drop ${answer}/schema/items`],
  [
    'reference swapped',
    `set ${body}/schema/oneOf/0/$ref to "${schemas}/Changed"`,
    `set ${body}/schema/oneOf/0/$ref to "${schemas}/Other"`,
  ],
  ['reference misspelt', `set ${body}/schema/oneOf/0/$ref to "${schemas}/Ne"`],
  [
    'value of an example changed',
    `set ${body}/examples/create/value/message to "Hq"`,
    `set ${body}/examples/create/value/count to 3`,
    `set ${body}/examples/create/value/count to "2"`,
    `set ${body}/examples/create/value/loud to false`,
    `set ${operation}/parameters/1/example to 6`,
  ],
  ['property of an example dropped', `drop ${body}/examples/create/value/message`],
  [
    'element of an example dropped',
    `drop ${body}/examples/create/value/tags/0`,
    `drop ${answer}/examples/saved/value/0`,
  ],
];

describe('a document with one of everything', () => {
  const mutants = mutantsOf(smallDocument);

  test.each(slips)('%s', (slip, ...names) => {
    const made = mutants.filter((mutant) => mutant.slip === slip).map(({ name }) => name);
    expect(made).not.toEqual([]);
    expect(made).toEqual(expect.arrayContaining(names));
  });

  test('has no slip that is not listed here', () => {
    const listed = slips.map(([slip]) => slip);
    expect([...new Set(mutants.map(({ slip }) => slip))].filter((slip) => !listed.includes(slip))).toEqual([]);
  });

  test('a reference has no slips but that it points elsewhere, or is dropped', () => {
    const at = `${operation}/parameters/0`;
    expect(mutants.map(({ name }) => name).filter((name) => name.includes(at))).toEqual([
      `drop ${at}`,
      `set ${at}/$ref to "#/components/parameters/Versio"`,
    ]);
  });

  test('a mutant knows its line', () => {
    const line = smallDocument.split('\n').findIndex((text) => text.includes('operationId')) + 1;
    expect(mutants.find(({ name }) => name === `drop ${operation}/operationId`)?.line).toBe(line);
  });
});

const real = readFileSync(path.join(import.meta.dirname, '../../../spec/v23.0/openapi.yaml'), 'utf8');

describe.each([
  ['the small document', smallDocument],
  ['the document of v23.0', real],
])('in %s', (_name, text) => {
  const root = documentIn(text);
  const mutants = mutantsOf(text);

  test('every mutant is one step away: with one step back, it is the document again', () => {
    const farther = mutants.filter(({ edit }) => {
      const mutant = edited(root, edit);
      return sameJson(mutant, root) || !sameJson(takenBack(mutant, edit, root), root);
    });
    expect(farther.map(({ name }) => name)).toEqual([]);
  });

  test('no two mutants are the same', () => {
    const texts = mutants.map(({ edit }) => JSON.stringify(edited(root, edit)));
    expect(new Set(texts).size).toBe(mutants.length);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  test('the document itself stays as it is', () => {
    expect(root).toEqual(documentIn(text));
  });
});

/** The mutant, with what was done at that one place undone. */
function takenBack(mutant: JsonObject, edit: Edit, root: JsonObject): JsonObject {
  const keys = keysOf(edit.at);
  const [parent, name] = [pointerTo('#', ...keys.slice(0, -1)), keys.at(-1) ?? ''];
  if (edit.kind === 'rename') return edited(mutant, rename(pointerTo(parent, edit.to), name));
  const before = valueAt(root, edit.at);
  if (before === undefined) return edited(mutant, drop(edit.at));
  const list = valueAt(mutant, parent);
  return isArray(list) && edit.kind === 'drop'
    ? edited(mutant, set(parent, list.toSpliced(Number(name), 0, before)))
    : edited(mutant, set(edit.at, before));
}

function valueAt(root: JsonObject, pointer: string): Json | undefined {
  const child = (value: Json | undefined, key: string) =>
    isArray(value) ? value[Number(key)] : isObject(value) ? value[key] : undefined;
  return keysOf(pointer).reduce<Json | undefined>(child, root);
}

test('a pattern is opened at its ends, counts otherwise, or takes other characters', () => {
  expect(otherPatterns('^[A-Z]{2}$')).toEqual([
    '[A-Z]{2}$',
    '^[A-Z]{2}',
    '^[A-Z]{3}$',
    '^[A-Z]{2,}$',
    '^[A-Z]+$',
    '^[A-Z]$',
    '^[A-Za-z]{2}$',
    '^[a-z]{2}$',
    '^[]{2}$',
  ]);
});
