import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const examples = join(import.meta.dirname, '..');
export const repository = join(examples, '..');

/** A fenced block of TypeScript in a Markdown file. */
export interface CodeBlock {
  /** File and first line of the code, such as `README.md:17`. */
  readonly place: string;
  readonly code: string;
}

/** The TypeScript blocks of a Markdown file, named by its path from the root. */
export function codeBlocksOf(file: string, markdown = readFileSync(join(repository, file), 'utf8')): CodeBlock[] {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ index, 1: code = '' }) => ({
    place: `${file}:${markdown.slice(0, index).split('\n').length + 1}`,
    code,
  }));
}

/** The output of a command, and whether it succeeded. */
export interface Printed {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a Node program to its end. */
export function runNode(args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv }): Promise<Printed> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}` });
    });
  });
}

/** A project with the packages installed, and one file per block. */
export class Consumer implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'code-blocks-'));

  constructor(blocks: readonly CodeBlock[]) {
    symlinkSync(join(examples, 'node_modules'), join(this.#folder, 'node_modules'));
    const types = { typeRoots: [join(repository, 'node_modules/@types')] };
    const config = { extends: join(repository, 'tsconfig.base.json'), compilerOptions: types, include: ['*.ts'] };
    writeFileSync(join(this.#folder, 'tsconfig.json'), JSON.stringify(config));
    writeFileSync(join(this.#folder, 'package.json'), '{ "type": "module" }');
    for (const block of blocks) writeFileSync(join(this.#folder, fileOf(block)), block.code);
  }

  /** Compiles all blocks together. */
  compile(): Promise<Printed> {
    return runNode([join(repository, 'node_modules/typescript/bin/tsc')], { cwd: this.#folder });
  }

  /** Runs it with vitest if it is a test, else with Node. The mock responds to every address. */
  run(block: CodeBlock, env: NodeJS.ProcessEnv): Promise<Printed> {
    const file = fileOf(block);
    const vitest = [join(examples, 'node_modules/vitest/vitest.mjs'), 'run', file];
    const program = ['--import', join(import.meta.dirname, 'mocked-fetch.ts'), file];
    const args = block.code.includes("from 'vitest'") ? vitest : program;
    return runNode(args, { cwd: this.#folder, env: { ...process.env, ...env } });
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}

function fileOf({ place }: CodeBlock): string {
  return `${place.replaceAll(/[/:]/g, '-')}.test.ts`;
}
