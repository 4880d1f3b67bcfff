import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const repository = join(import.meta.dirname, '../..');

test('benchmarks that pack a package reach a registry behind the proxy and the certificate of a company', () => {
  const names = ['NODE_EXTRA_CA_CERTS', 'https_proxy', 'npm_config_registry'];
  const env = { ...process.env, ...Object.fromEntries(names.map((name) => [name, 'of the company'])) };
  const turbo = join(repository, 'node_modules/.bin/turbo');
  const { stdout } = spawnSync(turbo, ['run', 'bench', '--dry=json'], { cwd: repository, env, encoding: 'utf8' });
  const plan = JSON.parse(stdout);
  const passed: string[] = plan.globalCacheInputs.environmentVariables.passthrough;
  expect(passed.map((variable) => variable.split('=', 1)[0])).toEqual(expect.arrayContaining(names));
});
