import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Command } from '../src/command.ts';

const commandFile = join(import.meta.dirname, '../src/command.ts');

/** A process that runs one step, as the scripts do. */
function startStep(command: Command) {
  const step = JSON.stringify({ title: 'A step', command });
  const program = `const { runStep } = await import(${JSON.stringify(commandFile)}); await runStep(${step});`;
  return spawn(process.execPath, ['--input-type=module', '--eval', program]);
}

test('a step that passes is one line', async () => {
  const { stdout } = startStep(['node', '--eval', 'console.log("chatter")']);
  expect(await text(stdout)).toMatch(/^A step … ok, \d+\.\d s\n$/);
});

test('a step that fails shows what it printed, in order, and how to repeat it', async () => {
  const { stdout } = startStep(['node', '--eval', 'console.error("line 3: wrong"); process.exit(1)']);
  const printed = await text(stdout);
  expect(printed).toMatch(/^A step … FAILED, \d+\.\d s\n\nline 3: wrong\n/);
  expect(printed).toContain('To repeat it: npx --yes pnpm@12 exec node --eval');
});

test('a step whose program is missing says which', async () => {
  const { stdout } = startStep(['no-such-program']);
  expect(await text(stdout)).toContain('no-such-program could not be started');
});

test('an interrupt ends the step that is running, and what it started', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interrupt-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'pid');
  const endless = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
  const step = startStep(['node', '--eval', endless]);
  const printed = text(step.stdout);
  const pid = await vi.waitFor(() => {
    if (!existsSync(file) || readFileSync(file, 'utf8') === '') throw new Error('not yet started');
    return Number(readFileSync(file, 'utf8'));
  }, 60_000);

  step.kill('SIGINT');
  const [code] = await once(step, 'exit');
  expect(code).toBe(130);
  expect(await printed).toContain('Interrupted');
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
