import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Runs a program in a folder of its own, which is the place for temporary files of whatever it starts, too. The folder is removed
 * at the end, after a failure, and after Ctrl-C or SIGTERM, which abort the signal. Sets the exit code: 1 for a failure, 130 if it
 * was interrupted.
 */
export async function runInTemporaryFolder(
  title: string,
  run: (folder: string, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const interrupt = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => interrupt.abort(new Error(`Interrupted by ${name}`)));
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'whatsapp-qr-')));
  process.env.TMPDIR = join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR);
  try {
    await run(folder, interrupt.signal);
  } catch (error) {
    const isInterrupted = interrupt.signal.aborted;
    const reason = isInterrupted ? interrupt.signal.reason : error;
    console.error(`\n${title} FAILED: ${reason instanceof Error ? reason.message : reason}`);
    process.exitCode = isInterrupted ? 130 : 1;
    // Ends what was started beside the command that failed.
    interrupt.abort();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
