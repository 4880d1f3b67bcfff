import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { TemporaryRoot } from './temporary-root.ts';

const BIN = join(import.meta.dirname, '../src/bin.ts');

it('--help shows the targets and the options', async () => {
  const root = await TemporaryRoot.with('v23.0');
  const { exitCode, output } = await root.run('--help');
  expect(exitCode).toBe(0);
  for (const word of ['client', 'mock', '--check', '--root DIR']) expect(output).toContain(word);
});

it('an unknown target is refused, naming the known ones', async () => {
  const root = await TemporaryRoot.with('v23.0');
  const { exitCode, output } = await root.run('server');
  expect(exitCode).toBe(2);
  expect(output).toContain('Unknown target server: expected client or mock.');
});

it('an unknown option is refused, with the help', async () => {
  const root = await TemporaryRoot.with('v23.0');
  const { exitCode, output } = await root.run('--chekc');
  expect(exitCode).toBe(2);
  expect(output).toContain("Unknown option '--chekc'");
  expect(output).toContain('Usage: whatsapp-qr-codegen');
});

it('runs as a command, from any folder, and sets the exit code', async () => {
  const root = await TemporaryRoot.with('v23.0');
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [BIN, 'mock', '--root', '.'], { cwd: root.path });
  expect(stdout).toBe('wrote packages/mock/src/generated/scenarios.ts\n');

  await root.edit('spec/v23.0/openapi.yaml', 'openapi: 3.1.0', 'openapi: 3.0.3');
  await expect(run(process.execPath, [BIN, '--check', '--root', root.path])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('spec/v23.0/openapi.yaml:1: expected an OpenAPI 3.1 document'),
  });
});
