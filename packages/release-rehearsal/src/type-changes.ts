import ts from 'typescript';
import { formatDiagnostic } from './diagnostic.ts';
import { EntryModule } from './entry-module.ts';
import { Comparison, type TypeChange } from './type-comparison.ts';

/** The declarations of one entry of a package, before and now. */
export interface EntryPair {
  readonly before: string;
  readonly now: string;
}

/**
 * What changed for programs that import an entry, for each entry. A name or value that such a program can use and that is gone
 * is a major; so is what it needs in addition, a narrower parameter, a wider result, and whatever cannot be decided. Everything
 * that is added is a minor.
 *
 * Type parameters are compared as their constraints: what a type computes from an argument is left to the type tests. A type
 * that no value of the entry uses by its name breaks only by what is gone from it. An object that the package gives and takes
 * back is compared as one that it gives. Not seen are `readonly`, and that an object that implements one of the interfaces has
 * to have more.
 */
export function typeChanges(entries: readonly EntryPair[]): readonly (readonly TypeChange[])[] {
  const program = ts.createProgram(
    entries.flatMap(({ before, now }) => [before, now]),
    {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ESNext,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    },
  );
  expectResolved(program);
  const checker = program.getTypeChecker();
  const modules = entries.map(({ before, now }) =>
    [before, now].map((path) => new EntryModule(checker, program.getSourceFile(path))),
  );
  const given = new Set<ts.Symbol>();
  const compareAll = () =>
    modules.map(([before, now]) => (before && now ? new Comparison(checker, before, now, given).changes() : []));
  // The first time finds out what the package gives, by any of its entries.
  compareAll();
  return compareAll();
}

/** A type that cannot be resolved is `any`, in which no change shows. */
function expectResolved(program: ts.Program): void {
  for (const file of program.getSourceFiles()) {
    if (program.isSourceFileDefaultLibrary(file) || program.isSourceFileFromExternalLibrary(file)) continue;
    const [problem] = program.getSemanticDiagnostics(file);
    if (problem) throw new Error(formatDiagnostic(problem, '/'));
  }
}
