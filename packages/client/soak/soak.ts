// Soak test: no operation is carried out twice and no code is lost. `pnpm soak`; options: `node soak.ts --help`.
import { parseArgs } from 'node:util';
import { load, type Report } from './load.ts';

const help = `Makes concurrent calls against a server that injects faults, and checks that every call settles once,
that no create is carried out twice, that every deleted code is gone and that memory stays flat.

  --calls N         how many calls to make (50000)
  --concurrency N   how many concurrent calls (64)
  --faults N        the share of requests with a fault, from 0 to 1 (0.05)
  --seed N          seed of faults and calls; a seed reproduces both, except for the outcome of races (today's date)
`;

function parseNumber(name: string, text: string, least: number, most: number): number {
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
  const faulted = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const memory = bytes.map((count) => (count / 1e6).toFixed(2)).join(', ');
  console.log(rows('\nOutcomes of the calls:', outcomes));
  console.log(rows(`\nFaults (${faulted} of ${requests} requests):`, faults));
  console.log(`\nMemory, in MB: ${memory}. Time: ${seconds.toFixed(0)} s.`);
  if (violations.length === 0)
    console.log('Every call settled once; nothing was carried out twice, and nothing was lost.');
  else console.error(`\nExpected no violations; the same --seed reproduces them:\n- ${violations.join('\n- ')}`);
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

const calls = parseNumber('calls', values.calls, 1, 1e7);
const concurrency = parseNumber('concurrency', values.concurrency, 1, 1_000);
const share = parseNumber('faults', values.faults, 0, 1);
const seed = parseNumber('seed', values.seed, 0, 2 ** 32);

console.log(`${calls} calls, ${concurrency} at once, faults on ${share * 100} % of requests, seed ${seed}`);
const startedAt = performance.now();
let printedAt = startedAt;
const report = await load({
  calls,
  concurrency,
  // After 14 000 calls or more V8 frees 5 MB that it no longer needs.
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
