import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tool } from './tools.ts';

/** A registry on this machine that has our scope and nothing else, for those who have its token. */
export interface Registry extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
}

// No uplink: what is not published here is not there.
const configuration = `
storage: ./storage
uplinks: {}
auth: { htpasswd: { file: ./htpasswd } }
packages: { '@whatsapp-qr/*': { access: $authenticated, publish: $authenticated } }
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
  let token: string;
  try {
    for (let tries = 0; !(await responds(`http://${host}/-/ping`)); tries += 1) {
      if (child.exitCode !== null || tries === 300) throw new Error(`Verdaccio did not start:\n${log}`);
      await setTimeout(100, undefined, { signal });
    }
    token = await register(host, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${host}/`, token, [Symbol.asyncDispose]: stop };
}

/** Registers a user, which gives a token. */
async function register(host: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(`http://${host}/-/user/org.couchdb.user:rehearsal`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'rehearsal', password: 'not-a-real-password' }),
    signal,
  });
  const { token }: { readonly token?: string } = JSON.parse(await response.text());
  if (token === undefined) throw new Error(`Verdaccio gave no token: status ${response.status}`);
  return token;
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
