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
          rule: 'answer-type-widened',
          side: 'response',
          sentence:
            '`error.code` in the 404 answer of `listCodes` can be something else than before: its type is now `string`, and was `integer`.',
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
      /\n### Breaking\n\n- `error\.code`/,
    );
  });

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
