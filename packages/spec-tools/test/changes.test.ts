import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { changesetProblems } from '../src/bump/changeset.ts';
import { staleChanges } from '../src/changes/changes.ts';
import { hasVersionTable, versionTable } from '../src/changes/version-table.ts';
import { edited } from './small-api.ts';
import { TempRepository } from './temp-repository.ts';

const specFolder = path.join(import.meta.dirname, '../../../spec');

describe('this repository', () => {
  it('has current changes.md and changes.json in every version after the oldest', () => {
    expect(staleChanges(specFolder), 'run: pnpm generate').toEqual([]);
  });

  it('has the table of versions in use in its README', () => {
    const readme = readFileSync(path.join(specFolder, '../README.md'), 'utf8');
    expect(
      hasVersionTable(readme, specFolder),
      `expected the table that pnpm spec versions prints:\n${versionTable(specFolder)}`,
    ).toBe(true);
  });

  it('has no pending changeset that disagrees with the documents', () => {
    expect(changesetProblems(specFolder)).toEqual([]);
  });
});

describe('spec changes', () => {
  const next = edited('maximum: 25', 'maximum: 20').replace('version: v1.0', 'version: v2.0');

  it('writes what changes between neighbours for consumers, in words and as JSON, from wherever it is run', async () => {
    using repository = TempRepository.small();
    repository.write('spec/v2.0/openapi.yaml', next);
    expect(await repository.runIn('spec', 'changes')).toEqual({
      code: 0,
      err: '',
      out: 'wrote v2.0/changes.md\nwrote v2.0/changes.json\n',
    });
    const { out } = await repository.run('diff', 'v1.0', 'v2.0', '--markdown');
    const markdown = repository.read('spec/v2.0/changes.md');
    expect(markdown).toBe(
      `<!-- Generated from v1.0/openapi.yaml and v2.0/openapi.yaml; do not edit. Run \`pnpm generate\`. -->\n\n${out}`,
    );
    expect(JSON.parse(repository.read('spec/v2.0/changes.json'))).toMatchObject({
      from: 'v1.0',
      to: 'v2.0',
      level: 'major',
      changes: [{ class: 'breaking', uses: [{ before: { file: 'v1.0/openapi.yaml' } }] }],
    });
    expect(await repository.run('changes')).toEqual({ code: 0, err: '', out: '' });
  });

  it('writes a pending changeset again, and leaves other changesets alone', async () => {
    using repository = TempRepository.small();
    repository.write('spec/v2.0/openapi.yaml', next);
    repository.write('.changeset/graph-v2-0.md', 'outdated');
    repository.write('.changeset/other.md', 'by hand');
    await repository.run('changes');
    expect(repository.read('.changeset/graph-v2-0.md')).toContain('- The query parameter `limit` of `listCodes`');
    expect(repository.read('.changeset/other.md')).toBe('by hand');
  });

  it('only looks with --check, and fails over what is not current', async () => {
    using repository = TempRepository.small();
    repository.write('spec/v2.0/openapi.yaml', next);
    expect(await repository.run('changes', '--check')).toEqual({
      code: 1,
      out: '',
      err: 'spec/v2.0/changes.md is not current: run pnpm generate\nspec/v2.0/changes.json is not current: run pnpm generate\n',
    });
    await repository.run('changes');
    expect(await repository.run('changes', '--check')).toEqual({ code: 0, err: '', out: '' });
  });
});

describe('the table of versions', () => {
  it('has every version in use, with an entry or without one', async () => {
    using repository = TempRepository.small();
    repository.write('spec/undescribed-versions.yaml', 'v2.0:\n  released: 2021-01-01\n  availableUntil: null\n');
    const { out } = await repository.run('versions');
    expect(out).toBe(`| Graph version | import                     | released   | available until |
| ------------- | -------------------------- | ---------- | --------------- |
| v1.0          | \`@whatsapp-qr/client/v1.0\` | 2020-01-01 | 2022-01-01      |
| v2.0          | none yet                   | 2021-01-01 | not announced   |
`);
    const narrow = out.replaceAll(/ +\|/g, ' |').replaceAll(/-{3,}/g, '---');
    expect(hasVersionTable(`# A\n\n${narrow}\nB\n`, repository.specFolder)).toBe(true);
    expect(hasVersionTable(narrow.replace('2021', '2020'), repository.specFolder)).toBe(false);
    expect(versionTable(repository.specFolder)).toBe(out.trimEnd());
  });
});
