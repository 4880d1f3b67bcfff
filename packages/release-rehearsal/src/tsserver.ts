import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { tool } from './tools.ts';

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly offset: number;
}

/** The file that an editor opens for "go to definition": it goes through the imported name to its source. */
export async function definitionOf(file: string, position: Position): Promise<string | undefined> {
  const server = spawn(process.execPath, [tool('typescript-5.9/lib/tsserver.js')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    const send = (seq: number, command: string, args: object) =>
      server.stdin.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    send(1, 'open', { file });
    send(2, 'definition', { file, ...position });
    for await (const line of createInterface({ input: server.stdout })) {
      if (!line.startsWith('{')) continue;
      const message: { request_seq?: number; body?: { file: string }[] } = JSON.parse(line);
      if (message.request_seq === 2) return message.body?.[0]?.file;
    }
    return undefined;
  } finally {
    server.kill();
  }
}
