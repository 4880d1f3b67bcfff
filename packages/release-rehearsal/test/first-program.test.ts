// The first program of the client's README, with the commands that are printed there.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCommand } from '../src/command.ts';
import { packageFolders, packBuilt } from '../src/packages.ts';

test('the first program runs in an empty folder after npm init', async () => {
  const readme = readFileSync(join(packageFolders['@whatsapp-qr/client'], 'README.md'), 'utf8');
  const printed =
    /^```sh\n(npm init -y\nnpm install .+\n)```\n\n```js\n(\/\/ (first\.mjs): (node first\.mjs)\n.*?)^```$/ms;
  const [, install = '', program = '', file = '', run = ''] = printed.exec(readme) ?? [];
  expect(install).toContain('npm install @whatsapp-qr/client @whatsapp-qr/mock\n');

  const folder = mkdtempSync(join(tmpdir(), 'first-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const tarballs = await packBuilt(folder);
  // npm takes the mock's dependency on the spec from what is installed beside it.
  const fromTarballs = install.replace(/npm install .+/, `npm install ${Object.values(tarballs).join(' ')}`);
  const options = { cwd: mkdtempSync(join(folder, 'empty-')), env: { npm_config_prefer_offline: 'true' } };
  await runCommand('sh', ['-ec', fromTarballs], options);
  writeFileSync(join(options.cwd, file), program);
  expect(await runCommand('sh', ['-ec', run], options)).toMatch(
    /^created (\w{14}) https:\/\/wa\.me\/message\/\1\nlisted \1 Hi\ndeleted: GET .*404.*\n$/,
  );
});
