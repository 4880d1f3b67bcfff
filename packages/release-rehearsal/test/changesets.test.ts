import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Demand, levelProblems, pendingLevels, specDemands } from '../src/changeset-levels.ts';
import { runCommand } from '../src/command.ts';
import { packageDemands } from '../src/package-changes.ts';
import { type PerPackage, packageFolders, packageNames, repository } from '../src/packages.ts';
import { typeTestDemands } from '../src/released-type-tests.ts';

const spec = packageFolders['@whatsapp-qr/spec'];
/** What `pnpm spec diff` runs. */
const cli = join(repository, 'packages/spec-tools/src/cli.ts');
const diff = async (from: string, to: string) =>
  JSON.parse(await runCommand(process.execPath, [cli, 'diff', from, to, '--json']));

let released: string;
beforeEach(() => {
  released = mkdtempSync(join(tmpdir(), 'released-'));
  cpSync(join(spec, 'v25.0/openapi.yaml'), join(released, 'v25.0/openapi.yaml'));
});
afterEach(() => rmSync(released, { recursive: true, force: true }));

/** The spec as it is now, with one version alone. */
function current(edit: (text: string) => string): string {
  const folder = join(released, 'now');
  mkdirSync(join(folder, 'v25.0'), { recursive: true });
  writeFileSync(join(folder, 'v25.0/openapi.yaml'), edit(readFileSync(join(spec, 'v25.0/openapi.yaml'), 'utf8')));
  return folder;
}

function changesets(text: string): ReturnType<typeof pendingLevels> {
  const folder = join(released, 'changesets');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.md'), text);
  return pendingLevels(folder);
}

const forAll = (value: string): PerPackage<string> => ({
  '@whatsapp-qr/spec': value,
  '@whatsapp-qr/client': value,
  '@whatsapp-qr/mock': value,
});
/** The problems of changesets after a release of 1.2.3, in a working tree with some version. */
const problemsOf = (demands: readonly Demand[], pending: ReturnType<typeof pendingLevels>, version = '1.2.3') =>
  levelProblems(demands, { before: forAll('1.2.3'), now: forAll(version), pending });

test('a breaking change of a released version needs a major of every package, and is named', async () => {
  const demands = await specDemands(
    released,
    current((text) => text.replace('maxLength: 140', 'maxLength: 100')),
    diff,
  );
  const reason = expect.stringMatching(/^v25\.0: .*prefilled_message.*100/);
  expect(demands).toEqual([{ packages: packageNames, level: 'major', reason }]);
  const minor = changesets("---\n'@whatsapp-qr/spec': major\n'@whatsapp-qr/client': minor\n---\n\nWords.\n");
  expect(problemsOf(demands, minor)).toEqual([
    expect.stringMatching(/^@whatsapp-qr\/client: expected a changeset of level major, found minor\. v25\.0: /),
    expect.stringMatching(/^@whatsapp-qr\/mock: expected a changeset of level major, found none\. v25\.0: /),
  ]);
});

test('a version more needs a minor, a version less a major', async () => {
  const now = current((text) => text);
  cpSync(join(now, 'v25.0'), join(now, 'v26.0'), { recursive: true });
  const packages = packageNames;
  expect(await specDemands(released, now, diff)).toEqual([{ packages, level: 'minor', reason: 'v26.0 is added' }]);
  expect(await specDemands(now, released, diff)).toEqual([{ packages, level: 'major', reason: 'v26.0 is removed' }]);
});

test('no change needs nothing', async () => {
  const demands = await specDemands(
    released,
    current((text) => text),
    diff,
  );
  expect(problemsOf(demands, {})).toEqual([]);
});

test('versions that are raised already count, as in the pull request that releases', () => {
  const major: Demand = { packages: ['@whatsapp-qr/client'], level: 'major', reason: 'It changed.' };
  const problem = '@whatsapp-qr/client: expected a changeset of level major, found ';
  expect(problemsOf([major], {})).toEqual([`${problem}none. It changed.`]);
  expect(problemsOf([major], {}, '1.2.4')).toEqual([`${problem}patch. It changed.`]);
  expect(problemsOf([major], {}, '1.3.0')).toEqual([`${problem}minor. It changed.`]);
  expect(problemsOf([major], {}, '2.0.0')).toEqual([]);
});

/** A package with two entries, of which one is JSON, and its type test. */
function makePackage(name: string, types: string, entries: readonly string[] = ['.', './data.json']): string {
  const folder = join(released, name);
  mkdirSync(join(folder, 'test'), { recursive: true });
  const targets = { '.': { import: { types: './index.d.ts' } }, './more': { types: './more.d.ts' } };
  const exports = entries.map((entry) => [entry, { './data.json': './data.json', ...targets }[entry]]);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', exports: Object.fromEntries(exports) }));
  writeFileSync(join(folder, 'index.d.ts'), types);
  writeFileSync(join(folder, 'more.d.ts'), "export * from './index.js';\n");
  writeFileSync(
    join(folder, 'test/types.test.ts'),
    `import { expectTypeOf } from 'vitest';
    import { get } from '../src/index.ts';
    expectTypeOf(get('id')).toEqualTypeOf<{ id: string }>();
    expectTypeOf<keyof ReturnType<typeof get>>().toEqualTypeOf<'id'>();
    expectTypeOf<Parameters<typeof get>[0]>().not.toEqualTypeOf<number>();
    // @ts-expect-error no options
    get('id', {});`,
  );
  return folder;
}

const types = 'export declare function get(id: string): { id: string };\n';

test('changed types and entries need a level of their package alone, and name the entries', () => {
  const before = makePackage('before', types, ['.', './data.json', './more']);
  const changed = makePackage('changed', types.replace('id: string)', 'id: number)'), ['.', './more']);
  const packages = ['@whatsapp-qr/client'];
  const [entry, removed, ...rest] = packageDemands('@whatsapp-qr/client', before, changed);
  expect(entry).toEqual({
    packages,
    level: 'major',
    reason: '@whatsapp-qr/client/data.json can no longer be imported',
  });
  expect(removed).toEqual({
    packages,
    level: 'major',
    reason: '@whatsapp-qr/client, @whatsapp-qr/client/more: `get(id)` cannot be string any more',
  });
  expect(rest.map(({ level }) => level)).toEqual(['minor']);
  const [added] = packageDemands(
    '@whatsapp-qr/client',
    changed,
    makePackage('entry', types.replace('string)', 'number)')),
  );
  expect(added?.reason).toBe('@whatsapp-qr/client/more can no longer be imported');
});

test('declarations that cannot be resolved are an error: their types would be any', () => {
  const before = makePackage('before', types);
  const broken = makePackage(
    'broken',
    "import type { Id } from 'missing';\nexport declare function get(id: Id): void;\n",
  );
  expect(() => packageDemands('@whatsapp-qr/client', before, broken)).toThrow(/broken\/index\.d\.ts.*TS2307.*missing/s);
});

test('a type test of the release that does not compile any more needs a major; additions do not', () => {
  const before = makePackage('before', types);
  const demandsAfter = (name: string, changedTypes: string) => {
    const now = makePackage(name, changedTypes);
    const folder = mkdtempSync(join(released, 'compiled-'));
    return typeTestDemands(forAll(before), forAll(now), folder);
  };
  const wider = types
    .replace('id: string)', 'id: string, options?: object)')
    .replace('id: string }', 'id: string; at: 1 }');
  expect(demandsAfter('wider', wider)).toEqual([]);
  const [demand, ...rest] = demandsAfter('narrower', types.replace('{ id: string }', '{ id: number }'));
  expect(rest).toHaveLength(packageNames.length - 1);
  expect(demand?.level).toBe('major');
  expect(demand?.reason).toMatch(/have 1 errors with these types\. The first: spec-types\.test\.ts\(3,\d+\): error TS/);
});

test('an error outside of the type tests is no breaking change: it is thrown', () => {
  const before = makePackage('before', types);
  const broken = makePackage('broken', "export * from './get.ts';\n");
  const text = "import { a } from 'missing';\nexport const get = (id: string) => ({ id });\n";
  writeFileSync(join(broken, 'get.ts'), text);
  const folder = mkdtempSync(join(released, 'compiled-'));
  expect(() => typeTestDemands(forAll(before), forAll(broken), folder)).toThrow(
    /^Expected errors in the type tests alone, found .*broken\/get\.ts\(1,19\): error TS2\d+: .*'missing'/,
  );
});

test("today's type tests compile against what is built, so that they can be compiled against later types", () => {
  expect(typeTestDemands(packageFolders, packageFolders, mkdtempSync(join(released, 'compiled-')))).toEqual([]);
});
