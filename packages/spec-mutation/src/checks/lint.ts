import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inOneLine } from './check.ts';
import { original } from './repository.ts';

const spec = path.join(original, 'spec');
const command = createRequire(path.join(spec, 'package.json')).resolve('@redocly/cli/bin/cli.js');

/** The part of the linter's JSON report that is used here. */
interface LintReport {
  readonly problems: readonly {
    readonly severity: string;
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly { readonly source: { readonly ref: string } }[];
  }[];
}

/** The linter's finding for each document. One call for all: starting the linter takes ten times as long as one document. */
export async function lintFindings(documents: readonly string[]): Promise<(string | undefined)[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lint-'));
  try {
    const files = documents.map((document, index) => {
      const file = path.join(folder, String(index), 'openapi.yaml');
      mkdirSync(path.dirname(file));
      writeFileSync(file, document);
      return file;
    });
    const reports = await lint(files);
    if (reports.length !== files.length) {
      throw new Error(`redocly lint: expected ${files.length} reports, found ${reports.length}`);
    }
    const errors = reports.flatMap(({ problems }) => problems).filter(({ severity }) => severity === 'error');
    const byFile = Map.groupBy(errors, ({ location: [location] }) => path.resolve(spec, location?.source.ref ?? ''));
    const unknown = [...byFile.keys()].find((file) => !files.includes(file));
    if (unknown !== undefined) throw new Error(`redocly lint: found a problem in ${unknown}, which it was not given`);
    return files.map((file) => {
      const [error] = byFile.get(file) ?? [];
      return error && inOneLine(`${error.ruleId}: ${error.message}`);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lint(files: readonly string[]): Promise<LintReport[]> {
  const args = [
    'lint',
    ...files,
    '--config',
    path.join(spec, 'redocly.yaml'),
    '--format',
    'json',
    '--max-problems',
    '1000000',
  ];
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [command, ...args],
      { cwd: spec, env, maxBuffer: 1 << 28 },
      (_error, output, errorOutput) => {
        try {
          // It ends with 1 if it finds anything. The reports follow each other without anything in between.
          resolve(output.split(/(?<=^\})(?=\{)/m).map((report) => JSON.parse(report)));
        } catch (cause) {
          reject(
            new Error(
              `redocly lint: expected reports as JSON, found ${output.slice(0, 300)}\n${errorOutput.slice(-1000)}`,
              {
                cause,
              },
            ),
          );
        }
      },
    );
  });
}
