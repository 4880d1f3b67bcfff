// The short form of `pnpm rehearse-release`: what is built is published, and installed by npm.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../src/command.ts';
import { problemsIn, readResults } from '../src/environment.ts';
import { packageNames, packBuilt } from '../src/packages.ts';
import { Project } from '../src/project.ts';
import { startRegistry } from '../src/registry.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what is published to a registry of its own installs by npm and runs', async () => {
  let url: string;
  {
    await using registry = await startRegistry(join(folder, 'registry'), new AbortController().signal);
    url = registry.url;
    // Only our scope is there: everything else comes from where the consumer has it from.
    expect((await fetch(`${url}openapi-fetch`)).ok).toBe(false);
    expect((await fetch(`${url}@whatsapp-qr/client`)).status).toBe(404);

    const npmrc = join(folder, 'npmrc');
    writeFileSync(npmrc, registry.npmrc);
    const tarballs = await packBuilt(folder);
    for (const name of packageNames) {
      const args = ['publish', tarballs[name], '--registry', url, '--userconfig', npmrc];
      await runCommand('npm', args, { cwd: folder });
    }

    using project = await Project.empty();
    project.write('.npmrc', registry.npmrc);
    const dependencies = { '@whatsapp-qr/client': '0.0.0', '@whatsapp-qr/mock': '0.0.0' };
    project.write('package.json', JSON.stringify({ name: 'consumer', type: 'module', dependencies }));
    const { directory } = project;
    await runCommand('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: directory });
    const results = readResults(await runCommand(process.execPath, ['run-both.mjs'], { cwd: directory }));
    expect(problemsIn(results)).toEqual([]);
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
