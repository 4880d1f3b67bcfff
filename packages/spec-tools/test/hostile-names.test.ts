import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { markdownLine } from '../src/markdown.ts';
import { edited, smallApi } from './small-api.ts';
import { TempRepository } from './temp-repository.ts';

/** Clears the screen and starts a line of its own, in each way that some terminal understands. */
const hostile = 'x\u001b[2J\u009b2J\r\n\nFORGED LINE\u2028\u202eFORGED LINE`</li><script>alert(1)</script>';
const inYaml = JSON.stringify(hostile)
  .replaceAll('\u009b', '\\u009b')
  .replaceAll('\u2028', '\\u2028')
  .replaceAll('\u202e', '\\u202e');

/** The small API with the name wherever a document has names. */
const named = [
  ['operationId: listCodes', `operationId: ${inYaml}`],
  ['name: limit', `name: ${inYaml}`],
  ['X-Usage:', `${inYaml}:`],
  ['empty:', `${inYaml}:`],
  [
    '    Page:\n',
    `    ${inYaml}: { type: string, description: ${inYaml}, properties: { ${inYaml}: { type: string } } }\n    Page:\n`,
  ],
  ['    Failure:\n      type: object\n', `    Failure:\n      type: object\n      required: [${inYaml}]\n`],
  [
    "        '404':\n",
    `        ${inYaml}: { description: none, content: { ${inYaml}: { schema: { enum: [${inYaml}], pattern: ${inYaml} } } } }\n        '404':\n`,
  ],
].reduce((text, [from = '', to = '']) => edited(from, to, text), smallApi);

function expectInert(output: string): void {
  expect(output).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029\u202e]/u);
  expect(output).not.toMatch(/^\W*FORGED/m);
}

describe('names with escape sequences and line breaks are escaped on the terminal', () => {
  it.each([[], ['--markdown'], ['--json']])('in a diff %s', async (...flags) => {
    using repository = TempRepository.small();
    repository.write('other.yaml', named);
    for (const [from, to] of [
      ['v1.0', 'other.yaml'],
      ['other.yaml', 'v1.0'],
    ] as const) {
      const { code, out, err } = await repository.run('diff', from, to, ...flags);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('FORGED LINE');
      expectInert(out);
    }
  });

  it('in an audit', async () => {
    using repository = TempRepository.small();
    repository.write('spec/v1.0/openapi.yaml', named);
    const { code, out } = await repository.run('audit');
    expect(code).toBe(1);
    expect(out).toContain('FORGED LINE');
    expectInert(out);
  });

  it('in a bump and its changeset', async () => {
    using repository = TempRepository.small();
    const page = repository.write('page.yaml', named.replace('version: v1.0', 'version: v2.0'));
    const { code, out, err } = await repository.run('bump', 'v2.0', '--reference', page, '--released', '2021-01-01');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expectInert(out);
    // It is written from the documents, once nothing is left to edit.
    repository.write('spec/v2.0/openapi.yaml', named.replace('version: v1.0', 'version: v2.0'));
    expect(await repository.run('bump', 'v2.0')).toMatchObject({ code: 0, err: '' });
    const changeset = repository.read('.changeset/graph-v2-0.md');
    expect(changeset).toContain('FORGED LINE');
    expectInert(changeset);
    expectNoHtml(changeset);
  });

  it('in the message about a broken document', async () => {
    using repository = TempRepository.small();
    repository.write('spec/v1.0/openapi.yaml', edited("'#/components/schemas/Failure'", inYaml));
    const { code, out, err } = await repository.run('audit');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('FORGED LINE');
    expectInert(err);
  });

  it.each([[], ['--json']])('in the facts of a page %s, which stay the same', async (...flags) => {
    using repository = TempRepository.small();
    const page = repository.write('page.yaml', named);
    const { out, err } = await repository.run('read', page, '--graph-version', 'v1.0', ...flags);
    expectInert(out);
    expectInert(err);
    expect(JSON.stringify(parseYaml(out))).toContain(JSON.stringify(hostile).slice(1, -1));
  });
});

describe('names are inert in Markdown', () => {
  it('in the Markdown of a diff', async () => {
    using repository = TempRepository.small();
    repository.write('other.yaml', named);
    expectNoHtml((await repository.run('diff', 'v1.0', 'other.yaml', '--markdown')).out);
  });

  it.each<[string, string, string]>([
    ['HTML', 'a <b>c</b> &amp; `<d>`', 'a \\<b\\>c\\</b\\> \\&amp; `<d>`'],
    ['a name that ends its code span', 'of `a`<img src=x>` now', 'of `a`\\<img src=x\\>` now'],
    ['a name with two back quotes', 'of `a``<b>` now', 'of `a``<b>` now'],
    ['a back quote that nothing closes', 'of ``a`<b>', 'of ``a`\\<b\\>'],
    ['links, images and emphasis', '![a](b) [c](d) *e* _f_', '\\!\\[a\\](b) \\[c\\](d) \\*e\\* \\_f\\_'],
    ['a heading', 'a\n# b', 'a\\\\n\\# b'],
  ])('escapes %s', (_what, sentence, markdown) => {
    expect(markdownLine(sentence)).toBe(markdown);
  });
});

/** Outside of code spans, which end with as many back quotes as they begin with, no `<` without a backslash. */
function expectNoHtml(markdown: string): void {
  for (const line of markdown.split('\n')) {
    const outside = line.replace(/(?<!`)(`+)(?!`)(?:(?!(?<!`)\1(?!`)).)*(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/(?<!\\)</);
  }
}
