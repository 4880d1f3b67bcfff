// pnpm mock [--graph-version v23.0] [--port 4010] [--host 127.0.0.1]: a mock that runs until Ctrl-C.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository, runStep } from './src/command.ts';

const newest = readdirSync(join(repository, 'spec'))
  .filter((name) => /^v\d+\.\d+$/.test(name))
  .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  .at(-1);

const command = ['turbo', 'run', 'build', '--filter=@whatsapp-qr/mock', '--output-logs=errors-only'] as const;
if (await runStep({ title: 'Building the mock', command })) {
  console.log();
  // Where an option is given twice, the last counts.
  process.argv.splice(2, 0, '--graph-version', newest ?? '');
  await import(join(repository, 'packages/mock/dist/cli.js'));
} else process.exitCode = 1;
