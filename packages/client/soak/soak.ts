// The long proof that nothing is done twice and nothing is lost: `pnpm soak`, or with other figures `node soak.ts --help`.
import { parseArgs } from 'node:util';
import { load, type Report } from './load.ts';

const help = `Makes many calls at once against a server that faults strike, and checks that every call settles once,
that no create happens twice, that every deleted code is gone and that memory stays flat.

  --calls N         how many calls to make (50000)
  --concurrency N   how many at once (64)
  --faults N        the share of requests that a fault strikes, from 0 to 1 (0.05)
  --seed N          which faults, and which calls: the same again, but for what a lost race decides (today's date)
`;

function figure(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text !== '' && value >= least && value <= most) return value;
  console.error(`--${name}: expected a number from ${least} to ${most}, such as ${least}; received "${text}"`);
  process.exit(2);
}

const rows = (title: string, counts: Readonly<Record<string, number>>): string => {
  const lines = Object.entries(counts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`);
  return [title, ...lines].join('\n');
};

function print({ violations, outcomes, requests, faults, bytes }: Report, seconds: number): void {
  const struck = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const memory = bytes.map((count) => (count / 1e6).toFixed(2)).join(', ');
  console.log(rows('\nHow the calls ended:', outcomes));
  console.log(rows(`\nFaults (${struck} of ${requests} requests):`, faults));
  console.log(`\nMemory, in MB: ${memory}. Time: ${seconds.toFixed(0)} s.`);
  if (violations.length === 0) console.log('Every call settled once, nothing was done twice, nothing was lost.');
  else
    console.error(
      `\nExpected none of these; run it again with the same --seed to see them again:\n- ${violations.join('\n- ')}`,
    );
}

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '50000' },
    concurrency: { type: 'string', default: '64' },
    faults: { type: 'string', default: '0.05' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10).replaceAll('-', '') },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}

const calls = figure('calls', values.calls, 1, 1e7);
const concurrency = figure('concurrency', values.concurrency, 1, 1_000);
const share = figure('faults', values.faults, 0, 1);
const seed = figure('seed', values.seed, 0, 2 ** 32);

console.log(`${calls} calls, ${concurrency} at once, faults on ${share * 100} % of requests, seed ${seed}`);
const startedAt = performance.now();
let printedAt = startedAt;
const report = await load({
  calls,
  concurrency,
  // After some 14 000 calls or more V8 lets go of 5 MB that it needs no more.
  warmUp: Math.min(calls, 20_000),
  share,
  seed,
  onProgress(settled, all) {
    if (performance.now() - printedAt < 5_000) return;
    printedAt = performance.now();
    console.log(`  ${settled} of ${all} settled (warm-up included)`);
  },
});
print(report, (performance.now() - startedAt) / 1_000);
process.exitCode = report.violations.length === 0 ? 0 : 1;
