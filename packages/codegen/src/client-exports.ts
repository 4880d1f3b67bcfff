import type ts from 'typescript';
import { typescript } from './compiler.ts';
import { InputError } from './input-error.ts';

const VERSION_ENTRY = /^\.\/v\d+\.\d+$/;
const MANIFEST = './package.json';

/**
 * The manifest with one entry per version in `exports`: after the hand-written entries, which are kept, and before
 * `./package.json`. Everything outside of `exports` is unchanged, to the byte.
 */
export function withVersionEntries(file: string, manifest: string, versions: readonly string[]): string {
  const json = typescript.parseJsonText(file, manifest);
  const span = exportsOf(json);
  if (span === undefined) {
    const reason = 'expected "exports" with an object, to which an entry for every version is added';
    throw new InputError([{ file, line: 1, reason }]);
  }
  const handwritten = Object.entries<unknown>(JSON.parse(span.getText(json))).filter(
    ([path]) => !VERSION_ENTRY.test(path),
  );
  const exports = Object.fromEntries([
    ...handwritten.filter(([path]) => path !== MANIFEST),
    ...versions.map((version) => [
      `./${version}`,
      { types: `./dist/${version}.d.ts`, default: `./dist/${version}.js` },
    ]),
    ...handwritten.filter(([path]) => path === MANIFEST),
  ]);
  const text = JSON.stringify(exports, null, 2).replaceAll('\n', '\n  ');
  return manifest.slice(0, span.getStart(json)) + text + manifest.slice(span.end);
}

function exportsOf(json: ts.JsonSourceFile): ts.ObjectLiteralExpression | undefined {
  const manifest = json.statements[0]?.expression;
  if (manifest === undefined || !typescript.isObjectLiteralExpression(manifest)) return undefined;
  const value = manifest.properties
    .filter(typescript.isPropertyAssignment)
    .find(({ name }) => typescript.isStringLiteral(name) && name.text === 'exports')?.initializer;
  return value && typescript.isObjectLiteralExpression(value) ? value : undefined;
}
