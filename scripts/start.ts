// pnpm start [--live]: the quickstart against the mock; with --live, a look at your own QR codes.
import { join } from 'node:path';
import { repository, runStep } from './src/command.ts';

const args = process.argv.slice(2);
const live = args[0] === '--live';
if (args.length > (live ? 1 : 0)) {
  console.error(`pnpm start: expected nothing or --live, received ${args.join(' ')}`);
  process.exit(2);
}

const command = ['turbo', 'run', 'build', '--filter=@whatsapp-qr/examples^...', '--output-logs=errors-only'] as const;
if (await runStep({ title: 'Building client and mock', command })) {
  console.log();
  await import(join(repository, 'examples', live ? 'live.ts' : 'quickstart.ts'));
} else process.exitCode = 1;
