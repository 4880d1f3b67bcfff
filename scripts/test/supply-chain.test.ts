import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { repository } from '../src/command.ts';

const read = (file: string) => readFileSync(join(repository, file), 'utf8');

test('CI runs one exact version of pnpm, with the lockfile as it is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ci-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  // What is run in place of npx writes down its arguments, and fails.
  writeFileSync(join(folder, 'npx'), `#!/bin/sh\necho "$@" >> ${folder}/calls\nexit 1\n`);
  chmodSync(join(folder, 'npx'), 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, CHROMIUM_PATH: '/bin/true' };
  const { stdout, status } = spawnSync(join(repository, '.ci/run'), { env, encoding: 'utf8' });
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toMatch(/^--yes pnpm@12\.\d+\.\d+ install --frozen-lockfile\n$/);
  expect({ stdout, status }).toEqual({ stdout: '0 passed, 1 failed\n', status: 1 });
});

test('any pnpm 12 runs the commands of the README, without downloading another one first', () => {
  const { packageManager, devEngines } = JSON.parse(read('package.json'));
  expect(packageManager).toBeUndefined();
  expect(devEngines.packageManager).toMatchObject({ name: 'pnpm', onFail: 'ignore' });
});

test('a version must be a week old, no install script runs, and the lockfile has no addresses', () => {
  const config = (name: string) =>
    JSON.parse(execFileSync('pnpm', ['config', 'get', name, '--json'], { cwd: repository, encoding: 'utf8' }));
  expect(config('minimumReleaseAge')).toBeGreaterThanOrEqual(7 * 24 * 60);
  expect(Object.values(config('allowBuilds'))).not.toContain(true);
  expect(read('pnpm-lock.yaml')).not.toMatch(/tarball:|https?:/);
});
