// pnpm test:runtimes [--write] [PATTERN]: the packed packages in every runtime, bundler, test runner and compiler.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMockServer } from '@whatsapp-qr/mock';
import { problemsIn, subjects } from './environment.ts';
import { environments } from './environments.ts';
import { Project } from './project.ts';
import { writeGenerated } from './readme.ts';
import { tableOf } from './report.ts';
import { type Outcome, tryEnvironment } from './run-environments.ts';
import { supportedBlock, supportedPage } from './supported.ts';
import { runInTemporaryFolder } from './temporary-folder.ts';
import { installTools } from './tools.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
const pattern = new RegExp(positionals[0] ?? '', 'i');
const chosen = environments.filter(({ name }) => pattern.test(name));
if (chosen.length === 0) {
  console.error(`No environment matches ${pattern}. There are:\n${environments.map(({ name }) => name).join('\n')}`);
  process.exit(2);
}

await runInTemporaryFolder('test:runtimes', async (_folder, signal) => {
  console.log('Installing runtimes and tools, packing and installing the packages');
  await installTools({ withSlow: true, signal });
  using project = await Project.create();
  await using mock = await startMockServer({ version: 'v25.0', log: false });
  const outcomes: Outcome[] = [];
  for (const environment of chosen) {
    const outcome = await tryEnvironment(environment, { project, mockUrl: mock.url, signal });
    signal.throwIfAborted();
    outcomes.push(outcome);
    const lacks = environment.lacks?.();
    console.log(
      `${environment.name}: ${lacks ? `skipped: this machine lacks ${lacks}` : `${outcome.seconds.toFixed(1)} s`}`,
    );
    for (const { name, problem } of problemsIn(outcome.results)) console.log(`  FAILED ${name}: ${problem}`);
  }

  console.log(`\n${tableOf(outcomes)}`);
  const failed = outcomes.filter(({ results }) => problemsIn(results).length > 0);
  if (failed.length > 0) process.exitCode = 1;
  else if (values.write && chosen.length === environments.length) {
    const file = join(import.meta.dirname, '../../../docs/supported.md');
    const page = supportedPage(outcomes);
    writeFileSync(file, page);
    for (const subject of subjects) writeGenerated(subject, supportedBlock(page, subject, environments));
    console.log(`Wrote ${file} and the READMEs of the packages`);
  }
  console.log(failed.length === 0 ? 'Every environment passed.' : `${failed.length} of ${outcomes.length} failed.`);
});
