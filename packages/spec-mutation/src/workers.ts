import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Findings } from './checks/check.ts';
import type { CheckRequest, CheckResponse } from './worker.ts';

/** A document to check, with the name that errors use for it. */
export interface NamedDocument {
  readonly name: string;
  readonly text: string;
}

/** Node never unloads a module, and each mutant loads its own, so a process is replaced before its memory is full. */
const DOCUMENTS_PER_PROCESS = 150;

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Runs the checks on documents, `count` at a time, and returns the findings in the order of the documents. */
export async function findingsOf(
  version: string,
  documents: readonly NamedDocument[],
  count: number,
  done: () => void,
): Promise<Findings[]> {
  const findings: Findings[] = [];
  const queue = documents.entries();
  const work = async (): Promise<void> => {
    for (;;) {
      using worker = new Worker(version);
      for (let checked = 0; checked < DOCUMENTS_PER_PROCESS; checked += 1) {
        const { value: next } = queue.next();
        if (next === undefined) return;
        const [index, document] = next;
        findings[index] = await worker.findings(document.text).catch((cause: unknown) => {
          throw new Error(`${document.name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
        });
        done();
      }
    }
  };
  await Promise.all(Array.from({ length: count }, work));
  return findings;
}

class Worker implements Disposable {
  readonly #process: ChildProcess;
  #errorOutput = '';

  constructor(version: string) {
    this.#process = fork(program, [version], { silent: true });
    this.#process.stdout?.resume();
    this.#process.stderr?.on('data', (text: Buffer) => {
      this.#errorOutput = `${this.#errorOutput}${text}`.slice(-4_000);
    });
  }

  async findings(document: string): Promise<Findings> {
    const request: CheckRequest = { document };
    const settled = new AbortController();
    const response = once(this.#process, 'message', settled).then(([message]): CheckResponse => message);
    const ended = once(this.#process, 'exit', settled).then(([code]) => {
      throw new Error(`the process ended with code ${code} before the checks did:\n${this.#errorOutput}`);
    });
    try {
      this.#process.send(request);
      const result = await Promise.race([response, ended]);
      if ('error' in result) throw new Error(`a check failed with an error: ${result.error}`);
      return result.findings;
    } finally {
      settled.abort();
    }
  }

  [Symbol.dispose](): void {
    // It removes its files, and ends.
    this.#process.disconnect();
  }
}
