import { globSync } from 'node:fs';
import path from 'node:path';
import type { GeneratedFile } from '@whatsapp-qr/codegen';
import ts from 'typescript';
import { inOneLine } from './check.ts';
import { original } from './repository.ts';

const client = path.join(original, 'packages/client');

/**
 * The type tests of the client, compiled against generated files that are never written. One language service for all
 * mutants: what none of them changes is read and bound once.
 */
export class TypeTests {
  readonly #tests: readonly string[] = globSync('test/**/*.test-d.ts', { cwd: client }).map((test) =>
    path.join(client, test),
  );
  /** By absolute path: the text, and how often it has changed. */
  readonly #generated = new Map<string, { text: string; version: number }>();
  /** By what was generated: mutants of examples, for instance, all have the same types. */
  readonly #found = new Map<string, string | undefined>();
  readonly #service = ts.createLanguageService(this.#host());

  finding(files: readonly GeneratedFile[]): string | undefined {
    const typed = files.filter(({ path: name }) => name.startsWith('packages/client/') && name.endsWith('.ts'));
    const types = typed.map(({ content }) => withoutComments(content)).join('\n');
    if (!this.#found.has(types)) {
      for (const file of typed) this.#put(path.join(original, file.path), withoutComments(file.content));
      this.#found.set(types, this.#firstError());
    }
    return this.#found.get(types);
  }

  #put(file: string, text: string): void {
    const known = this.#generated.get(file);
    if (known?.text !== text) this.#generated.set(file, { text, version: (known?.version ?? 0) + 1 });
  }

  #firstError(): string | undefined {
    for (const file of [...this.#tests, ...this.#generated.keys()]) {
      const [error] = [...this.#service.getSyntacticDiagnostics(file), ...this.#service.getSemanticDiagnostics(file)];
      if (error === undefined) continue;
      const line = error.file === undefined ? 0 : error.file.getLineAndCharacterOfPosition(error.start ?? 0).line + 1;
      return inOneLine(`${path.basename(file)}:${line} ${ts.flattenDiagnosticMessageText(error.messageText, ' ')}`);
    }
    return undefined;
  }

  #host(): ts.LanguageServiceHost {
    const { options } = compilerOptions();
    const text = (file: string): string | undefined => this.#generated.get(file)?.text ?? ts.sys.readFile(file);
    return {
      // The type tests import one version; the generated files of the others are compiled for themselves.
      getScriptFileNames: () => [...this.#tests, ...this.#generated.keys()],
      getScriptVersion: (file) => String(this.#generated.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const content = text(file);
        return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
      },
      getCompilationSettings: () => options,
      getCurrentDirectory: () => client,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (file) => this.#generated.has(file) || ts.sys.fileExists(file),
      readFile: text,
      ...(ts.sys.realpath && { realpath: ts.sys.realpath }),
    };
  }
}

/** As the client's own type check has them. */
function compilerOptions(): ts.ParsedCommandLine {
  const file = path.join(client, 'tsconfig.tools.json');
  const refuse = (diagnostic: ts.Diagnostic): never => {
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`);
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(
    file,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: refuse },
  );
  const [error] = parsed?.errors ?? [];
  if (error !== undefined) return refuse(error);
  if (parsed === undefined) throw new Error(`${file}: expected the compiler options of the type tests`);
  return parsed;
}

/** Descriptions and examples stand in comments. */
function withoutComments(source: string): string {
  return source.replace(/\/\*\*[\s\S]*?\*\/\s*/g, '');
}
