// The mock beside its peers, in one run on one machine, round by round: prism-cli over sockets, prism-http in process. The
// ratios are what counts. Needs a build; takes about a minute.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requestsPerSecond } from './load.ts';

const ROUNDS = 5;
const CONNECTIONS = 32;
const REQUESTS = 5_000;

const CLI = join(import.meta.dirname, '../dist/cli.js');
const PRISM_CLI = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');
const DOCUMENT = join(import.meta.dirname, '../../../spec/v23.0/openapi.yaml');
const TARGET = '/v23.0/1234567890123456/message_qrdls/ANED2T5QRU7HG1';

/** As many codes as a phone number can have; the one that is requested is the oldest. */
const seed = join(mkdtempSync(join(tmpdir(), 'mock-bench-')), 'seed.json');
const codes = Array.from({ length: 1_999 }, (_, index) => ({ prefilled_message: `${index}` }));
const SEED = { '1234567890123456': [...codes, { prefilled_message: 'Hi', code: 'ANED2T5QRU7HG1' }] };
writeFileSync(seed, JSON.stringify(SEED));

const SERVERS = {
  mock: [CLI, '--graph-version', 'v23.0'],
  'mock, stateful with 2,000 codes': [CLI, '--graph-version', 'v23.0', '--stateful', '--seed', seed],
  'prism-cli': [PRISM_CLI, 'mock', DOCUMENT],
  'prism-cli, silent': [PRISM_CLI, 'mock', DOCUMENT, '--verboseLevel', 'silent'],
};

const figures = new Map<string, number[]>();

for (let round = 1; round <= ROUNDS; round++) {
  console.error(`round ${round} of ${ROUNDS}`);
  for (const [name, command] of Object.entries(SERVERS)) {
    await measureServer(name, command);
  }
  for (const name of ['mock', 'mock, stateful with 2,000 codes', 'prism-http']) {
    const file = join(import.meta.dirname, 'in-process.ts');
    const { firstResponse, callsPerSecond } = JSON.parse(
      execFileSync(process.execPath, [file, name], { encoding: 'utf8' }),
    );
    note(`${name} in process: import to first response, ms`, firstResponse);
    note(`${name} in process: calls per second`, callsPerSecond);
  }
}

rmSync(dirname(seed), { recursive: true });
console.log(`medians of ${ROUNDS} rounds`);
for (const [name, values] of [...figures].sort()) console.log(`${String(median(values)).padStart(8)}  ${name}`);

async function measureServer(name: string, command: string[]): Promise<void> {
  const port = await freePort();
  const started = performance.now();
  const server = spawn(process.execPath, [...command, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server.stdout.resume();
  const url = `http://127.0.0.1:${port}`;
  await firstResponse(url);
  note(`${name}: start to first response, ms`, performance.now() - started);
  await requestsPerSecond(url, TARGET, CONNECTIONS, REQUESTS / 5);
  note(`${name}: requests per second at ${CONNECTIONS}`, await requestsPerSecond(url, TARGET, CONNECTIONS, REQUESTS));
  server.kill();
  await once(server, 'exit');
}

async function firstResponse(url: string): Promise<void> {
  for (;;) {
    try {
      await requestsPerSecond(url, TARGET, 1, 1);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

function note(name: string, value: number): void {
  figures.set(name, [...(figures.get(name) ?? []), value]);
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN);
}
