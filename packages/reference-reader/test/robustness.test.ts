import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isArray, isObject, type Json, keysOf } from '@whatsapp-qr/openapi-document';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { printFacts } from '../src/print.ts';
import { readReference } from '../src/reference.ts';

const folder = path.join(import.meta.dirname, 'fixtures');
const fixtures = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));

/** Whatever the text: it is read or reported, its facts can be printed, and all that they refer to is there. */
function holds(text: string): void {
  const result = readReference(text, { graphVersion: 'v23.0' });
  const { skeleton, problems } = result;
  if (skeleton['x-source'].form === 'unknown') expect(problems).not.toEqual([]);
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const { line } of [...problems, ...skeleton['x-ambiguous']]) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
  }
  const printed = printFacts(result, 'json');
  const facts: Json = JSON.parse(printed);
  expect(parse(printFacts(result, 'yaml'), { maxAliasCount: 0 })).toEqual(facts);
  if (problems.length === 0) expect(danglingReferences(facts, facts)).toEqual([]);
}

function danglingReferences(root: Json, value: Json): string[] {
  if (isArray(value)) return value.flatMap((item) => danglingReferences(root, item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (['example', 'examples', 'value', 'x-ambiguous'].includes(key)) return [];
    return key === '$ref' && typeof member === 'string' && !leads(root, member)
      ? [member]
      : danglingReferences(root, member);
  });
}

function leads(root: Json, reference: string): boolean {
  let place: Json | undefined = root;
  for (const key of keysOf(reference)) place = isObject(place) && Object.hasOwn(place, key) ? place[key] : undefined;
  return place !== undefined;
}

describe('no text makes the reader throw or hang', { timeout: 120_000 }, () => {
  test('not any text at all', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), holds), { numRuns: 300 });
  });

  const fragment = fc.constantFrom(
    ...fixtures.flatMap((text) => text.split('\n')),
    '## GET /a',
    '# Components',
    '## Schemas',
    '### A',
    'Show child attributes',
    '* * *',
    '---',
    '```',
    '|',
    '| a | string |',
    '**Type**: ',
    '**200**',
    '200',
    'Responses',
    'Request BodyRequired',
    'Query Parameters',
    'Schema: A',
    'Content Type: a/b',
    'idstring·required',
    'aA',
    'Must be one of: A, B',
    '__proto__string',
    '{}',
    '[]A',
    '&lt;jumplink id=&quot;a&quot;&gt;',
    '<jumplink id="a"></jumplink>',
    'Select status code',
    'openapi: 3.1.0',
    '\\',
    '·',
    '\u00a0',
  );

  test('not the lines of pages in any order', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 80 }), (lines) => holds(lines.join('\n'))),
      { numRuns: 120 },
    );
  });

  const edit = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('drop', 'repeat', 'swap', 'cut', 'insert'),
    line: fragment,
  });

  test('not pages with lines lost, repeated, exchanged, cut or added', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(edit, { minLength: 1, maxLength: 6 }), (text, edits) => {
        const lines = text.split('\n');
        for (const { at, kind, line } of edits) {
          const index = at % lines.length;
          const current = lines[index] ?? '';
          if (kind === 'drop') lines.splice(index, 1);
          else if (kind === 'repeat') lines.splice(index, 0, current);
          else if (kind === 'swap')
            [lines[index], lines[(index + 7) % lines.length]] = [lines[(index + 7) % lines.length] ?? '', current];
          else if (kind === 'cut') lines[index] = current.slice(0, at % (current.length + 1));
          else lines.splice(index, 0, line);
        }
        holds(lines.join('\n'));
      }),
      { numRuns: 120 },
    );
  });
});

describe('a megabyte is read in time, however it was made', { timeout: 60_000 }, () => {
  const page = (contents: string): string =>
    `## Base URL\n\nhttps://a.b\n\n## GET /a\n\nResponses\n\n* * *\n\n200\n\nContent Type: a/b\n\nSchema: object\n\nShow child attributes\n\n${contents}`;
  const exported = (contents: string): string =>
    `## Base URL\n\nhttps://a.b\n\n## GET /a\n\n### Responses\n\n**200**\n\n**Content Type**: \`a/b\`\n\n**Schema**: object\n\n${contents}`;
  const fill = (unit: string): string => unit.repeat(Math.ceil(1_000_000 / unit.length));
  const many = (line: (index: number) => string): string =>
    Array.from({ length: 20_000 }, (_, index) => line(index)).join('\n');

  test.each<[string, string]>([
    ['one long word', fill('a')],
    [
      'one long line of types',
      exported(`| Property | Type | Required |\n|---|---|---|\n| a | ${fill('array of ')} |  |`),
    ],
    ['bars', fill('|')],
    ['backslashes', fill('\\')],
    ['quotes', fill('"')],
    ['escaped quotes in a sample', page(`* * *\n\nSelect status code\n\n200\n\n\`\`\`\n"${fill('\\"')}\n\`\`\`\n`)],
    ['brackets', fill('[')],
    ['brackets in a sample', page(`Select status code\n\n200\n\n\`\`\`\n${fill('[')}\n\`\`\`\n`)],
    ['spaces', `## Base URL${fill(' ')}x`],
    ['asterisks', fill('* ')],
    ['hashes', fill('# ')],
    ['back-quotes', fill('`')],
    ['headings', page(many((index) => `## ${index}`))],
    ['fences', page(many(() => '```'))],
    ['entities', `&lt;jumplink ${fill('&amp;')}`],
    ['statuses', page(many((index) => String(100 + (index % 900))))],
    ['operations', `## Base URL\n\nhttps://a.b\n\n## Endpoints\n\n${many((index) => `## GET /a${index}`)}`],
    [
      'definitions',
      `${exported('')}\n\n# Components\n\n## Schemas\n\n${many((index) => `### A${index}\n\n| Property | Type | Required |\n|---|---|---|\n| a | [A](#a${index + 1}) |  |`)}`,
    ],
    ['properties', page(many((index) => `* * *\n\na${index}string`))],
    ['properties of one name', page(many(() => '* * *\n\nastring'))],
    ['properties with capitals', page(many(() => `* * *\n\n${'aB'.repeat(20)}`))],
    ['levels', page(many((index) => `* * *\n\na${index}object\n\nShow child attributes`))],
    [
      'levels of some properties',
      page(
        many(
          (index) =>
            `* * *\n\na${index}object\n\nShow child attributes\n\n* * *\n\nb${index}string\n\n* * *\n\nb${index}string`,
        ),
      ),
    ],
    ['properties without rules', page(many((index) => `a${index}_aFoo`))],
    [
      'alternatives',
      page(
        `* * *\n\naMust be one of: ${'unknown, '.repeat(20_000)}unknown\n\nShow child attributes\n\n${many(() => '* * *\n\nunknown')}`,
      ),
    ],
    [
      'schemas shown again and again',
      page(many((index) => `* * *\n\na${index}Foo\n\nShow child attributes\n\n* * *\n\nb${index % 3}string`)),
    ],
  ])('%s', (_what, text) => {
    const start = process.cpuUsage();
    readReference(text, { graphVersion: 'v23.0' });
    const { user, system } = process.cpuUsage(start);
    // What backtracks or squares takes minutes.
    expect((user + system) / 1000).toBeLessThan(10_000);
  });
});

describe('ten times the text costs about ten times the time', { timeout: 120_000 }, () => {
  const responses = '## Base URL\n\nhttps://a.b\n\n## GET /a\n\nResponses\n\n* * *\n\n200\n\nContent Type: a/b\n\n';
  const exported = '## Base URL\n\nhttps://a.b\n\n## GET /a\n\n### Responses\n\n**200**\n\n**Content Type**: `a/b`\n\n';
  const table = `${exported}**Schema**: object\n\n| Property | Type | Required | Description |\n|---|---|---|---|\n`;
  const authentication =
    '## Authentication\n\n| Scheme | Type | Location |\n|---|---|---|\n| a | HTTP Bearer | Header: a |\n\n';

  /** In each, `run` stands for a long run of the characters. */
  test.each<[string, string, (run: string) => string]>([
    ['blanks in a heading', ' ', (run) => `${responses}## a${run}b`],
    ['tabs in a heading', '\t', (run) => `${responses}# a${run}b`],
    ['hashes in a heading', '#', (run) => `${responses}# a${run}b`],
    ['hashes and blanks in a heading', '# ', (run) => `${responses}# ${run}b`],
    ['nothing but hashes', '#', (run) => `${responses}${run}b`],
    ['tildes before a back-quote', '~', (run) => `${responses}${run}\``],
    ['a fence of tildes', '~', (run) => `${responses}${run}\na\n${run}b`],
    ['a fence of back-quotes', '`', (run) => `${responses}${run}\na\n${run}b`],
    [
      'blanks before the dot of a property',
      ' ',
      (run) => `${responses}Schema: object\n\nShow child attributes\n\na${run}b`,
    ],
    [
      'blanks after the dot of a property',
      ' ',
      (run) => `${responses}Schema: object\n\nShow child attributes\n\nastring·${run}"`,
    ],
    ['blanks before the end of a line that is none', ' ', (run) => `${responses}Schema:${run}a\u2028b`],
    ['blanks in a label', ' ', (run) => `${exported}**Schema**:${run}a\u2028b`],
    ['blanks at the end of an example', ' ', (run) => `${exported}**Example**: \\n\`\`\`json\\n{${run}}\n\\n\`\`\`\n`],
    [
      'escaped line breaks in an example',
      '\\n',
      (run) => `${exported}**Example**: \\n\`\`\`json\\n{${run}}\n\\n\`\`\`\n`,
    ],
    ['a row torn into lines', 'a\n', (run) => `${table}| a | string | | ${run} |\n`],
    ['blanks between schemes', ' ', (run) => `${authentication}All endpoints require: a${run}b`],
    ['chapters without end', '## Authentication\n', (run) => `${exported}${run}`],
    ['headings in a description', '## a\n### b\n', (run) => `## Base URL\n\nhttps://a.b\n\n## GET /a\n\n${run}`],
    [
      'definitions without anchors',
      '### A\n\n**Type**: B\n\n',
      (run) => {
        let number = 0;
        return `${exported}\n# Components\n\n## Schemas\n\n${run.replace(/A/g, () => `A${number++}`)}`;
      },
    ],
    ['blanks in YAML', ' ', (run) => `openapi: 3.1.0\ninfo: { title: a${run}b }\npaths: {}\n`],
    ['hashes in YAML', '#', (run) => `openapi: 3.1.0\ninfo: { title: a${run}b }\npaths: {}\n`],
    [
      'keys in YAML',
      'a: 1\n',
      (run) => {
        let number = 0;
        return `openapi: 3.1.0\npaths: {}\n${run.replace(/a/g, () => `a${number++}`)}`;
      },
    ],
  ])('%s', (_what, unit, text) => {
    const cpu = (length: number): number => {
      const page = text(unit.repeat(length / unit.length));
      const start = process.cpuUsage();
      readReference(page, { graphVersion: 'v23.0' });
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    };
    cpu(10_000);
    // A time that grows with the square would be 100 times as long. Small times are mostly noise.
    const once = Math.max(3, Math.min(cpu(20_000), cpu(20_000)));
    expect(cpu(200_000)).toBeLessThan(40 * once);
  });
});
