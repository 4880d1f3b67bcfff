import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runNode } from './child.ts';
import { inRounds, type Samples } from './rounds.ts';
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
    const stub = await inRounds('stub', ['client', ...variants, ...peers], rounds, (name) =>
      runNode<Speed>([speed, name]),
    );
    const loopback = await inRounds('loopback', ['client', ...loopbackPeers], rounds, (name) =>
      runNode<Speed>([speed, name, String(address)]),
    );
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

function row(what: string, speeds: Samples<Speed>, name: string, limit: number, peerNames: readonly string[]): Row {
  return createRow({
    what,
    unit: 'calls/s',
    ours: speeds(name).map(({ perSecond }) => perSecond),
    ratios: speeds(name).map(({ ratio }) => ratio),
    peers: Object.fromEntries(peerNames.map((peer) => [peer, speeds(peer).map(({ perSecond }) => perSecond)])),
    target: { is: 'at least', limit, of: 'openapi-fetch' },
  });
}
