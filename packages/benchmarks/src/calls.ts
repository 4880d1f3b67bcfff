import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runNode } from './child.ts';
import { createRow, type Row } from './row.ts';

interface Speed {
  readonly perSecond: number;
  /** Relative to openapi-fetch. */
  readonly ratio: number;
}

const peers = ['raw fetch', 'openapi-fetch', 'hey-api', 'ky', 'ofetch', 'whatsapp-api-js'];
/** Its base address is fixed. */
const loopbackPeers = peers.filter((name) => name !== 'whatsapp-api-js');
const variants = ['signal', 'fields', 'withResponse', 'hooks'];
const speed = join(import.meta.dirname, 'call-speed.ts');

/** Calls per second of each client, in a process of its own in each round. */
export async function measureCalls(rounds: number): Promise<Row[]> {
  const server = fork(join(import.meta.dirname, 'loopback-server.ts'));
  try {
    const [address] = await once(server, 'message');
    const stub = await measure(['client', ...variants, ...peers], rounds, []);
    const loopback = await measure(['client', ...loopbackPeers], rounds, [String(address)]);
    return [
      row('`get`, stub `fetch`', stub, 'client', 1, peers),
      ...variants.map((name) =>
        row(`\`get\` with ${nameOf(name)}, stub \`fetch\``, stub, name, 0.85, ['openapi-fetch']),
      ),
      row('`get`, loopback', loopback, 'client', 0.92, loopbackPeers),
    ];
  } finally {
    server.kill();
  }
}

const nameOf = (variant: string) => (variant === 'signal' || variant === 'hooks' ? variant : `\`${variant}\``);

async function measure(
  names: readonly string[],
  rounds: number,
  args: readonly string[],
): Promise<Map<string, Speed[]>> {
  const speeds = new Map<string, Speed[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    console.error(`  ${args.length > 0 ? 'loopback' : 'stub'}, round ${round + 1} of ${rounds}`);
    for (const name of names) speeds.get(name)?.push(await runNode([speed, name, ...args]));
  }
  return speeds;
}

function row(
  what: string,
  speeds: ReadonlyMap<string, readonly Speed[]>,
  name: string,
  limit: number,
  peerNames: readonly string[],
): Row {
  const of = (contender: string) => speeds.get(contender) ?? [];
  return createRow({
    what,
    unit: 'calls/s',
    ours: of(name).map(({ perSecond }) => perSecond),
    ratios: of(name).map(({ ratio }) => ratio),
    peers: Object.fromEntries(peerNames.map((peer) => [peer, of(peer).map(({ perSecond }) => perSecond)])),
    target: { is: 'at least', limit, of: 'openapi-fetch' },
  });
}
