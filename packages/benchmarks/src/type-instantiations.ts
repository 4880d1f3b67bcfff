import { join } from 'node:path';
import ts from 'typescript';

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** Not on disk. Imports are found from here. */
const programFile = join(import.meta.dirname, 'program.ts');

/** The libraries of the platform, parsed once for all programs. */
const libraries = new Map<string, ts.SourceFile | undefined>();

/** Type instantiations of a program that compiles, as `tsc --extendedDiagnostics` counts them, over those of an empty one. */
export const typeInstantiations = (program: string): number => count(program) - count('export {};');

function count(text: string): number {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === programFile || fileExists(name);
  host.getSourceFile = (name, language, ...rest) => {
    if (name === programFile) return ts.createSourceFile(name, text, language);
    if (!/\/typescript\/lib\/lib\..*\.d\.ts$/.test(name)) return getSourceFile(name, language, ...rest);
    if (!libraries.has(name)) libraries.set(name, getSourceFile(name, language, ...rest));
    return libraries.get(name);
  };
  const program = ts.createProgram([programFile], options, host);
  const diagnostics = ts.getPreEmitDiagnostics(program);
  if (diagnostics.length === 0) return program.getInstantiationCount();
  const report = ts.formatDiagnostics(diagnostics, host);
  throw new Error(`Expected the program to compile; the compiler reported:\n${report}`);
}
