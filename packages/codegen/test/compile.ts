import { join } from 'node:path';
import ts from 'typescript';

export const REPOSITORY = join(import.meta.dirname, '../../..');

/** The errors in a program's own files and in generated ones, with the compiler flags of the client. */
export function compile(...files: readonly string[]): string[] {
  const folder = join(REPOSITORY, 'packages/client');
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, folder);
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
  const isOurs = ({ file }: ts.Diagnostic) =>
    file === undefined || files.includes(file.fileName) || file.fileName.includes('/generated/');
  return diagnostics.filter(isOurs).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
