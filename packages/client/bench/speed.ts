// Calls per second relative to raw fetch with the same stub, and over loopback relative to openapi-fetch bare. A variant is
// measured in separate processes, each of which compares it with its base in pairs of bursts; the median over the
// processes is reported. Needs a build; takes about two minutes.
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, type Row, report } from './table.ts';

const processes = 5;
const variants = [
  { name: 'client', target: 1 },
  { name: 'signal', target: 0.85 },
  { name: 'fields', target: 0.85 },
  { name: 'withResponse', target: 0.85 },
  { name: 'hooks', target: 0.85 },
  { name: 'openapi-fetch' },
  { name: 'loopback', target: 0.92 },
] as const;

const burst = join(import.meta.dirname, 'burst.ts');
const server = fork(join(import.meta.dirname, 'loopback-server.ts'));
const [url] = await once(server, 'message');

const ratios = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
try {
  for (let round = 1; round <= processes; round++) {
    console.error(`round ${round} of ${processes}`);
    for (const { name } of variants) {
      const { stdout } = await promisify(execFile)(process.execPath, [burst, name, String(url)]);
      ratios.get(name)?.push(Number(stdout));
    }
  }
} finally {
  server.kill();
}

const ratio = (name: string) => median(ratios.get(name) ?? []);
const rows = variants.flatMap((variant): Row[] => {
  if (!('target' in variant)) return [];
  const { name, target } = variant;
  const spread = ratios
    .get(name)
    ?.toSorted()
    .map((value) => value.toFixed(2))
    .join(' ');
  // Over loopback the base of a burst is openapi-fetch itself, otherwise raw fetch.
  const peer = name === 'loopback' ? 1 : ratio('openapi-fetch');
  const what = `${name}, relative to openapi-fetch bare (of the base: ${spread})`;
  return [{ what, ours: ratio(name) / peer, peer: 1, target, is: 'at least', digits: 3 }];
});
report('calls per second', 'openapi-fetch bare', rows);
