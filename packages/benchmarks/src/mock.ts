import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './child.ts';
import { codeId, phoneNumberId, version } from './code.ts';
import { requestsPerSecond } from './http-load.ts';
import { inRounds, type Samples } from './rounds.ts';
import { createRow, type Row } from './row.ts';
import { seed } from './seed.ts';

const connections = 32;
const requests = 4_000;
const seededCodes = seed[phoneNumberId]?.length.toLocaleString('en-US');
const target = `/${version}/${phoneNumberId}/message_qrdls/${codeId}`;

interface Speed {
  readonly firstResponseMs: number;
  readonly perSecond: number;
}

/** The mock beside prism-cli over sockets and prism-http in process, in turn. */
export async function measureMock(rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-mock-'));
  try {
    const seedFile = join(folder, 'seed.json');
    writeFileSync(seedFile, JSON.stringify(seed));
    const mock = [
      fileURLToPath(import.meta.resolve('@whatsapp-qr/mock/package.json')).replace('package.json', 'dist/cli.js'),
    ];
    const prism = [fileURLToPath(import.meta.resolve('@stoplight/prism-cli/dist/index.js')), 'mock'];
    const document = fileURLToPath(import.meta.resolve(`@whatsapp-qr/spec/${version}/openapi.yaml`));
    const servers: Readonly<Record<string, readonly string[]>> = {
      mock: [...mock, '--graph-version', version],
      stateful: [...mock, '--graph-version', version, '--stateful', '--seed', seedFile],
      'prism-cli': [...prism, document],
      'prism-cli, silent': [...prism, document, '--verboseLevel', 'silent'],
    };
    const served = await inRounds('mock, server', Object.keys(servers), rounds, (name) =>
      measureServer(servers[name] ?? []),
    );
    const program = join(import.meta.dirname, 'mock-in-process.ts');
    const inProcess = await inRounds('mock, in process', ['mock', 'stateful', 'prism-http'], rounds, (name) =>
      runNode<Speed>([program, name]),
    );
    return rowsOf(served, inProcess);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(served: Samples<Speed>, inProcess: Samples<Speed>): Row[] {
  const firsts = (speeds: readonly Speed[]) => speeds.map(({ firstResponseMs }) => firstResponseMs);
  const rates = (speeds: readonly Speed[]) => speeds.map(({ perSecond }) => perSecond);
  const of = (speeds: Samples<Speed>, pick: typeof rates, ...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, pick(speeds(name))]));
  return [
    createRow({
      what: 'server: start to first response',
      unit: 'ms',
      ours: firsts(served('mock')),
      peers: of(served, firsts, 'prism-cli', 'prism-cli, silent'),
      target: { is: 'at most', limit: 0.5, of: 'prism-cli' },
    }),
    createRow({
      what: `server: requests over ${connections} connections`,
      unit: 'requests/s',
      ours: rates(served('mock')),
      peers: of(served, rates, 'prism-cli', 'prism-cli, silent'),
      target: { is: 'at least', limit: 2, of: 'prism-cli' },
    }),
    createRow({
      what: `server: the same, stateful with ${seededCodes} codes`,
      unit: 'requests/s',
      ours: rates(served('stateful')),
      peers: { stateless: rates(served('mock')) },
      target: { is: 'at least', limit: 0.5, of: 'stateless' },
    }),
    createRow({
      what: 'in process: import to first response',
      unit: 'ms',
      ours: firsts(inProcess('mock')),
      peers: of(inProcess, firsts, 'prism-http'),
      target: { is: 'at most', limit: 150 },
    }),
    createRow({
      what: 'in process: calls',
      unit: 'calls/s',
      ours: rates(inProcess('mock')),
      peers: of(inProcess, rates, 'prism-http'),
      target: { is: 'at least', limit: 1.5, of: 'prism-http' },
    }),
    createRow({
      what: `in process: the same, stateful with ${seededCodes} codes`,
      unit: 'calls/s',
      ours: rates(inProcess('stateful')),
      peers: { stateless: rates(inProcess('mock')) },
      target: { is: 'at least', limit: 0.5, of: 'stateless' },
    }),
  ];
}

async function measureServer(command: readonly string[]): Promise<Speed> {
  const port = await freePort();
  const startedAt = performance.now();
  const server = spawn(process.execPath, [...command, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    server.stdout.resume();
    const url = `http://127.0.0.1:${port}`;
    await firstResponse(url, () => server.exitCode);
    const firstResponseMs = performance.now() - startedAt;
    await requestsPerSecond(url, target, connections, requests / 4);
    return { firstResponseMs, perSecond: await requestsPerSecond(url, target, connections, requests) };
  } finally {
    server.kill();
    if (server.exitCode === null) await once(server, 'exit');
  }
}

async function firstResponse(url: string, exitCode: () => number | null): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  while (exitCode() === null) {
    try {
      await requestsPerSecond(url, target, 1, 1, signal);
      return;
    } catch {
      if (signal.aborted) throw new Error(`Expected a 200 from ${url} within 30 s`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  throw new Error(`Expected a server at ${url}; it ended with code ${exitCode()}.`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
