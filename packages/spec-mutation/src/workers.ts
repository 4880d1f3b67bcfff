import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Findings } from './checks/check.ts';
import type { Answer, Question } from './worker.ts';

/** A document to check, by the name under which errors speak of it. */
export interface NamedDocument {
  readonly name: string;
  readonly text: string;
}

/** Node keeps every module that it has loaded, and each mutant loads its own: so a process ends before memory does. */
const DOCUMENTS_PER_PROCESS = 150;

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** Holds documents against the checks that run in process, `count` at a time, and gives the findings in their order. */
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
      for (let asked = 0; asked < DOCUMENTS_PER_PROCESS; asked += 1) {
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
  #told = '';

  constructor(version: string) {
    this.#process = fork(program, [version], { silent: true });
    this.#process.stdout?.resume();
    this.#process.stderr?.on('data', (text: Buffer) => {
      this.#told = `${this.#told}${text}`.slice(-4_000);
    });
  }

  async findings(document: string): Promise<Findings> {
    const question: Question = { document };
    const settled = new AbortController();
    const answered = once(this.#process, 'message', settled).then(([answer]): Answer => answer);
    const ended = once(this.#process, 'exit', settled).then(([code]) => {
      throw new Error(`the process ended with code ${code} before the checks did:\n${this.#told}`);
    });
    try {
      this.#process.send(question);
      const answer = await Promise.race([answered, ended]);
      if ('error' in answer) throw new Error(`a check broke off: ${answer.error}`);
      return answer.findings;
    } finally {
      settled.abort();
    }
  }

  [Symbol.dispose](): void {
    // It tidies up, and ends.
    this.#process.disconnect();
  }
}
