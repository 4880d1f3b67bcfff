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
  { name: 'client', target: 0.68 },
  { name: 'signal', target: 0.6 },
  { name: 'fields', target: 0.6 },
  { name: 'withResponse', target: 0.6 },
  { name: 'hooks', target: 0.6 },
  { name: 'openapi-fetch' },
  { name: 'loopback', target: 0.98 },
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
  const base = name === 'loopback' ? 'of openapi-fetch bare over loopback' : 'of raw fetch with a stub';
  const what = `${name}, ${base} (${spread})`;
  const peer = name === 'loopback' ? 1 : ratio('openapi-fetch');
  return [{ what, ours: ratio(name), peer, target, is: 'at least', digits: 3 }];
});
report('calls per second', 'openapi-fetch bare', rows);
