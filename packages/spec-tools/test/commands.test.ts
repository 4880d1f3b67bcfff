import { describe, expect, it } from 'vitest';
import { edited, smallApi } from './small-api.ts';
import { factsOf, TempRepository } from './temp-repository.ts';

const other = edited('type: integer # code of a failure', 'type: string');

describe('spec diff', () => {
  it('compares versions, folders and files, and ends well', async () => {
    using repository = TempRepository.small();
    repository.write('spec/v2.0/openapi.yaml', other.replace('v1.0', 'v2.0'));
    const ways = [
      ['v1.0', 'v2.0'],
      ['spec/v1.0', 'spec/v2.0'],
      ['spec/v1.0/openapi.yaml', 'spec/v2.0/openapi.yaml'],
    ];
    for (const way of ways) {
      const { code, out, err } = await repository.run('diff', ...way);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/^v1\.0 -> v2\.0: 1 breaking\nChanging the import is a major change\./);
      expect(out).toMatch(/spec\/v1\.0\/openapi\.yaml:\d+ -> spec\/v2\.0\/openapi\.yaml:\d+/);
    }
  });

  it('prints everything as JSON, and the sentences as Markdown', async () => {
    using repository = TempRepository.small();
    repository.write('other.yaml', other);
    const json = await repository.run('diff', 'v1.0', 'other.yaml', '--json');
    expect(JSON.parse(json.out)).toEqual({
      from: 'v1.0',
      to: 'v1.0',
      level: 'major',
      changes: [
        {
          class: 'breaking',
          rule: 'response type other',
          side: 'response',
          schema: 'Failure',
          operations: ['listCodes'],
          sentence: '`error.code` in the 404 response of `listCodes` is a `string` now, and was an `integer`.',
          before: 'integer',
          after: 'string',
          uses: [
            {
              at: 'GET /codes > response 404 > application/json > .error.code > type',
              before: {
                file: 'spec/v1.0/openapi.yaml',
                line: expect.any(Number),
                pointer: '#/components/schemas/Failure/properties/error/properties/code/type',
              },
              after: {
                file: 'other.yaml',
                line: expect.any(Number),
                pointer: '#/components/schemas/Failure/properties/error/properties/code/type',
              },
            },
          ],
        },
      ],
    });
    expect((await repository.run('diff', 'v1.0', 'other.yaml', '--markdown')).out).toMatch(
      /\n### Schema `Failure`\n\n- \*\*Breaking:\*\* `error\.code`/,
    );
  });

  it('exits with 1 on the changes that --fail-on names', async () => {
    using repository = TempRepository.small();
    repository.write('breaking.yaml', other);
    repository.write('additive.yaml', edited('maximum: 25', 'maximum: 26'));
    repository.write('docs.yaml', edited('summary: List', 'summary: All'));
    const codes = async (file: string): Promise<number[]> => {
      const ways = [[], ['--fail-on', 'breaking'], ['--fail-on', 'additive']];
      return Promise.all(ways.map(async (way) => (await repository.run('diff', 'v1.0', file, ...way)).code));
    };
    expect(await Promise.all(['breaking.yaml', 'additive.yaml', 'docs.yaml'].map(codes))).toEqual([
      [0, 1, 1],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    expect(await repository.run('diff', 'v1.0', 'docs.yaml', '--fail-on', 'docs')).toEqual({
      code: 2,
      out: '',
      err: 'spec diff: expected --fail-on breaking or --fail-on additive, found --fail-on "docs"\nSee: pnpm spec diff --help\n',
    });
  }, 60_000);

  it('explains in its help what examples count as', async () => {
    using repository = TempRepository.small();
    const { out } = await repository.run('diff', '--help');
    expect(out).toMatch(/named example of a response that is added is additive; one that is removed is breaking/);
  });

  it('escapes what a document could put on the terminal or into Markdown', async () => {
    using repository = TempRepository.small();
    const name = 'a`b\u001b[31m\u009b\u2028\n# <b>&';
    repository.write('other.yaml', edited('operationId: listCodes', `operationId: ${JSON.stringify(name)}`));
    const shown = '`` a`b\\u001b[31m\\u009b\\u2028\\n# <b>& ``';
    for (const way of [[], ['--markdown']]) {
      const { out } = await repository.run('diff', 'v1.0', 'other.yaml', ...way);
      expect(out).toContain(`${shown} has the name ${shown}`);
      expect(out).not.toMatch(/[^\P{C}\n]|^# /mu);
    }
    const { out } = await repository.run('diff', 'v1.0', 'other.yaml', '--json');
    expect(out).not.toMatch(/[^\P{C}\n]/u);
    expect(JSON.parse(out).changes[0].after).toBe(name);
  }, 60_000);

  it('reports on standard error what it cannot compare', async () => {
    using repository = TempRepository.small();
    const expected: readonly [string[], number, string][] = [
      [['diff', 'v1.0'], 2, 'spec diff: expected two versions or files, found v1.0\nSee: pnpm spec diff --help\n'],
      [['diff', 'v1.0', 'v3.0'], 1, 'spec diff: there is no version v3.0; spec/ has v1.0\n'],
      [
        ['diff', 'v1.0', 'nowhere'],
        1,
        'spec diff: expected a version such as v23.0 or an existing file, found "nowhere"\n',
      ],
      [['diff', 'v1.0', 'spec'], 1, 'spec diff: expected spec to be a version folder, but it has no openapi.yaml\n'],
      [
        ['diff', 'v1.0', 'v1.0', '--json', '--markdown'],
        2,
        'spec diff: expected --json or --markdown, found both\nSee: pnpm spec diff --help\n',
      ],
    ];
    for (const [args, code, err] of expected) expect(await repository.run(...args)).toEqual({ code, out: '', err });
  });
});

describe('spec audit', () => {
  it('ends with 0 if every version is in order, and with 1 if one is not', async () => {
    using repository = TempRepository.small();
    expect(await repository.run('audit')).toMatchObject({ code: 0, err: '' });
    repository.write('spec/v2.0/openapi.yaml', other.replace('v1.0', 'v2.0'));
    repository.write('spec/v2.0/reference/codes.yaml', factsOf(smallApi.replace('v1.0', 'v2.0'), 'v2.0'));
    const both = await repository.run('audit');
    expect(both).toMatchObject({ code: 1, err: '' });
    expect(both.out).toContain('v1.0: the spec says what its sources say');
    expect(both.out).toContain('v2.0: 1 difference that the ledger does not explain.');
    expect(await repository.run('audit', 'v1.0')).toMatchObject({ code: 0 });
    expect(await repository.run('audit', 'v2.0')).toMatchObject({ code: 1 });
  });

  it('works in a folder within the repository, and nowhere else', async () => {
    using repository = TempRepository.small();
    expect(await repository.run('audit', 'v3.0')).toMatchObject({
      code: 2,
      err: 'spec audit: expected versions of v1.0, found "v3.0"\nSee: pnpm spec audit --help\n',
    });
    expect(await repository.runIn('spec/v1.0', 'audit')).toMatchObject({ code: 0 });
    expect(await repository.runIn('..', 'audit')).toMatchObject({
      code: 1,
      err: expect.stringContaining('expected a folder spec/ with a versions.yaml'),
    });
  });

  it('reports a broken document with its line', async () => {
    using repository = TempRepository.small();
    repository.write('spec/v1.0/openapi.yaml', edited('    Failure:\n', '    Other:\n'));
    expect(await repository.run('audit')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(
        /^spec audit: spec\/v1\.0\/openapi\.yaml:\d+: refers to #\/components\/schemas\/Failure/,
      ),
    });
  });
});

describe('every command', () => {
  it('has help that names its arguments, and an example', async () => {
    using repository = TempRepository.small();
    for (const name of ['audit', 'diff', 'bump']) {
      const { code, out, err } = await repository.run(name, '--help');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(new RegExp(`^pnpm spec ${name} `));
      expect(out).toMatch(/Examples?:?\s/);
    }
  });
});
