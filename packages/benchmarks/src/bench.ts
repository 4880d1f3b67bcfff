// pnpm bench: the targets of the project beside its peers, in one run.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { measureCalls } from './calls.ts';
import { measureCost } from './cost.ts';
import { measureGenerate } from './generate.ts';
import { generateHeyApiClient } from './hey-api.ts';
import { measureMock } from './mock.ts';
import { help, type Options, readOptions, type SectionName } from './options.ts';
import { missed, type Report, type Section, toJson, toMarkdown } from './report.ts';
import type { Row } from './row.ts';

const sections: Readonly<Record<SectionName, { readonly title: string; measure(rounds: number): Promise<Row[]> }>> = {
  calls: { title: 'Calls per second', measure: measureCalls },
  cost: { title: 'What the client costs', measure: measureCost },
  generate: { title: 'Code generation', measure: measureGenerate },
  mock: { title: 'Mock', measure: measureMock },
};

const folder = join(import.meta.dirname, '..');
const options = readArguments();
if (options === 'help') console.log(help);
else await bench(options);

function readArguments(): Options | 'help' {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${help}`);
    process.exit(2);
  }
}

async function bench({ rounds, write, sections: names }: Options): Promise<void> {
  const startedAt = performance.now();
  const [load = 0] = loadavg();
  await generateHeyApiClient();
  const measured: Section[] = [];
  for (const name of names) {
    const { title, measure } = sections[name];
    console.error(title);
    measured.push({ title, rows: await measure(rounds) });
  }
  const json = toJson({
    date: new Date().toISOString().slice(0, 10),
    rounds,
    machine: { platform: `${process.platform} ${process.arch}`, cpus: availableParallelism(), load },
    versions: { node: process.versions.node, ...installedVersions() },
    sections: measured,
  });
  // From what is written, so that both have the same figures.
  const report: Report = JSON.parse(json);
  const page = toMarkdown(report);
  console.log(page);

  const folders = [join(folder, 'reports'), ...(write ? [join(folder, '../../docs')] : [])];
  for (const target of folders) {
    mkdirSync(target, { recursive: true });
    writeFileSync(join(target, 'benchmarks.md'), page);
    writeFileSync(join(target, 'benchmarks.json'), json);
    console.error(`Wrote benchmarks.md and benchmarks.json in ${target}`);
  }
  console.error(`${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  if (missed(report).length > 0) process.exitCode = 1;
}

/** Of this package's dependencies, as they are installed. */
function installedVersions(): Record<string, string> {
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
  const installed = Object.keys(read('package.json').devDependencies).map((name) => [
    name,
    read(`node_modules/${name}/package.json`).version,
  ]);
  return Object.fromEntries(installed.filter(([, version]) => version !== '0.0.0'));
}
