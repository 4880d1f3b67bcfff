// pnpm mock [--graph-version v23.0] [--port 4010] [--host 127.0.0.1]: a mock that runs until Ctrl-C.

import { runStep } from '../packages/checks/src/command.ts';
import { graphVersions } from '../packages/client/src/generated/graph-versions.ts';

const newest = Object.keys(graphVersions).at(-1) ?? '';
const cli = '../packages/mock/dist/cli.js';

const command = ['turbo', 'run', 'build', '--filter=@whatsapp-qr/mock', '--output-logs=errors-only'] as const;
if (await runStep({ title: 'Building the mock', command })) {
  console.log();
  // Where an option is given twice, the last counts.
  process.argv.splice(2, 0, '--graph-version', newest);
  await import(cli);
} else process.exitCode = 1;
