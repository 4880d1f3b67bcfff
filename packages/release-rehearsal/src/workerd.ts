import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { type Environment, type Results, readResults, type Setting } from './environment.ts';
import { platformTool, platformToolVersion } from './tools.ts';

const workerd = () => platformTool('workerd', 'bin/workerd');

/** One client for all requests, made by the first: what one request starts, another must be able to use. */
const worker = `
import { createQrCodeClient } from '@whatsapp-qr/client/v25.0';
import { checkClient } from './client-checks.mjs';
let client;
export default {
  async fetch(request, { MOCK_URL }) {
    client ??= createQrCodeClient({ phoneNumberId: '1', accessToken: 'not-a-real-token', baseUrl: MOCK_URL });
    if (request.url.endsWith('/first')) return new Response((await client.get('ANED2T5QRU7HG1')).code);
    return Response.json({ client: await checkClient(MOCK_URL) });
  },
};`;

const configuration = (modules: readonly string[], mockUrl: string) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      compatibilityDate = "2025-09-01",
      bindings = [(name = "MOCK_URL", text = "${mockUrl}")],
      modules = [${modules.map((name) => `(name = "${name}", esModule = embed "${name}")`).join(', ')}],
    )),
    (name = "internet", network = (allow = ["private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);`;

async function runWorker({ project, mockUrl, signal }: Setting, splitting: boolean): Promise<Results> {
  const folder = project.bundleFolder(splitting ? 'workerd-modules' : 'workerd-file');
  const entryPoints = [project.write('worker.mjs', worker)];
  // Two entries share what they import: with splitting, that becomes modules of their own.
  if (splitting) entryPoints.push(project.path('client-checks.mjs'));
  await build({ entryPoints, outdir: folder, bundle: true, splitting, format: 'esm', logLevel: 'silent' });
  const modules = readdirSync(folder).filter((name) => name.endsWith('.js'));
  modules.sort((a, b) => Number(b === 'worker.js') - Number(a === 'worker.js'));
  writeFileSync(join(folder, 'config.capnp'), configuration(modules, mockUrl));

  const args = ['serve', 'config.capnp', '--control-fd=3'];
  signal?.throwIfAborted();
  const child = spawn(workerd() ?? '', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const end = () => child.kill();
  signal?.addEventListener('abort', end);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => (log += text));
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    const url = `http://127.0.0.1:${await listening(child.stdio[3], exited)}`;
    const first = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const text = await (await fetch(`${url}/first`, { signal: AbortSignal.timeout(20_000) })).text();
        const name = `concurrent first request ${index + 1}`;
        return text === 'ANED2T5QRU7HG1' ? { name } : { name, problem: `${text}\n${log}` };
      }),
    );
    const checks = await (await fetch(url, { signal: AbortSignal.timeout(60_000) })).text();
    return { client: [...first, ...(readResults(checks).client ?? [])] };
  } catch (error) {
    throw new Error(`workerd failed: ${log}`, { cause: error });
  } finally {
    signal?.removeEventListener('abort', end);
    end();
    await exited;
  }
}

/** The port that workerd chose. */
async function listening(control: unknown, exited: Promise<void>): Promise<number> {
  const lines = createInterface({ input: control as NodeJS.ReadableStream });
  const ended = exited.then(() => {
    throw new Error('it ended before it listened');
  });
  const port = (async () => {
    for await (const line of lines) {
      const message: { event?: string; port?: number } = JSON.parse(line);
      if (message.event === 'listen' && message.port !== undefined) return message.port;
    }
    throw new Error('it named no port');
  })();
  return await Promise.race([port, ended]);
}

export const workerdEnvironments: readonly Environment[] = [false, true].map((splitting) => ({
  name: splitting ? 'workerd (split modules)' : 'workerd (one file)',
  kind: 'runtimes',
  subjects: ['client'],
  version: () => platformToolVersion('workerd'),
  lacks: () => (workerd() === undefined ? 'workerd' : undefined),
  run: (setting) => runWorker(setting, splitting),
}));
