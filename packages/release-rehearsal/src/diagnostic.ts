import ts from 'typescript';

/** An error of the compiler as `file(line,column): error TS…: message`, the file relative to a folder. */
export function formatDiagnostic(diagnostic: ts.Diagnostic, folder: string): string {
  const host = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => folder,
    getNewLine: () => '\n',
  };
  return ts.formatDiagnostic(diagnostic, host).trim();
}
