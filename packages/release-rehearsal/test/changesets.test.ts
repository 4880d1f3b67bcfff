import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demandsOf, levelProblems, pendingLevels } from '../src/changeset-levels.ts';
import { runPnpm } from '../src/command.ts';
import { packageFolders, packageNames } from '../src/packages.ts';

const spec = packageFolders['@whatsapp-qr/spec'];
const diff = async (from: string, to: string) =>
  JSON.parse(await runPnpm(['--silent', 'spec', 'diff', from, to, '--json'], { cwd: join(spec, '..') }));

let released: string;
beforeEach(() => {
  released = mkdtempSync(join(tmpdir(), 'released-'));
  cpSync(join(spec, 'v25.0/openapi.yaml'), join(released, 'v25.0/openapi.yaml'));
});
afterEach(() => rmSync(released, { recursive: true, force: true }));

/** The spec as it is now, with one version alone. */
function current(edit: (text: string) => string): string {
  const folder = join(released, 'now');
  mkdirSync(join(folder, 'v25.0'), { recursive: true });
  writeFileSync(join(folder, 'v25.0/openapi.yaml'), edit(readFileSync(join(spec, 'v25.0/openapi.yaml'), 'utf8')));
  return folder;
}

function changesets(text: string): ReturnType<typeof pendingLevels> {
  const folder = join(released, 'changesets');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.md'), text);
  return pendingLevels(folder);
}

test('a breaking change of a released version asks for a major of every package, and is named', async () => {
  const demands = await demandsOf(
    released,
    current((text) => text.replace('maxLength: 140', 'maxLength: 100')),
    diff,
  );
  expect(demands).toEqual([{ level: 'major', reason: expect.stringMatching(/^v25\.0: .*prefilled_message.*100/) }]);
  const minor = changesets("---\n'@whatsapp-qr/spec': major\n'@whatsapp-qr/client': minor\n---\n\nWords.\n");
  expect(levelProblems(demands, minor, packageNames)).toEqual([
    expect.stringMatching(/^@whatsapp-qr\/client: expected a changeset of level major, found minor\. v25\.0: /),
    expect.stringMatching(/^@whatsapp-qr\/mock: expected a changeset of level major, found none\. v25\.0: /),
  ]);
});

test('a version more asks for a minor, a version less for a major', async () => {
  const now = current((text) => text);
  cpSync(join(now, 'v25.0'), join(now, 'v26.0'), { recursive: true });
  expect(await demandsOf(released, now, diff)).toEqual([{ level: 'minor', reason: 'v26.0 is added' }]);
  expect(await demandsOf(now, released, diff)).toEqual([{ level: 'major', reason: 'v26.0 is removed' }]);
});

test('no change asks for nothing', async () => {
  const demands = await demandsOf(
    released,
    current((text) => text),
    diff,
  );
  expect(levelProblems(demands, {}, packageNames)).toEqual([]);
});
