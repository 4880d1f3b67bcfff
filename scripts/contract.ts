// pnpm contract: the contract tests against the mock; with --base-url, the spec and the client against that server.
import { join } from 'node:path';
import { repository, run } from './src/command.ts';

const args = process.argv.slice(2);
const isLive = args.some((arg) => /^--(base-url|graph-version|write|json|junit|help)(=|$)/.test(arg) || arg === '-h');
if (isLive) {
  const build = ['turbo', 'run', 'build', '--filter=@whatsapp-qr/mock', '--filter=@whatsapp-qr/client'] as const;
  const { code, output } = await run([...build, '--output-logs=errors-only'], repository, 'pipe');
  if (code === 0) await import(join(repository, 'packages/contract-tests/src/live/cli.ts'));
  else {
    // Not to stdout, which is the report.
    console.error(output);
    process.exitCode = code;
  }
} else {
  const { code } = await run(['turbo', 'run', 'contract', '--log-prefix=none', '--', ...args], repository, 'inherit');
  process.exitCode = code;
}
