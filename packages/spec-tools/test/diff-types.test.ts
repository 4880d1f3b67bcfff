import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isArray, isObject, type Json, type JsonObject } from '@whatsapp-qr/openapi-document';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentPairs, type SchemaPair, schemaPairs } from './diff-pairs.ts';

// The table claims of each breaking change whether programs still compile. Here they are compiled: programs that use all
// that the older types offer, with the newer types, generated as the client's are.

const folder = mkdtempSync(path.join(tmpdir(), 'diff-types-'));
const written = new Map<string, string>();
const documentTypes: [old: string, recent: string][] = [];
let failures: ReadonlySet<string>;

/** Every program by its name, and the functions in it that do not compile. */
function compile(): Set<string> {
  const files = [...written.keys()].map((name) => path.join(folder, name));
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ESNext,
    types: [],
  });
  const failed = new Set<string>();
  for (const file of program.getSourceFiles()) {
    if (path.dirname(file.fileName) !== folder) continue;
    for (const { start = 0, messageText } of [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]) {
      const statement = file.statements.find((one) => one.end > start);
      if (statement === undefined || !ts.isFunctionDeclaration(statement))
        throw new Error(`${file.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
      failed.add(`${path.basename(file.fileName)} ${statement.name?.text}`);
    }
  }
  return failed;
}

function write(name: string, text: string): void {
  written.set(name, text);
  writeFileSync(path.join(folder, name), text);
}

const typesFiles = new Map<string, string>();

/** The file of the types of a document. Documents that differ in comments alone have one file. */
async function writeTypes(document: JsonObject): Promise<string> {
  const options = { silent: true, defaultNonNullable: false, emptyObjectsUnknown: true };
  const text = astToString(await openapiTS(JSON.stringify(document), options)).replace(/\/\*\*.*?\*\//gs, '');
  const name = typesFiles.get(text) ?? `types-${typesFiles.size}.ts`;
  if (!typesFiles.has(text)) write(name, text);
  typesFiles.set(text, name);
  return name;
}

/** What a program written for the table's documents does. Each is tried if it compiles with the older types. */
const programs: readonly string[] = [
  "void (await now.GET('/codes', {}))",
  "void (await now.GET('/codes', { params: { query: { limit: 5 } } }))",
  "void (await now.GET('/codes', { params: { query: { limit: '5' } } }))",
  "void (await now.GET('/codes', { params: { query: { order: 'newest' } } }))",
  "void (await now.GET('/codes', { params: { query: { order: '1' } } }))",
  "void (await now.GET('/codes', { params: { query: { order: '2' } } }))",
  "void (await now.GET('/codes', { params: { query: { since: 'a' } } }))",
  "void (await now.GET('/codes', { params: { query: { size: 5 } } }))",
  "void (await now.GET('/codes', { params: { query: { since: 'a', limit: 5 } } }))",
  "void (await now.GET('/codes', { params: { header: { limit: 5 } } }))",
  "void (await now.GET('/codes', { body: 'a' }))",
  "void (await now.POST('/codes', {}))",
  "void (await now.POST('/codes', { body: { text: 'a' } }))",
  "void ({} as NonNullable<Now.operations['saveCode']['requestBody']>['content']['text/plain'])",
  "let { data } = await then.GET('/codes', {}); data = (await now.GET('/codes', {})).data; void (await now.GET('/codes', {})).data?.data[0]?.text",
  "let { data } = await then.POST('/codes', { body: { text: 'a' } }); data = (await now.POST('/codes', { body: { text: 'a' } })).data",
  "const { error } = await now.POST('/codes', { body: { text: 'a' } }); if (error !== undefined) void error.message",
  "const { data } = await now.POST('/codes', { body: { text: 'a' } }); void data?.text",
  "const { data } = await now.POST('/codes', { body: { text: 'a' } }); void (data?.kind === 'cat' && data.c)",
  "const { data } = await now.POST('/codes', { body: { text: 'a' } }); void (data?.kind === 'kitty' && data.c)",
  "const { data } = await now.POST('/codes', { body: { text: 'a' } }); void (data?.type === 'cat' && data.c)",
  "void ({} as Now.operations['listCodes'])",
  "void ({} as Now.operations['codes'])",
  "void ({} as Now.operations['saveCode'])",
  "void ({} as Now.operations['saveCode']['responses'][201])",
  "void ({} as Now.operations['saveCode']['responses'][409])",
  "void ({} as Now.operations['saveCode']['responses']['default'])",
  "void ({} as Now.operations['saveCode']['responses'][200]['content']['text/html'])",
  "const usage: string = ({} as Now.operations['listCodes']['responses'][200]['headers'])['X-Usage']; void usage",
  "const usage: string = ({} as Now.operations['listCodes']['responses'][200]['headers'])['x-usage']; void usage",
  "void ({} as Now.components['responses']['Refused'])",
  "void ({} as Now.components['responses']['Bad'])",
  "void ({} as Now.components['schemas']['Got'])",
  "void ({} as Now.components['schemas']['Reply'])",
  "const old: Then.components['schemas']['Unused'] = {} as Now.components['schemas']['Unused']; void old.a",
  "const own: Now.components['schemas']['Unused'] = { a: ({} as Then.components['schemas']['Unused']).a }; void own.a",
  "void ({} as Now.components['schemas']['Unused']).b",
];

function writePrograms(name: string, then: string, now: string): void {
  const functions = programs.map(
    (text, index) => `export async function program${index}(): Promise<void> { ${text}; }`,
  );
  write(
    name,
    [
      "import createClient from 'openapi-fetch';",
      `import type * as Then from './${then}';`,
      `import type * as Now from './${now}';`,
      'const then = createClient<Then.paths>();',
      'const now = createClient<Now.paths>();',
      ...functions,
    ].join('\n'),
  );
}

/** What a program does with a value that it received: everything that the older schema offers. */
function uses(schema: Json, value: string, among = false): string[] {
  if (!isObject(schema)) return [];
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (isArray(values)) return values.map((one) => `${value} === ${JSON.stringify(one)}`);
  const alternatives = [schema.oneOf ?? schema.anyOf ?? []].flat();
  const types = [schema.type ?? []].flat();
  const oneOfMany = among || types.length > 1;
  return [
    ...alternatives.flatMap((one) => uses(one, value, alternatives.length > 1)),
    ...types.flatMap((type): string[] => {
      if (type === 'string')
        return [oneOfMany ? `typeof ${value} === 'string' && ${value}.length` : `${value} === 'any'`];
      if (type === 'integer' || type === 'number') {
        return [oneOfMany ? `typeof ${value} === 'number' && ${value}.toFixed()` : `${value} === 12345`];
      }
      if (type === 'boolean') return [`${value} === true`, `${value} === false`];
      if (type === 'array')
        return [
          `${value}[0]`,
          ...(isArray(schema.prefixItems) ? [] : [`${value}[1]`]),
          ...uses(schema.items ?? {}, `${value}[0]`),
        ];
      const isThere = (name: string): string =>
        `typeof ${value} === 'object' && ${value} !== null && '${name}' in ${value}`;
      return propertiesOf(schema).flatMap(([name, property]) =>
        oneOfMany
          ? [
              `${isThere(name)} && ${value}.${name}?.${isObject(property) && property.type === 'string' ? 'length' : 'toFixed()'}`,
            ]
          : [
              `${value}.${name}`,
              ...uses(property, `${value}.${name}${isObject(property) && property.type === 'object' ? '!' : ''}`),
            ],
      );
    }),
    ...(hasIndex(schema) ? [`${value}.further`] : []),
  ];
}

function hasIndex({ type, properties, additionalProperties }: JsonObject): boolean {
  return (
    type === 'object' &&
    additionalProperties !== false &&
    (additionalProperties !== undefined || properties === undefined)
  );
}

/** What a program sends: objects property by property, so that one that is not known does not compile. */
function literal(schema: Json, value: string): string {
  if (!isObject(schema) || schema.type !== 'object') return value;
  const members = propertiesOf(schema).map(([name, property]) => `${name}: ${literal(property, `${value}.${name}!`)}`);
  return `{ ${[...members, ...(hasIndex(schema) ? [`further: ${value}.further!`] : [])].join(', ')} }`;
}

/** Nobody sends or reads what is named to forbid it. */
function propertiesOf({ properties }: JsonObject): [string, Json][] {
  return isObject(properties) ? Object.entries(properties).filter(([, property]) => property !== false) : [];
}

function writeSchemaPrograms(name: string, then: string, now: string, schemaOf: (pair: SchemaPair) => Json): void {
  const functions = schemaPairs.map((pair, index) => {
    const [old, recent] = ['Then', 'Now'].map((types) => `${types}.components['schemas']['X${index}']`);
    const schema = schemaOf(pair);
    const body =
      pair.side === 'request'
        ? `const old = {} as ${old}; let sent: ${recent} = old; sent = { x: ${literal(schema, 'old.x')} }; void sent;`
        : `const got = {} as ${recent}; const old: ${old} = got; void old; ${uses(schema, 'got.x')
            .map((use) => `void (${use});`)
            .join(' ')}`;
    return `export function program${index}(): void { ${body} }`;
  });
  write(
    name,
    [`import type * as Then from './${then}';`, `import type * as Now from './${now}';`, ...functions].join('\n'),
  );
}

function documentOf(schemas: readonly Json[]): JsonObject {
  const components = schemas.map((x, index) => [`X${index}`, { type: 'object', required: ['x'], properties: { x } }]);
  return {
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: {},
    components: { schemas: Object.fromEntries(components) },
  };
}

beforeAll(async () => {
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(
    path.join(import.meta.dirname, '../node_modules/openapi-fetch'),
    path.join(folder, 'node_modules/openapi-fetch'),
  );
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const before = await writeTypes(documentOf(schemaPairs.map((pair) => pair.before)));
  const after = await writeTypes(documentOf(schemaPairs.map((pair) => pair.after)));
  writeSchemaPrograms('schemas-there.ts', before, after, (pair) => pair.before);
  writeSchemaPrograms('schemas-back.ts', after, before, (pair) => pair.after);
  writeSchemaPrograms('schemas-before.ts', before, before, (pair) => pair.before);
  writeSchemaPrograms('schemas-after.ts', after, after, (pair) => pair.after);
  for (const [index, pair] of documentPairs.entries()) {
    const [old, recent] = [await writeTypes(pair.before), await writeTypes(pair.after)];
    documentTypes.push([old, recent]);
    for (const types of [old, recent]) if (!written.has(`own-${types}`)) writePrograms(`own-${types}`, types, types);
    if (old === recent) continue;
    writePrograms(`${index}-there.ts`, old, recent);
    writePrograms(`${index}-back.ts`, recent, old);
  }
  failures = compile();
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** What the table claims: breaking because of the types, or not. */
function claimed(expected: string): boolean[] {
  return expected.split(' ').map((code) => code === 'T');
}

describe('a program that uses the generated types', () => {
  it.each(schemaPairs.map((pair, index) => ({ ...pair, index })))(
    'compiles unless the table says T: $what',
    ({ index, expected }) => {
      const fails = (file: string): boolean => failures.has(`schemas-${file}.ts program${index}`);
      expect([fails('before'), fails('after')], 'with its own types').toEqual([false, false]);
      expect([fails('there'), fails('back')]).toEqual(claimed(expected));
    },
  );

  it.each(documentPairs.map((pair, index) => ({ ...pair, index })))(
    'compiles unless the table says T: $what',
    ({ index, expected }) => {
      const [old = '', recent = ''] = documentTypes[index] ?? [];
      const broken = (file: string, own: string): string[] =>
        programs.filter(
          (_, number) =>
            failures.has(`${index}-${file}.ts program${number}`) && !failures.has(`own-${own} program${number}`),
        );
      const found = [broken('there', old), broken('back', recent)];
      expect(
        found.map((list) => list.length > 0),
        found.flat().join('\n'),
      ).toEqual(claimed(expected));
    },
  );
});
