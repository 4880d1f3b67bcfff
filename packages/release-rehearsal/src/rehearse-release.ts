// pnpm rehearse-release: a release of the last commit to a registry on this machine, and consumers of it.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearse } from './rehearsal.ts';

const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => interrupt.abort(new Error(`Interrupted by ${name}`)));
}
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'whatsapp-qr-rehearsal-')));
try {
  await rehearse(folder, interrupt.signal, (line) => console.log(line));
  console.log('\nThe rehearsal passed.');
} catch (error) {
  const reason = interrupt.signal.aborted ? interrupt.signal.reason : error;
  console.error(`\nThe rehearsal FAILED: ${reason instanceof Error ? reason.message : reason}`);
  process.exitCode = interrupt.signal.aborted ? 130 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  console.log('The registry is stopped; clone and consumers are removed.');
}
