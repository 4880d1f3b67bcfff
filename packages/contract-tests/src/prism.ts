import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { documentFile, specFolder } from './spec.ts';

const command = fileURLToPath(new URL('../node_modules/.bin/prism', import.meta.url));

export interface Prism extends AsyncDisposable {
  readonly url: string;
}

/** The plain `prism mock` command on the document of that version, on a free port. */
export async function startPrism(version: string): Promise<Prism> {
  const prism = spawn(command, ['mock', documentFile(specFolder, version), '--port', '0'], {
    // The command runs the first `node` in PATH.
    env: { ...process.env, PATH: dirname(process.execPath) + delimiter + process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(prism, 'exit');
  let url: string | undefined;
  for await (const line of createInterface(prism.stdout)) {
    url = /listening on (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error(`prism mock exited before it listened, with exit code ${(await exited)[0]}.`);
  // Further output must be consumed: a full pipe would block the process.
  prism.stdout.resume();
  return {
    url,
    async [Symbol.asyncDispose]() {
      prism.kill();
      await exited;
    },
  };
}
