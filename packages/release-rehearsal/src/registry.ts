import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tool } from './tools.ts';

/** A registry on this machine that has our scope and nothing else. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  /** An `.npmrc` that maps the scope to it, with a token that it does not look at. */
  readonly npmrc: string;
}

// No uplink: what is not published here is not there.
const configuration = `
storage: ./storage
uplinks: {}
auth: { htpasswd: { file: ./htpasswd } }
packages: { '@whatsapp-qr/*': { access: $all, publish: $all } }
log: { type: stdout, format: pretty, level: warn }
`;

/** Starts Verdaccio in a folder, on a free port of the loopback interface. */
export async function startRegistry(folder: string, signal: AbortSignal): Promise<Registry> {
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'config.yaml');
  writeFileSync(config, configuration);
  const host = `127.0.0.1:${await freePort()}`;
  const args = [tool('verdaccio/bin/verdaccio'), '--config', config, '--listen', host];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (log += text));
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    child.kill();
    await exited;
  };
  try {
    for (let tries = 0; !(await responds(`http://${host}/-/ping`)); tries += 1) {
      if (child.exitCode !== null || tries === 300) throw new Error(`Verdaccio did not start:\n${log}`);
      await setTimeout(100, undefined, { signal });
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const npmrc = `@whatsapp-qr:registry=http://${host}/\n//${host}/:_authToken=not-a-real-token\n`;
  return { url: `http://${host}/`, npmrc, [Symbol.asyncDispose]: stop };
}

async function responds(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
