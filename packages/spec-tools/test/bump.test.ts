import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditVersion } from '../src/audit/audit.ts';
import { type Bump, planBump } from '../src/bump/bump.ts';
import { changesetProblems } from '../src/bump/changeset.ts';
import { writeFiles } from '../src/bump/create-version-folder.ts';
import { bumpAsText } from '../src/bump/report.ts';
import type { BumpRequest } from '../src/bump/request.ts';
import { diffDocuments } from '../src/diff/diff.ts';
import { edited, smallApi } from './small-api.ts';
import { factsOf, TempRepository } from './temp-repository.ts';

const next = smallApi.replace('version: v1.0', 'version: v2.0');
const changed = edited('type: integer # code of a failure', 'type: string', edited('maximum: 25', 'maximum: 50', next));

const exported = readFileSync(
  path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.export.txt'),
  'utf8',
);
const exportCutOff = exported.slice(0, exported.indexOf('## Authentication'));

function bump(repository: TempRepository, pages: readonly string[], request: Partial<BumpRequest> = {}): Bump {
  const references = pages.map((text, index) => ({ file: `page-${index + 1}.yaml`, text }));
  const { specFolder } = repository;
  const made = planBump({
    specFolder,
    version: 'v2.0',
    references,
    released: '2021-01-01',
    now: new Date('2026-01-02'),
    ...request,
  });
  writeFiles(made.files);
  return made;
}

describe('a version that is added', () => {
  it('has the former document with the version changed, and nothing else', () => {
    using repository = TempRepository.small();
    const commented = `# The small API, v1.0. Not v1.01, v1.0.1 or xv1.0.\n${smallApi}# The end of v1.0\n`;
    repository.write('spec/v1.0/openapi.yaml', commented);
    bump(repository, [changed]);
    expect(repository.read('spec/v2.0/openapi.yaml')).toBe(
      `# The small API, v2.0. Not v1.01, v1.0.1 or xv1.0.\n${next}# The end of v2.0\n`,
    );
    expect(repository.read('spec/v1.0/openapi.yaml')).toBe(commented);
  });

  it('has the facts of its pages, with where they are from', () => {
    using repository = TempRepository.small();
    const references = [{ file: 'page.yaml', text: changed, address: 'https://codes.example/v2.0/' }];
    bump(repository, [], { references });
    const facts = parse(repository.read('spec/v2.0/reference/codes.yaml'));
    expect(facts['x-source']).toMatchObject({
      form: 'openapi',
      graphVersion: 'v2.0',
      address: 'https://codes.example/v2.0/',
      read: '2026-01-02',
    });
    expect(facts.paths['/codes'].get.parameters[0].schema.maximum).toBe(50);
  });

  it('stands in the list of versions, the former text of which stays', () => {
    using repository = TempRepository.small();
    const before = repository.read('spec/versions.yaml');
    const references = [{ file: 'page.yaml', text: changed, address: 'https://codes.example/v2.0/' }];
    bump(repository, [], { references, availableUntil: '2023-01-01' });
    expect(repository.read('spec/versions.yaml')).toBe(`${before}
v2.0:
  released: 2021-01-01
  availableUntil: 2023-01-01
  references:
    - title: Codes
      address: https://codes.example/v2.0/
      decides: [listCodes, saveCode]
`);
  });

  it('says `unknown` of a page whose address is not known, and null of an end that is not announced', () => {
    using repository = TempRepository.small();
    bump(repository, [changed]);
    expect(parse(repository.read('spec/versions.yaml'))['v2.0']).toMatchObject({
      availableUntil: null,
      references: [{ address: 'unknown' }],
    });
  });

  it('has the days of the list of versions without a folder, which it leaves', () => {
    using repository = TempRepository.small();
    const list = (versions: string): string => `# Not described.\n\n${versions}`;
    const v2 = 'v2.0:\n  released: 2021-02-03\n  availableUntil: 2023-02-03\n';
    const v3 = 'v3.0:\n  released: 2022-02-03\n  availableUntil: null\n';
    repository.write('spec/undescribed-versions.yaml', list(`${v2}\n${v3}`));
    bump(repository, [changed], { released: undefined });
    expect(parse(repository.read('spec/versions.yaml'))['v2.0']).toMatchObject({
      released: '2021-02-03',
      availableUntil: '2023-02-03',
    });
    expect(repository.read('spec/undescribed-versions.yaml')).toBe(list(v3));
  });

  it('is exported by the package, whose other lines stay', () => {
    using repository = TempRepository.small();
    const before = repository.read('spec/package.json');
    bump(repository, [changed]);
    const lines = `    "./v1.0/openapi.json": "./dist/v1.0/openapi.json"`;
    expect(repository.read('spec/package.json')).toBe(
      before.replace(
        lines,
        `${lines},\n    "./v2.0/openapi.yaml": "./v2.0/openapi.yaml",\n    "./v2.0/openapi.json": "./dist/v2.0/openapi.json",\n    "./v2.0/openapi.dereferenced.json": "./dist/v2.0/openapi.dereferenced.json",\n    "./v2.0/changes.md": "./v2.0/changes.md",\n    "./v2.0/changes.json": "./v2.0/changes.json"`,
      ),
    );
  });

  it('has the frame of what the contract tests expect otherwise than before', () => {
    using repository = TempRepository.small();
    bump(repository, [changed]);
    expect(repository.read('packages/contract-tests/expected/v2.0/changes.ts')).toMatch(
      /^import type \{ QrCodeClient \} from '@whatsapp-qr\/client\/v2\.0';\n[\s\S]*from: 'v1\.0',\n\};\n$/,
    );
  });
});

describe('the changeset', () => {
  it('is written from the documents once the audit is quiet: a minor, and in words what breaks and what is new', () => {
    using repository = TempRepository.small();
    expect(bump(repository, [changed]).changeset).toBe('after the edits');
    expect(existsSync(repository.path('.changeset/graph-v2-0.md'))).toBe(false);
    repository.write('spec/v2.0/openapi.yaml', changed);
    expect(bump(repository, []).changeset).toBe('written');
    expect(repository.read('.changeset/graph-v2-0.md')).toBe(`---
'@whatsapp-qr/client': minor
'@whatsapp-qr/mock': minor
'@whatsapp-qr/spec': minor
---

Graph API v2.0: import from \`@whatsapp-qr/client/v2.0\`, start the mock with \`version: 'v2.0'\`. Nothing changes for programs that stay with v1.0.

What breaks when the import is changed from v1.0:

${sentences('breaking')}

What is new:

${sentences('additive')}
`);
    expect(bump(repository, [])).toMatchObject({ changeset: 'current', kind: 'run again' });
  });

  it('states what was decided, not what the page says: a difference in the ledger is no change', () => {
    using repository = TempRepository.small();
    bump(repository, [changed]);
    repository.write('spec/v2.0/openapi.yaml', edited('type: integer # code of a failure', 'type: string', next));
    repository.write(
      'spec/v2.0/deviations.yaml',
      `version: v2.0\ndeviations:\n  - sources: [codes]\n    why: ours\n    evidence: ours\n    places:\n      - at: GET /codes > query limit > maximum\n        says: 50\n        ours: 25\n`,
    );
    bump(repository, []);
    const changeset = repository.read('.changeset/graph-v2-0.md');
    expect(changeset).toContain('`error.code`');
    expect(changeset).not.toContain('`limit`');
  });

  it('promises no harm if the pages say the same, and is then written at once', () => {
    using repository = TempRepository.small();
    expect(bump(repository, [next]).changeset).toBe('written');
    expect(repository.read('.changeset/graph-v2-0.md')).toMatch(
      /with v1\.0\.\n\nChanging the import from v1\.0 breaks nothing\.\n$/,
    );
  });

  it('is not due for what has been released', () => {
    using repository = TempRepository.small();
    bump(repository, [changed]);
    repository.write('spec/v2.0/openapi.yaml', changed);
    repository.write('spec/CHANGELOG.md', '## 1.1.0\n\n- Graph API v2.0: import from …\n');
    expect(bump(repository, [])).toMatchObject({ changeset: 'none', files: new Map() });
  });

  it('is at fault if it lacks a change, or states one that is none', () => {
    using repository = TempRepository.small();
    bump(repository, [changed]);
    repository.write('spec/v2.0/openapi.yaml', changed);
    bump(repository, []);
    const { specFolder } = repository;
    expect(changesetProblems(specFolder)).toEqual([]);
    repository.write('spec/v2.0/openapi.yaml', edited('maximum: 50', 'maximum: 60', changed));
    expect(changesetProblems(specFolder)).toEqual([
      expect.stringMatching(/^\.changeset\/graph-v2-0\.md lacks ".*`60`.*"; write it again with: pnpm spec changes$/),
      expect.stringMatching(/^\.changeset\/graph-v2-0\.md states ".*`50`.*", which is no change from v1\.0; /),
    ]);
  });

  function sentences(wanted: string): string {
    const { changes } = diffDocuments({ file: 'a', text: smallApi }, { file: 'b', text: changed });
    return changes.flatMap((change) => (change.class === wanted ? `- ${change.sentence}` : [])).join('\n');
  }
});

describe('the edits that are left', () => {
  it('are listed with their place in the new file, what the page says and what stands there', () => {
    using repository = TempRepository.small();
    const text = bumpAsText(bump(repository, [changed]));
    const lineOf = (part: string): number =>
      repository
        .read('spec/v2.0/openapi.yaml')
        .slice(0, repository.read('spec/v2.0/openapi.yaml').indexOf(part))
        .split('\n').length;
    expect(text).toContain('2 edits to make by hand:');
    expect(text).toContain(
      `openapi.yaml:${lineOf('maximum: 25')} #/paths/~1codes/get/parameters/0/schema/maximum\n   codes says 50 (`,
    );
    expect(text).toContain('; here stands 25\n');
    expect(text).toContain(
      `openapi.yaml:${lineOf('type: integer # code of a failure')} #/components/schemas/Failure/properties/error/properties/code/type`,
    );
  });

  it('are all that the audit asks for', () => {
    using repository = TempRepository.small();
    bump(repository, [changed]);
    expect(auditVersion(repository.path('spec/v2.0')).differences).toHaveLength(2);
    repository.write('spec/v2.0/openapi.yaml', changed);
    expect(auditVersion(repository.path('spec/v2.0'))).toMatchObject({ differences: [], stale: [] });
  });
});

describe('the ledger', () => {
  const ledger = `# The ledger of the small API.
version: v1.0

deviations:
  # Limits

  - sources: [codes]
    why: >-
      v1.0 is right,
      and the page is not.
    evidence: >-
      Seen in v1.0.
    places:
      - at: GET /codes > query limit > maximum # the page has more
        says: 30
        ours: 25
      - at: GET /codes > query limit > minimum
        says: 0
        ours: 1

  # Names

  - sources: [codes]
    why: ours
    evidence: ours
    places:
      - at: POST /codes > operationId
        says: saveOneCode
        ours: saveCode

# The end.
`;
  const page = (version: string): string =>
    edited(
      'maximum: 25',
      'maximum: 30',
      edited(
        'minimum: 1\n',
        'minimum: 0\n',
        edited('operationId: saveCode', 'operationId: saveOneCode', smallApi.replace('v1.0', version)),
      ),
    );

  function withLedger(): TempRepository {
    const repository = TempRepository.small();
    repository.write('spec/v1.0/reference/codes.yaml', factsOf(page('v1.0'), 'v1.0'));
    repository.write('spec/v1.0/deviations.yaml', ledger);
    expect(auditVersion(repository.path('spec/v1.0'))).toMatchObject({ differences: [], stale: [] });
    return repository;
  }

  it('is carried over with its words and comments; the version changes in it, but not in what was seen', () => {
    using repository = withLedger();
    const made = bump(repository, [page('v2.0')]);
    expect(repository.read('spec/v2.0/deviations.yaml')).toBe(
      ledger.replace('version: v1.0', 'version: v2.0').replace('v1.0 is right', 'v2.0 is right'),
    );
    expect(made).toMatchObject({ ledger: { kept: 3, dropped: [] }, audit: { differences: [], stale: [] } });
  });

  it('loses the places that no source states any more, entries without places, and headings without entries', () => {
    using repository = withLedger();
    const made = bump(repository, [edited('maximum: 25', 'maximum: 30', next)]);
    expect(repository.read('spec/v2.0/deviations.yaml')).toBe(`# The ledger of the small API.
version: v2.0

deviations:
  # Limits

  - sources: [codes]
    why: >-
      v2.0 is right,
      and the page is not.
    evidence: >-
      Seen in v1.0.
    places:
      - at: GET /codes > query limit > maximum # the page has more
        says: 30
        ours: 25

# The end.
`);
    expect(made.ledger?.dropped.map(({ at }) => at)).toEqual([
      'GET /codes > query limit > minimum',
      'POST /codes > operationId',
    ]);
    expect(made.audit).toMatchObject({ differences: [], stale: [] });
  });

  it('loses a place at which the page now says something else, and the edit is asked for', () => {
    using repository = withLedger();
    const made = bump(repository, [page('v2.0').replace('maximum: 30', 'maximum: 40')]);
    expect(made.ledger?.dropped).toMatchObject([{ at: 'GET /codes > query limit > maximum' }]);
    expect(made.audit.differences).toMatchObject([{ at: 'GET /codes > query limit > maximum', says: 40, ours: 25 }]);
  });

  it('names the sources that state a place now, each entry its own', () => {
    using repository = withLedger();
    const second = edited('maximum: 25', 'maximum: 30', next);
    const made = bump(repository, [page('v2.0'), second]);
    expect(made.references.map(({ name }) => name)).toEqual(['codes', 'page-2']);
    const { deviations } = parse(repository.read('spec/v2.0/deviations.yaml'));
    expect(
      deviations.map((entry: { sources: string[]; places: { at: string }[] }) => [
        entry.sources,
        entry.places.map(({ at }) => at),
      ]),
    ).toEqual([
      [['codes', 'page-2'], ['GET /codes > query limit > maximum']],
      [['codes'], ['GET /codes > query limit > minimum']],
      [['codes'], ['POST /codes > operationId']],
    ]);
    expect(made.audit).toMatchObject({ differences: [], stale: [] });
  });

  it('becomes an empty list when nothing is left of it', () => {
    using repository = withLedger();
    bump(repository, [next]);
    expect(repository.read('spec/v2.0/deviations.yaml')).toBe(
      '# The ledger of the small API.\nversion: v2.0\n\ndeviations: []\n\n# The end.\n',
    );
  });
});

describe('pages that are missing or too many', () => {
  const list = smallApi.slice(0, smallApi.indexOf('    post:')) + smallApi.slice(smallApi.indexOf('components:'));
  const onlyList = list.replace('v1.0', 'v2.0');

  it('leave operations without a source: they are reported, and stand in the ledger and in the list of versions', () => {
    using repository = TempRepository.small();
    const made = bump(repository, [onlyList]);
    expect(made.unsourced).toEqual(['POST /codes']);
    expect(made.audit).toMatchObject({ differences: [], stale: [] });
    expect(bumpAsText(made)).toContain(
      'No source for v2.0: these operations stand as in v1.0, and the ledger says so.\n  POST /codes\n',
    );
    expect(repository.read('spec/v2.0/deviations.yaml')).toBe(`version: v2.0

deviations:
  - sources: [none]
    why: No page of v2.0 describes these operations. They stand as in v1.0.
    evidence: Meta publishes its pages unevenly; v2.0 was made from the files in reference/.
    places:
      - at: POST /codes
        ours: operation
`);
    expect(parse(repository.read('spec/versions.yaml'))['v2.0'].references).toEqual([
      { title: 'Codes', address: 'unknown', decides: ['listCodes'] },
      { title: 'Codes', address: 'https://codes.example/v1.0/', decides: ['saveCode'] },
    ]);
  });

  it('leave them without one in the next version too, with one entry for it', () => {
    using repository = TempRepository.small();
    bump(repository, [onlyList]);
    const made = bump(repository, [list.replace('v1.0', 'v3.0')], { version: 'v3.0' });
    expect(made).toMatchObject({ unsourced: ['POST /codes'], audit: { differences: [], stale: [] } });
    const { deviations } = parse(repository.read('spec/v3.0/deviations.yaml'));
    expect(deviations).toMatchObject([{ why: 'No page of v3.0 describes these operations. They stand as in v1.0.' }]);
    expect(parse(repository.read('spec/versions.yaml'))['v3.0'].references).toMatchObject([
      { address: 'unknown', decides: ['listCodes'] },
      { address: 'https://codes.example/v1.0/', decides: ['saveCode'] },
    ]);
  });

  it('do not drag in what a document has about other APIs', () => {
    using repository = TempRepository.small();
    const other =
      '  /messages:\n    get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Message" } } } } } }\n';
    const below = '  /codes/{id}:\n    get: { responses: { "200": { description: ok } } }\n';
    const many = edited(
      '    Failure:\n',
      '    Message: { type: string }\n    Failure:\n',
      edited('components:\n', `${other}${below}components:\n`, next),
    );
    const made = bump(repository, [many]);
    expect(made.references).toMatchObject([{ leftOut: ['GET /messages'] }]);
    expect(made.audit.differences).toMatchObject([{ at: 'GET /codes/{id}', says: 'operation' }]);
    const facts = parse(repository.read('spec/v2.0/reference/codes.yaml'));
    expect(Object.keys(facts.paths)).toEqual(['/codes', '/codes/{id}']);
    expect(Object.keys(facts.components.schemas)).toEqual(['Page', 'Code', 'Save', 'Failure']);
    expect(bumpAsText(made)).toContain('left out of page-1.yaml: 1 operation of other APIs');
  });

  it('know an operation again though a parameter in its path has another name', () => {
    using repository = TempRepository.small();
    const path = (name: string, text: string): string => edited('  /codes:\n', `  /codes/{${name}}:\n`, text);
    repository.write('spec/v1.0/openapi.yaml', path('Code', smallApi));
    repository.write('spec/v1.0/reference/codes.yaml', factsOf(path('Code', smallApi), 'v1.0'));
    const made = bump(repository, [path('Id', next)]);
    expect(made.audit.differences.map(({ at, says, ours }) => [at, says, ours])).toEqual([
      ['GET /codes/{Code} > path', '/codes/{Id}', '/codes/{Code}'],
      ['POST /codes/{Code} > path', '/codes/{Id}', '/codes/{Code}'],
    ]);
  });
});

describe('the real spec', () => {
  it('is carried over without an edit by an export that says the same, though the export has no version', () => {
    const specFolder = path.join(import.meta.dirname, '../../../spec');
    using repository = TempRepository.withSpec(specFolder);
    const file = path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.export.txt');
    const made = planBump({
      specFolder: repository.specFolder,
      version: 'v98.0',
      from: 'v23.0',
      released: '2098-01-01',
      references: [{ file, text: readFileSync(file, 'utf8'), address: 'unknown' }],
    });
    expect(made.audit).toMatchObject({ differences: [], stale: [] });
    expect(made.references).toMatchObject([
      { name: 'whatsapp-business-qr-code-api', form: 'markdown-export', address: 'unknown' },
    ]);
    expect(made.unsourced).toHaveLength(2);
  });
});

describe('run again', () => {
  it('with the same files it writes nothing, lists the edits that remain, and ends well', async () => {
    using repository = TempRepository.small();
    const page = repository.write('page.yaml', changed);
    const command = ['bump', 'v2.0', '--reference', page, '--released', '2021-01-01'];
    expect(await repository.run(...command)).toMatchObject({ code: 0, err: '' });
    const before = repository.everything();
    const again = await repository.run(...command);
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('v2.0 is here already, made from these pages. Nothing was written.');
    expect(again.out).toContain('2 edits to make by hand:');
    expect(repository.everything()).toEqual(before);
  });

  it('after the edits it says that none is left', async () => {
    using repository = TempRepository.small();
    bump(repository, [changed]);
    repository.write('spec/v2.0/openapi.yaml', changed);
    bump(repository, [changed]);
    const before = repository.everything();
    expect(bumpAsText(bump(repository, [changed]))).toContain(
      "No edits: what v2.0's pages say is what openapi.yaml says.",
    );
    expect(repository.everything()).toEqual(before);
  });
});

describe('refused, with nothing written:', () => {
  const refused: readonly [string, (repository: TempRepository) => unknown, string | RegExp][] = [
    [
      'an older version',
      (repository) => bump(repository, [next], { version: 'v0.9' }),
      'v0.9 is older than v1.0, which is here already',
    ],
    [
      'what is no version',
      (repository) => bump(repository, [next], { version: '2.0' }),
      'expected a version such as v24.0, found "2.0"',
    ],
    [
      'a former version that is not there',
      (repository) => bump(repository, [next], { from: 'v1.5' }),
      '--from: expected a version older than v2.0 (v1.0), found v1.5',
    ],
    ['no page', (repository) => bump(repository, []), 'expected --reference FILE: a page of v2.0'],
    [
      'a page of another version',
      (repository) => bump(repository, [smallApi]),
      /page-1\.yaml cannot be taken for v2\.0:\n.*found v1\.0 in info\.version, expected v2\.0/,
    ],
    [
      'a page whose address is that of another version',
      (repository) =>
        bump(repository, [], { references: [{ file: 'a', text: next, address: 'https://codes.example/v3.0/' }] }),
      'found v3.0 in the address https://codes.example/v3.0/, expected v2.0',
    ],
    [
      'a page of another API',
      (repository) => bump(repository, [edited('  /codes:\n', '  /pages:\n', next)]),
      'page-1.yaml is about another API: it has GET /pages, POST /pages; expected at least one of GET /codes, POST /codes',
    ],
    ['a file that is no page', (repository) => bump(repository, ['hello']), 'page-1.yaml cannot be taken for v2.0'],
    [
      'a version whose release is not known',
      (repository) => bump(repository, [next], { released: undefined }),
      'when v2.0 was released is not known here: add --released YYYY-MM-DD',
    ],
    ...['soon', '2026-13-45', '2026-02-30'].map(
      (released): [string, (repository: TempRepository) => unknown, string] => [
        `a day that is none: ${released}`,
        (repository) => bump(repository, [next], { released }),
        `--released: expected a day such as 2025-10-08, found "${released}"`,
      ],
    ),
    [
      'an end before the release',
      (repository) => bump(repository, [next], { availableUntil: '2020-12-31' }),
      '--available-until: expected a day after 2021-01-01, the release, found 2020-12-31',
    ],
    [
      'a page that is cut off',
      (repository) => bump(repository, [exportCutOff]),
      /page-1\.yaml cannot be taken for v2\.0:\n.*the copy is cut off/,
    ],
  ];
  for (const [what, action, message] of refused) {
    it(what, () => {
      using repository = TempRepository.small();
      const before = repository.everything();
      expect(() => action(repository)).toThrow(message);
      expect(repository.everything()).toEqual(before);
    });
  }

  it('the same page given twice, as one file or as two copies', () => {
    using repository = TempRepository.small();
    const before = repository.everything();
    expect(() => bump(repository, [changed, changed])).toThrow(
      'page-2.yaml has the same facts as page-1.yaml, in the same form: expected each page once',
    );
    expect(() => bump(repository, [changed, `# later\n${changed}`])).toThrow('page-2.yaml has the same facts');
    expect(repository.everything()).toEqual(before);
  });

  it('a page without a version that says what the former version says, unless somebody vouches for it', () => {
    const specFolder = path.join(import.meta.dirname, '../../../spec');
    using repository = TempRepository.withSpec(specFolder);
    const text = readFileSync(
      path.join(import.meta.dirname, '../../reference-reader/test/fixtures/qr-code.export.txt'),
      'utf8',
    );
    const request = { version: 'v98.0', from: 'v23.0', released: '2098-01-01' };
    const before = repository.everything();
    expect(() => bump(repository, [text], request)).toThrow(
      'page-1.yaml states no version, and every fact of it is as in v23.0: it may be a page of v23.0. If it is one of v98.0, add --address with where it was downloaded, or with "unknown"',
    );
    expect(repository.everything()).toEqual(before);
    bump(repository, [text.replace('| string (uri) |', '| string |')], request);
    expect(existsSync(repository.path('spec/v98.0'))).toBe(true);
  });

  it('whatever cannot be written, which leaves everything as it was', () => {
    using repository = TempRepository.small();
    repository.write('packages/contract-tests', 'a file, where a folder should be');
    const before = repository.everything();
    expect(() => bump(repository, [changed])).toThrow();
    expect(repository.everything()).toEqual(before);
    expect(existsSync(repository.path('spec/v2.0'))).toBe(false);
  });
});

describe('the command', () => {
  it('reports what is wrong on standard error, and how to get help', async () => {
    using repository = TempRepository.small();
    expect(await repository.run('bump')).toMatchObject({
      code: 2,
      out: '',
      err: 'spec bump: expected a version such as v24.0, found none\nSee: pnpm spec bump --help\n',
    });
    expect(await repository.run('bump', 'v2.0', '--reference', 'none.md')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('none.md'),
    });
    expect(await repository.run('bump', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('--reference FILE'),
    });
  });
});
