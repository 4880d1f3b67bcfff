// pnpm contract --base-url URL: the spec and the client against a real server.
import { writeFileSync } from 'node:fs';
import { type LiveOptions, readOptions, usage } from './options.ts';
import { hasFailed, reportAsJson, reportAsJunit, reportAsText } from './report.ts';
import { runLiveChecks } from './run.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  let options: LiveOptions;
  try {
    options = readOptions(args, process.env);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  const interrupt = new AbortController();
  // Stays attached: a second Ctrl-C must not prevent that the created code is removed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
  try {
    const report = await runLiveChecks(options, interrupt.signal);
    process.stdout.write(options.json ? reportAsJson(report) : reportAsText(report));
    if (options.junit !== undefined) writeFileSync(options.junit, reportAsJunit(report));
    if (report.interrupted) return 130;
    return report.checks.some(hasFailed) ? 1 : 0;
  } catch (error) {
    // The address of the server, or a file that cannot be written.
    process.stderr.write(`${messageOf(error)}\n`);
    return 2;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
