import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const examples = join(import.meta.dirname, '..');
export const repository = join(examples, '..');

/** A fenced block of TypeScript in a Markdown file. */
export interface CodeBlock {
  /** Such as `README.md:17`, the line where the code starts. */
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

/** What a command printed, and whether it succeeded. */
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

/** A folder in which the code of a block compiles and runs as in a project that has installed the packages. */
export class Consumer implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'code-block-'));

  constructor({ code }: CodeBlock) {
    symlinkSync(join(examples, 'node_modules'), join(this.#folder, 'node_modules'));
    const files = {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': JSON.stringify({ extends: join(repository, 'tsconfig.base.json'), include: ['*.ts'] }),
      'block.test.ts': code,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.#folder, name), text);
  }

  compile(): Promise<Printed> {
    const types = ['--typeRoots', join(repository, 'node_modules/@types')];
    return runNode([join(repository, 'node_modules/typescript/bin/tsc'), ...types], { cwd: this.#folder });
  }

  /** By vitest if it is a test, else as it is. Whatever address it calls, the mock answers. */
  run(env: NodeJS.ProcessEnv): Promise<Printed> {
    const isTest = readFileSync(join(this.#folder, 'block.test.ts'), 'utf8').includes("from 'vitest'");
    const vitest = join(examples, 'node_modules/vitest/vitest.mjs');
    const program = isTest
      ? [vitest, 'run']
      : ['--import', join(import.meta.dirname, 'mocked-fetch.ts'), 'block.test.ts'];
    return runNode(program, { cwd: this.#folder, env: { ...process.env, ...env } });
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
