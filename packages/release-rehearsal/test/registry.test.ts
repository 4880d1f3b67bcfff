// The short form of `pnpm rehearse-release`: what is built is published, and installed by npm.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
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

test.each(['SIGINT', 'SIGTERM'] as const)(
  'an interrupted rehearsal ends with 130 and leaves nothing (%s)',
  async (signal) => {
    const program = join(import.meta.dirname, '../src/rehearse-release.ts');
    const env = { ...process.env, TMPDIR: folder };
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text));
    // The next step, the clone, is under way.
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('Install compilers')) child.kill(signal);
    }
    expect({ code: await exited, errors }).toEqual({
      code: 130,
      errors: expect.stringContaining(`Interrupted by ${signal}`),
    });
    expect(readdirSync(folder)).toEqual([]);
  },
);
