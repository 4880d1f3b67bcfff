import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Demand } from './changeset-levels.ts';
import { formatDiagnostic } from './diagnostic.ts';
import { type PackageName, type PerPackage, packageNames } from './packages.ts';

const expectations = join(import.meta.dirname, '../programs/type-expectations.ts');
const modules = join(import.meta.dirname, '../../../node_modules');

/** An `@ts-expect-error` without an error: what was refused is accepted now. */
const UNUSED_EXPECTATION = 2578;

/**
 * Compiles the type tests of a release against packages as they are built now, in an empty folder. A test that does not compile
 * is a program that the release allowed, and that breaks. Throws at an error in another file: that is none of the packages'.
 */
export function typeTestDemands(
  released: PerPackage<string>,
  current: PerPackage<string>,
  folder: string,
): readonly Demand[] {
  const link = (name: string, target: string) => {
    const path = join(folder, 'node_modules', name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  };
  for (const name of ['vitest', '@types/node']) link(name, join(modules, name));
  for (const name of packageNames) link(name, current[name]);
  copyFileSync(expectations, join(folder, 'type-expectations.ts'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const tests = packageNames.map((name) => ({ name, files: copyTypeTests(name, released[name], folder) }));
  const all = tests.flatMap(({ files }) => files);
  const errors = errorsIn(all, folder);
  const elsewhere = errors.find(({ file }) => file === undefined || !all.includes(file.fileName));
  if (elsewhere) {
    throw new Error(`Expected errors in the type tests alone, found ${formatDiagnostic(elsewhere, folder)}`);
  }
  return tests.flatMap(({ name, files }): Demand[] => {
    const ofPackage = errors.filter(({ file }) => file !== undefined && files.includes(file.fileName));
    const [first] = ofPackage.map((error) => formatDiagnostic(error, folder));
    if (first === undefined) return [];
    const reason = `The type tests of the last release have ${ofPackage.length} errors with these types. The first: ${first}`;
    return [{ packages: [name], level: 'major', reason }];
  });
}

function copyTypeTests(name: PackageName, released: string, folder: string): readonly string[] {
  const tests = join(released, 'test');
  const files = readdirSync(tests).filter((file) => file.endsWith('.test-d.ts') || file === 'types.test.ts');
  return files.map((file) => {
    const copy = join(folder, `${name.replace('@whatsapp-qr/', '')}-${file}`);
    const text = readFileSync(join(tests, file), 'utf8')
      .replaceAll(/'\.\.\/src\/generated\/(v[\d.]+)\/entry\.ts'/g, `'${name}/$1'`)
      .replaceAll("'../src/index.ts'", `'${name}'`)
      .replaceAll("'vitest'", "'./type-expectations.ts'");
    const [internal] = /from '\.\.\/.*'/.exec(text) ?? [];
    if (internal)
      throw new Error(`${join(tests, file)}: expected imports of the entries of ${name}, found ${internal}`);
    writeFileSync(copy, text);
    return copy;
  });
}

function errorsIn(files: readonly string[], folder: string): readonly ts.Diagnostic[] {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    types: ['node'],
    typeRoots: [join(folder, 'node_modules/@types')],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  });
  return ts.getPreEmitDiagnostics(program).filter(({ code }) => code !== UNUSED_EXPECTATION);
}
