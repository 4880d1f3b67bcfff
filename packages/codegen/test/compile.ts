import { join } from 'node:path';
import ts from 'typescript';

export const REPOSITORY = join(import.meta.dirname, '../../..');

/** Files that no test changes: parsing TypeScript's own library takes longer than all else. */
const installed = new Map<string, ts.SourceFile | undefined>();

/** The errors in a program's own files and in generated ones, with the compiler flags of the client. */
export function compile(...files: readonly string[]): string[] {
  const folder = join(REPOSITORY, 'packages/client');
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, folder);
  const program = ts.createProgram(files, options, hostWith(options));
  const isOurs = (file: ts.SourceFile) => files.includes(file.fileName) || file.fileName.includes('/generated/');
  const diagnostics = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program
      .getSourceFiles()
      .filter(isOurs)
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ];
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

function hostWith(options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile(file, ...others) {
      if (!file.includes('/node_modules/')) return host.getSourceFile(file, ...others);
      if (!installed.has(file)) installed.set(file, host.getSourceFile(file, ...others));
      return installed.get(file);
    },
  };
}
