import type { IncomingMessage } from 'node:http';

export interface BodyRead {
  /** What was read: everything, or the start of a larger body. */
  readonly body: Buffer;
  /** Whether that is all of it. If not, the message is paused. */
  readonly isComplete: boolean;
}

/** Reads a body up to the limit. Rejects if the connection ends before. */
export function readBody(message: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const read = (isComplete: boolean) => resolve({ body: Buffer.concat(chunks), isComplete });
    message.on('data', function onData(chunk: Buffer) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= maxBytes) return;
      message.off('data', onData);
      message.pause();
      read(false);
    });
    message.once('end', () => read(true));
    // Stays attached: an error after the limit must not end the process.
    message.on('error', reject);
    message.once('close', () => reject(new Error('the connection ended in the middle of the body')));
  });
}

/** Reads the rest of a body without keeping it, so that the client reads the response. Resolves with its size in bytes. */
export async function skipBody(message: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of message) bytes += chunk.length;
  return bytes;
}
