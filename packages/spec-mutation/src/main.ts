// How good the checks of the spec are: `pnpm mutate:spec`.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findSpecFolder, versionsIn } from '@whatsapp-qr/spec-tools';
import { original } from './checks/repository.ts';
import { judge, readEquivalents } from './equivalents.ts';
import { mutantsOf } from './mutants.ts';
import { mutate, type Verdict } from './mutate.ts';
import { reportAsText } from './report.ts';

const help = `pnpm mutate:spec [VERSION]

Makes every mistake that one edit can make in spec/VERSION/openapi.yaml (by default, of the newest version), one at a
time and in memory,
and counts which checks notice it: the linter, the checks of structure and examples, the audit, the generator by refusing,
the type tests of the client against the types generated, and the contract tests against a mock of that document. That
generated files would no longer be current does not count.

Ends with 1 if a mutant is noticed by none and not explained in packages/spec-mutation/src/equivalents/VERSION.yaml,
or if an explanation there no longer applies.

  --only TEXT     only mutants whose name, or kind of slip, contains TEXT
  --every N       only every Nth of them
  --json FILE     writes the findings of each check for each mutant
  --processes N   how many run at a time (by default one for each processor)
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      every: { type: 'string', default: '1' },
      json: { type: 'string' },
      processes: { type: 'string', default: String(availableParallelism()) },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const spec = findSpecFolder();
  const versions = versionsIn(spec);
  const [version = versions.at(-1) ?? ''] = positionals;
  if (!versions.includes(version))
    throw new Error(`expected a version of ${versions.join(', ')}, found ${JSON.stringify(version)}`);
  const every = wholeNumber('every', values.every);
  const processes = wholeNumber('processes', values.processes);

  const text = readFileSync(path.join(spec, version, 'openapi.yaml'), 'utf8');
  const all = mutantsOf(text);
  const mutants = all
    .filter(({ name, slip }) => name.includes(values.only) || slip.includes(values.only))
    .filter((_, index) => index % every === 0);
  if (mutants.length === 0)
    throw new Error(`none of the ${all.length} mutants contains ${JSON.stringify(values.only)}`);

  const start = performance.now();
  const verdicts = await mutate({ version, text, mutants, processes, progress: progressSince(start) });
  const minutes = ((performance.now() - start) / 60_000).toFixed(1);
  if (values.json !== undefined) writeFileSync(values.json, asJson(verdicts));

  const equivalents = path.join(import.meta.dirname, 'equivalents', `${version}.yaml`);
  const judged = judge(
    verdicts,
    all.map(({ name }) => name),
    readEquivalents(equivalents),
  );
  process.stdout.write(`\n${mutants.length} mutants of spec/${version}/openapi.yaml, in ${minutes} minutes\n\n`);
  process.stdout.write(reportAsText(verdicts, judged, path.relative(original, equivalents)));
  return judged.unexplained.length === 0 && judged.stale.length === 0 ? 0 : 1;
}

/** On a terminal, one line that changes; elsewhere, a line now and then. */
function progressSince(start: number): (done: number, total: number) => void {
  const { isTTY } = process.stderr;
  let reportedAt = start;
  return (done, total) => {
    const now = performance.now();
    if (now - reportedAt < (isTTY ? 200 : 15_000) && done < total) return;
    reportedAt = now;
    // The first ones include the time to load compiler and validators.
    const left = Math.ceil((((now - start) / done) * (total - done)) / 1000);
    const estimate = done < 20 ? '' : `, about ${left} s left`;
    process.stderr.write(isTTY ? `\r${done} of ${total}${estimate}   ` : `${done} of ${total}${estimate}\n`);
  };
}

function wholeNumber(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${option}: expected a whole number from 1 on, found ${JSON.stringify(text)}`);
}

function asJson(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ mutant: { name, slip, line }, findings }) => ({ name, slip, line, findings }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(`mutate:spec: ${error.message}\nSee: pnpm mutate:spec --help`);
  process.exit(2);
}
