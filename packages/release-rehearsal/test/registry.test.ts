// The short form of `pnpm rehearse-release`: what is built is published, and installed by npm.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../src/command.ts';
import { install, run } from '../src/consumer.ts';
import { packageNames, packBuilt } from '../src/packages.ts';
import { Project } from '../src/project.ts';
import { startRegistry } from '../src/registry.ts';
import { registryAccess } from '../src/registry-access.ts';
import { withServer } from '../src/server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is published to a registry of its own installs by npm and runs', async () => {
  const { signal } = new AbortController();
  let url: string;
  {
    await using registry = await startRegistry(join(folder, 'registry'), signal);
    url = registry.url;
    const { projectConfig, environment } = registryAccess(registry, folder);
    const status = async (name: string, headers = {}) => (await fetch(url + name, { headers })).status;
    // Only our scope is there, for those who have the token: everything else comes from where the consumer has it from.
    const authorization = `Bearer ${registry.token}`;
    expect(await status('openapi-fetch', { authorization })).toBe(403);
    expect(await status('@whatsapp-qr/client')).toBe(401);
    expect(await status('@whatsapp-qr/client', { authorization })).toBe(404);

    const tarballs = await packBuilt(folder);
    for (const name of packageNames) {
      await runCommand('npm', ['publish', tarballs[name], '--registry', url], { cwd: folder, env: environment });
    }

    using project = await Project.empty();
    const dependencies = { '@whatsapp-qr/client': '0.0.0', '@whatsapp-qr/mock': '0.0.0' };
    await install('npm', project, { projectConfig, environment, dependencies, signal });
    expect(await run(project, signal)).toBeGreaterThan(10);
  }
  await expect(fetch(url)).rejects.toThrow();
});

/** Runs a program as a terminal does, in a process group, in which Ctrl-C reaches every process. */
async function runProgram(
  args: readonly string[],
  onLine: (line: string, kill: (signal: NodeJS.Signals) => void) => void,
) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text));
  const kill = (signal: NodeJS.Signals) => child.pid !== undefined && process.kill(-child.pid, signal);
  for await (const line of createInterface({ input: child.stdout })) onLine(line, kill);
  return { code: await exited, errors };
}

/** The processes whose temporary files are in the folder. There is no /proc but on Linux. */
function processesLeft(): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${folder}`);
    } catch {
      // It has ended, or is another user's.
      return false;
    }
  });
}

function expectNothingLeft(): void {
  expect(readdirSync(folder)).toEqual([]);
  if (process.platform === 'linux') expect(processesLeft()).toEqual([]);
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'an interrupted rehearsal ends with 130 and leaves nothing (%s)',
  async (signal) => {
    const program = join(import.meta.dirname, '../src/rehearse-release.ts');
    const { code, errors } = await runProgram([program], (line, kill) => {
      // The next step, the clone, is under way.
      if (line.startsWith('Install compilers')) kill(signal);
    });
    expect({ code, errors }).toEqual({ code: 130, errors: expect.stringContaining(`Interrupted by ${signal}`) });
    expectNothingLeft();
  },
);

test.each([
  ['a failure', undefined, 1],
  ['SIGINT', 'SIGINT', 130],
] as const)('after %s, the registry and the commands that run are stopped', async (_what, signal, expected) => {
  const source = (name: string) => JSON.stringify(join(import.meta.dirname, '../src', name));
  const program = `
    import { runCommand } from ${source('command.ts')};
    import { startRegistry } from ${source('registry.ts')};
    import { runInTemporaryFolder } from ${source('temporary-folder.ts')};
    await runInTemporaryFolder('The program', async (folder, signal) => {
      await using registry = await startRegistry(folder + '/registry', signal);
      const running = runCommand('sh', ['-c', 'sleep 600 & sleep 600'], { signal, timeoutMs: ${signal ? 600_000 : 100} });
      console.log('under way');
      await running;
    });`;
  const { code } = await runProgram(['--input-type=module-typescript', '--eval', program], (line, kill) => {
    if (line === 'under way' && signal) kill(signal);
  });
  expect(code).toBe(expected);
  expectNothingLeft();
});

test('an abort ends a server that has printed no address', async () => {
  const interrupt = new AbortController();
  const silent = ['--eval', 'setInterval(() => {}, 1_000)'];
  const served = withServer(silent, { signal: interrupt.signal }, async () => 'used');
  interrupt.abort();
  await expect(served).rejects.toThrow('it ended before it listened');
});
