import ts from 'typescript';
import { typeParametersOf } from './type-facts.ts';

/** The exports of a module by name, with what an alias leads to. */
export class EntryModule {
  readonly exports = new Map<string, ts.Symbol>();
  /** The exported types without type parameters. They are compared by name, wherever they occur. */
  readonly typeNames = new Map<ts.Type, string>();

  constructor(checker: ts.TypeChecker, file: ts.SourceFile | undefined) {
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${file?.fileName}: expected the declarations of a module`);
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      this.exports.set(exported.name, symbol);
      if (symbol.flags & ts.SymbolFlags.Type && typeParametersOf(symbol.declarations?.[0]).length === 0) {
        this.typeNames.set(checker.getDeclaredTypeOfSymbol(symbol), exported.name);
      }
    }
  }
}
