// What becomes of decisions, names and lists when pages are missing, come later, or contradict each other.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditVersion, isQuiet } from '../src/audit/audit.ts';
import { type Bump, planBump } from '../src/bump/bump.ts';
import { writeFiles } from '../src/bump/create-version-folder.ts';
import { bumpAsText } from '../src/bump/report.ts';
import type { BumpRequest } from '../src/bump/request.ts';
import { edited, smallApi } from './small-api.ts';
import { factsOf, TempRepository } from './temp-repository.ts';

function bump(
  repository: TempRepository,
  version: string,
  pages: readonly string[],
  more: Partial<BumpRequest> = {},
): Bump {
  const made = planBump({
    specFolder: repository.specFolder,
    version,
    released: '2021-01-01',
    references: pages.map((text, index) => ({ file: `page-${index + 1}.yaml`, text })),
    ...more,
  });
  writeFiles(made.files);
  return made;
}

const of = (version: string, text: string): string => text.replace('version: v1.0', `version: ${version}`);
const withoutPost = (text: string): string =>
  text.slice(0, text.indexOf('    post:')) + text.slice(text.indexOf('components:'));
/** What the page has: another maximum, which is a mistake, and an operationId of its own. */
const mistaken = edited('maximum: 25', 'maximum: 30', edited('operationId: saveCode', 'operationId: saveOneCode'));

const ledger = `version: v1.0

deviations:
  - sources: [codes]
    why: The page is wrong.
    evidence: Seen.
    places:
      - at: GET /codes > query limit > maximum
        says: 30
        ours: 25

  - sources: [codes]
    why: ours
    evidence: >-
      The document of Meta
      has another.
    places:
      - at: POST /codes > operationId
        says: saveOneCode
        ours: saveCode
`;

function decided(): TempRepository {
  const repository = TempRepository.small();
  repository.write('spec/v1.0/reference/codes.yaml', factsOf(mistaken, 'v1.0'));
  repository.write('spec/v1.0/deviations.yaml', ledger);
  expect(isQuiet(auditVersion(repository.path('spec/v1.0')))).toBe(true);
  return repository;
}

const entriesOf = (repository: TempRepository, version: string) =>
  parse(repository.read(`spec/${version}/deviations.yaml`)).deviations;

describe('a decision about an operation that no page covers', () => {
  it('is carried with the version it is from, and is no edit two versions later', () => {
    using repository = decided();
    const made = bump(repository, 'v2.0', [withoutPost(of('v2.0', mistaken))]);
    expect(made.ledger).toMatchObject({ kept: 1, carried: [{ at: 'POST /codes > operationId' }], dropped: [] });
    expect(isQuiet(made.audit)).toBe(true);
    expect(entriesOf(repository, 'v2.0')[1]).toEqual({
      sources: ['codes'],
      carried: 'v1.0',
      why: 'ours',
      evidence: 'The document of Meta has another.',
      places: [{ at: 'POST /codes > operationId', says: 'saveOneCode', ours: 'saveCode' }],
    });
    const later = bump(repository, 'v3.0', [of('v3.0', mistaken)]);
    expect(later.audit.differences).toEqual([]);
    expect(later.changeset).toBe('written');
    expect(repository.read('.changeset/graph-v3-0.md')).toContain('Changing the import from v2.0 breaks nothing.');
    expect(repository.read('spec/v3.0/deviations.yaml')).toBe(ledger.replace('version: v1.0', 'version: v3.0'));
  });

  it('stays carried from the version that it is from, as long as no page covers it', () => {
    using repository = decided();
    bump(repository, 'v2.0', [withoutPost(of('v2.0', mistaken))]);
    bump(repository, 'v3.0', [withoutPost(of('v3.0', mistaken))]);
    expect(entriesOf(repository, 'v3.0')[1]).toMatchObject({ sources: ['codes'], carried: 'v1.0' });
  });

  it('is dropped by a page that states otherwise', () => {
    using repository = decided();
    bump(repository, 'v2.0', [withoutPost(of('v2.0', mistaken))]);
    const later = bump(repository, 'v3.0', [
      of('v3.0', edited('operationId: saveOneCode', 'operationId: keep', mistaken)),
    ]);
    expect(later.ledger?.dropped).toMatchObject([
      { at: 'POST /codes > operationId' },
      { at: 'POST /codes', ours: 'operation' },
    ]);
    expect(later.audit.differences).toMatchObject([{ says: 'keep', ours: 'saveCode' }]);
    expect(bumpAsText(later)).toContain('2 dropped that no longer hold:\n  POST /codes > operationId\n');
  });

  it('says in its evidence of which version and source it was, if another source states it now', () => {
    using repository = decided();
    repository.write('spec/v1.0/deviations.yaml', ledger.replaceAll('[codes]', '[document]'));
    repository.write('spec/v1.0/reference/document.yaml', factsOf(mistaken, 'v1.0'));
    repository.write('spec/v1.0/reference/codes.yaml', factsOf(withoutPost(smallApi), 'v1.0'));
    expect(isQuiet(auditVersion(repository.path('spec/v1.0')))).toBe(true);
    // Two documents about the same operations: the one that is closest takes over the name.
    const made = bump(repository, 'v2.0', [
      of('v2.0', `# all\n${mistaken}`),
      withoutPost(of('v2.0', edited('maximum: 25', 'maximum: 30'))),
    ]);
    expect(made.references.map(({ name }) => name)).toEqual(['document', 'codes']);
    repository.write('spec/v2.0/reference/other.yaml', repository.read('spec/v2.0/reference/document.yaml'));
    const again = bump(repository, 'v3.0', [withoutPost(of('v3.0', mistaken))]);
    expect(again.references.map(({ name }) => name)).toEqual(['codes']);
    const { evidence, sources } = entriesOf(repository, 'v3.0')[0];
    expect({ evidence, sources }).toEqual({ evidence: 'Seen in v2.0 (document). Seen.', sources: ['codes'] });
  });
});

describe('a page for a version that is here', () => {
  it('is added: facts, list of versions and ledger; decisions apply to it, and differences are edits', () => {
    using repository = decided();
    bump(repository, 'v2.0', [withoutPost(of('v2.0', mistaken))]);
    const spec = repository.read('spec/v2.0/openapi.yaml');
    const before = repository.read('spec/versions.yaml');
    const page = of(
      'v2.0',
      edited('# text to save', '# text to keep', edited('minLength: 1', 'minLength: 2', mistaken)),
    );
    const made = bump(repository, 'v2.0', [page], { references: [{ file: 'saving.yaml', text: page }] });
    expect(made).toMatchObject({ kind: 'pages added', from: 'v1.0', unsourced: [] });
    expect(made.audit.differences).toMatchObject([{ source: 'saving', says: 2, ours: 1 }]);
    expect(repository.read('spec/v2.0/openapi.yaml')).toBe(spec);
    expect(entriesOf(repository, 'v2.0')).toMatchObject([
      { sources: ['codes', 'saving'], places: [{ at: 'GET /codes > query limit > maximum' }] },
      { sources: ['saving'], places: [{ at: 'POST /codes > operationId' }] },
    ]);
    expect(entriesOf(repository, 'v2.0')[1]).not.toHaveProperty('carried');
    const { references } = parse(repository.read('spec/versions.yaml'))['v2.0'];
    expect(references).toEqual([
      { title: 'Codes', address: 'unknown', decides: ['listCodes'] },
      { title: 'Codes', address: 'unknown', decides: ['saveCode'] },
    ]);
    const first = before.slice(0, before.indexOf('v2.0:'));
    expect(repository.read('spec/versions.yaml').startsWith(first)).toBe(true);
    expect(bumpAsText(made)).toMatch(/^v2\.0 is here already; these pages are among its references now:\n {2}saving: /);
  });

  it('may be added to the oldest version, which has no changeset', () => {
    using repository = TempRepository.small();
    const before = repository.read('spec/versions.yaml');
    const made = bump(repository, 'v1.0', [withoutPost(smallApi)]);
    expect(made).toMatchObject({ kind: 'pages added', from: undefined, changeset: 'none' });
    expect(isQuiet(made.audit)).toBe(true);
    expect(repository.read('spec/versions.yaml')).toBe(
      `${before}    - title: Codes\n      address: unknown\n      decides: []\n`,
    );
  });

  it('is refused if it is one that the version has, in another copy', () => {
    using repository = TempRepository.small();
    expect(() => bump(repository, 'v1.0', [`# again\n${smallApi}`])).toThrow(
      /page-1\.yaml has the same facts as .*codes\.yaml, in the same form/,
    );
  });
});

describe('with the edits are listed', () => {
  it('pages that contradict each other', () => {
    using repository = TempRepository.small();
    const made = bump(repository, 'v2.0', [
      of('v2.0', mistaken),
      of('v2.0', edited('maximum: 25', 'maximum: 40', edited('operationId: saveCode', 'operationId: saveOneCode'))),
      of('v2.0', smallApi),
    ]);
    const text = bumpAsText(made);
    expect(text).toContain('codes says 30 (');
    expect(text).toMatch(
      /codes says 30 .*\n {3}but page-2 says 40 there: .*\n {3}but page-3 says 25 there: the pages contradict each other\n/,
    );
    expect(text).not.toContain('but page-2 says "saveOneCode"');
  });

  it('examples that have the property whose type changes', () => {
    using repository = TempRepository.small();
    const made = bump(repository, 'v2.0', [of('v2.0', edited('type: integer # code of a failure', 'type: string'))]);
    const line = smallApi.slice(0, smallApi.indexOf('{ error: { code: 803 } }')).split('\n').length;
    expect(bumpAsText(made)).toMatch(new RegExp(`examples that have it: .*openapi\\.yaml:${line}\\n`));
  });

  it('components that nothing uses after the edit, but not those that are used elsewhere', () => {
    using repository = TempRepository.small();
    const response = (status: string, name: string): string =>
      `        '${status}':\n          $ref: '#/components/responses/${name}'\n`;
    const shared = smallApi
      .replace('    post:\n', `${response('429', 'TooMany')}${response('500', 'Failed')}    post:\n`)
      .replace(
        'components:\n',
        `${response('500', 'Failed')}components:\n  responses:\n    TooMany: { description: x }\n    Failed: { description: y }\n`,
      );
    repository.write('spec/v1.0/openapi.yaml', shared);
    repository.write('spec/v1.0/reference/codes.yaml', factsOf(shared, 'v1.0'));
    const made = bump(repository, 'v2.0', [
      of('v2.0', shared.replace(response('429', 'TooMany'), '').replace(response('500', 'Failed'), '')),
    ]);
    const text = bumpAsText(made);
    expect(text).toMatch(/then nothing uses #\/components\/responses\/TooMany \(.*openapi\.yaml:\d+\): remove it/);
    expect(text).not.toContain('then nothing uses #/components/responses/Failed');
  });

  it('what a new operation needs beside the document', () => {
    using repository = TempRepository.small();
    const patch = edited(
      '    post:\n',
      "    patch:\n      operationId: touchCode\n      responses: { '200': { description: ok } }\n    post:\n",
    );
    expect(bumpAsText(bump(repository, 'v2.0', [of('v2.0', patch)]))).toContain(
      'a new operation needs code: a method in packages/client/src',
    );
  });

  it('the checks that find what is left, and every file to touch', () => {
    using repository = TempRepository.small();
    const text = bumpAsText(bump(repository, 'v2.0', [of('v2.0', mistaken)]));
    for (const step of [
      'pnpm spec audit v2.0, until it is quiet',
      'pnpm --filter @whatsapp-qr/spec check, for examples',
      'pnpm --filter @whatsapp-qr/spec lint, for components',
      'pnpm spec bump v2.0 again, which writes the changeset',
      'pnpm generate',
      'packages/contract-tests/expected/v2.0/changes.ts',
      'README.md, the table of versions',
    ])
      expect(text).toContain(`\n  ${step}`);
  });
});

describe('what a page leaves open', () => {
  it('is printed with its place, with the entry to add, and as settled once the ledger has it', () => {
    const specFolder = path.join(import.meta.dirname, '../../../spec');
    using repository = TempRepository.withSpec(specFolder);
    const text = readFileSync(
      path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.page.txt'),
      'utf8',
    );
    const request = { from: 'v23.0', released: '2098-01-01' };
    const page = text.replaceAll('v23.0', 'v98.0');
    repository.write(
      'spec/v23.0/deviations.yaml',
      repository.read('spec/v23.0/deviations.yaml').replace(/^ambiguous:[\s\S]*?\n(?=# Not)/m, ''),
    );
    const open = bumpAsText(bump(repository, 'v98.0', [page], request));
    const [source] = /^\S+(?= leaves 7 things open that the ledger does not acknowledge:$)/m.exec(open) ?? [];
    expect(open).toMatch(
      /\n {3}line \d+ of the page, #\/components\/schemas\/GraphAPIError\/properties\/error\/properties\/type: nothing on the page closes a level/,
    );
    const entry = `ambiguous:\n  - sources: [${source}]\n    why: meant\n    evidence: seen\n    places:\n      - "#/components/schemas/GraphAPIError/properties/error/properties/*"\n`;
    repository.write('spec/v98.0/deviations.yaml', `${repository.read('spec/v98.0/deviations.yaml')}\n${entry}`);
    const settled = bumpAsText(bump(repository, 'v98.0', [], request));
    expect(settled).toContain('What pages leave open, settled in the ledger (7):\n');
    const next = bumpAsText(bump(repository, 'v99.0', [text.replaceAll('v23.0', 'v99.0')], { released: '2099-01-01' }));
    expect(next).toContain('What pages leave open, settled in the ledger (7):\n');
  });
});

describe('names and titles', () => {
  it('of a page are not those of an OpenAPI document about the same operations, and a title is never a file name', () => {
    const specFolder = path.join(import.meta.dirname, '../../../spec');
    using repository = TempRepository.withSpec(specFolder);
    const text = readFileSync(
      path.join(import.meta.dirname, '../../reference-reader/test/fixtures/codes.page.txt'),
      'utf8',
    );
    const exported = readFileSync(
      path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.export.txt'),
      'utf8',
    );
    const references = [
      { file: 'a.md', text: text.replaceAll('v24.0', 'v98.0') },
      { file: 'b.md', text: exported, address: 'unknown' },
    ];
    const made = bump(repository, 'v98.0', [], { references, from: 'v23.0', released: '2098-01-01' });
    const names = made.references.map(({ name }) => name);
    expect(names).not.toContain('message-qrdls');
    const titles = parse(repository.read('spec/versions.yaml'))['v98.0'].references.map(
      ({ title }: { title: string }) => title,
    );
    expect(titles).toEqual([
      expect.stringMatching(/ /),
      parse(repository.read('spec/v23.0/reference/whatsapp-business-qr-code-api.yaml')).info.title,
    ]);
  });

  it('an unlabelled page needs evidence in the ledger, which is not carried to the next version', () => {
    const specFolder = path.join(import.meta.dirname, '../../../spec');
    using repository = TempRepository.withSpec(specFolder);
    const exported = readFileSync(
      path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.export.txt'),
      'utf8',
    );
    const references = [{ file: 'b.md', text: exported, address: 'unknown' }];
    const made = bump(repository, 'v98.0', [], { references, from: 'v23.0', released: '2098-01-01' });
    expect(made.audit.unlabelled.map(({ name }) => name)).toEqual(['whatsapp-business-qr-code-api']);
    expect(bumpAsText(made)).toContain('under "unlabelled" what shows that it is of this version:');
    const entry = 'unlabelled:\n  - source: whatsapp-business-qr-code-api\n    evidence: It fits.\n';
    repository.write('spec/v98.0/deviations.yaml', `${repository.read('spec/v98.0/deviations.yaml')}\n${entry}`);
    expect(isQuiet(auditVersion(repository.path('spec/v98.0')))).toBe(true);
    const next = bump(repository, 'v99.0', [], { references, released: '2099-01-01' });
    expect(next.audit.unlabelled).toHaveLength(1);
    expect(repository.read('spec/v99.0/deviations.yaml')).not.toContain('It fits.');
  });
});

describe('a file that is no page is refused with its name and the reason:', () => {
  it('a directory, and bytes that are not UTF-8', async () => {
    using repository = TempRepository.small();
    expect(await repository.run('bump', 'v2.0', '--reference', 'spec')).toMatchObject({
      code: 1,
      err: 'spec bump: Expected a readable FILE: EISDIR: spec is a directory; expected one page as downloaded\n',
    });
    writeFileSync(repository.path('latin1.md'), Uint8Array.of(0x23, 0x20, 0xe9));
    expect(await repository.run('bump', 'v2.0', '--reference', 'latin1.md')).toMatchObject({
      code: 1,
      err: expect.stringContaining('latin1.md: expected text in UTF-8'),
    });
  });
});
