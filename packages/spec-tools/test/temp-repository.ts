import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { printFacts, readReference } from '@whatsapp-qr/reference-reader';
import { smallApi } from './small-api.ts';

const cli = path.join(import.meta.dirname, '../src/cli.ts');

/** A repository with one version of the small API, as the commands expect to find it. */
export class TempRepository implements Disposable {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'spec-tools-'));
  readonly specFolder = path.join(this.folder, 'spec');

  static small(): TempRepository {
    const repository = new TempRepository();
    repository.write('spec/v1.0/openapi.yaml', smallApi);
    repository.write('spec/v1.0/reference/codes.yaml', factsOf(smallApi, 'v1.0'));
    repository.write('spec/v1.0/deviations.yaml', 'version: v1.0\n\ndeviations: []\n');
    repository.write('spec/versions.yaml', versions);
    repository.write('spec/package.json', manifest);
    mkdirSync(repository.path('.changeset'));
    return repository;
  }

  static withSpec(specFolder: string): TempRepository {
    const repository = new TempRepository();
    for (const part of readdirSync(specFolder).filter((name) => /^v\d|^versions\.yaml$|^package\.json$/.test(name))) {
      cpSync(path.join(specFolder, part), repository.path('spec', part), { recursive: true });
    }
    mkdirSync(repository.path('.changeset'));
    return repository;
  }

  path(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  read(file: string): string {
    return readFileSync(this.path(file), 'utf8');
  }

  write(file: string, text: string): string {
    mkdirSync(path.dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
    return this.path(file);
  }

  /** Every file with its text, to see what a command changed. */
  everything(): Record<string, string> {
    const names = readdirSync(this.folder, { recursive: true, encoding: 'utf8' }).sort();
    return Object.fromEntries(
      names.filter((name) => statSync(this.path(name)).isFile()).map((name) => [name, this.read(name)]),
    );
  }

  /** Runs a command as a person would, in this repository. */
  run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    return this.runIn('.', ...args);
  }

  runIn(folder: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
    return new Promise((resolve) => {
      execFile(process.execPath, [cli, ...args], { cwd: this.path(folder) }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What reading a page gives. */
export function factsOf(page: string, graphVersion: string): string {
  const read = readReference(page, { graphVersion, now: new Date('2026-01-02') });
  if (read.problems.length > 0) throw new Error(JSON.stringify(read.problems));
  return printFacts(read, 'yaml');
}

const versions = `# The versions of the small API.

v1.0:
  released: 2020-01-01
  availableUntil: 2022-01-01
  references:
    - title: Codes
      address: https://codes.example/v1.0/
      decides: [listCodes, saveCode]
`;

const manifest = `{
  "name": "spec",
  "exports": {
    "./versions.yaml": "./versions.yaml",
    "./v1.0/openapi.yaml": "./v1.0/openapi.yaml",
    "./v1.0/openapi.json": "./dist/v1.0/openapi.json"
  },
  "files": ["dist"]
}
`;
