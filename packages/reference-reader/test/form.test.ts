import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recognize } from '../src/form.ts';
import { formatProblem } from '../src/reading.ts';
import { readReference } from '../src/reference.ts';
import { decodeEntities } from '../src/text.ts';

const exported = fixture('qr-code.export.txt');
const page = fixture('qr-code.page.txt');

describe('the form of a file', () => {
  test.each([
    ['the export', exported, 'markdown-export'],
    ['the text of a page', page, 'page-text'],
    ['the text of a page whose rules are dashes', fixture('codes.page.txt'), 'page-text'],
    ['the text of a page without rules', fixture('unruled.page.txt'), 'page-text'],
    ['an OpenAPI document in YAML', '# made by hand\nopenapi: 3.1.0\ninfo: {}\n', 'openapi'],
    ['an OpenAPI document in JSON', '{\n  "info": {},\n  "openapi": "3.1.0"\n}', 'openapi'],
    ['a Swagger document, which is refused as such later', 'swagger: "2.0"\n', 'openapi'],
    ['any other text', '# Shopping\n\n- milk\n', undefined],
    ['any other JSON', '{ "name": "x" }', undefined],
    ['nothing', '', undefined],
  ])('of %s is found out', (_what, text, form) => {
    expect(recognize(text).form).toBe(form);
  });

  test('that is unknown is an error that says what was expected', () => {
    const { skeleton, problems } = readReference('# Shopping\n', { graphVersion: 'v23.0' });
    expect(problems.map(formatProblem)).toEqual([
      `line 1: found a file that begins with "# Shopping", expected page text, a Markdown export or an OpenAPI document of one of Meta's reference pages`,
    ]);
    expect(skeleton['x-source'].form).toBe('unknown');
  });
});

describe('what a stored copy has around the page', () => {
  const expected = facts(exported);

  test.each([
    ['a code fence', `\`\`\`\`markdown\n${exported}\n\`\`\`\`\n`],
    ['a fence of three', `\`\`\`\n${exported}\n\`\`\``],
    ['HTML escapes', escaped(exported)],
    ['HTML escapes within a fence', `\`\`\`md\n${escaped(exported)}\n\`\`\`\n`],
    ['HTML escapes, twice', escaped(escaped(exported))],
    ['front matter', `---\ntitle: "A page"\nsource: "https://example.com"\n\n---\n\n${exported}`],
    ['front matter before a fence', `---\ntitle: A page\n---\n\`\`\`\n${exported}\n\`\`\`\n`],
    [
      'a title, the source and a fence',
      `# A page\n\nSource: https://example.com/a\n\n\`\`\`\`markdown\n${exported}\n\`\`\`\`\n`,
    ],
    ['a title and a fence', `# A page\n\n\`\`\`\n${escaped(exported)}\n\`\`\`\n`],
    [
      'HTML entities in samples alone',
      exported.replaceAll(/\*\*Example\*\*:[\s\S]*?\\n```$/gm, (sample) => sample.replaceAll('"', '&quot;')),
    ],
    ['a byte order mark', `\ufeff${exported}`],
    ['line ends of Windows', exported.replaceAll('\n', '\r\n')],
    ['aligned tables', exported.replaceAll(/\| (\w+) \|/g, '|   $1    |')],
    ['a blank line after each jumplink', exported.replaceAll('</jumplink>\n', '</jumplink>\n\n')],
    ['line breaks in place of the two characters \\n', exported.replaceAll('\\n', '\n')],
    ['jumplinks that close themselves', exported.replaceAll('"></jumplink>', '" />')],
  ])('makes no difference: %s', (_what, copy) => {
    expect(facts(copy)).toEqual(expected);
  });

  test.each([
    ['a code fence of the length that its samples have', `\`\`\`\n${page}\n\`\`\`\n`],
    ['a fence of tildes', `~~~~\n${page}\n~~~~\n`],
    ['HTML escapes', escaped(page)],
    ['line ends of Windows', page.replaceAll('\n', '\r\n')],
  ])('makes no difference to the text of a page either: %s', (_what, copy) => {
    expect(facts(copy)).toEqual(facts(page));
  });

  test('leaves line numbers as they are in the file', () => {
    const broken = exported.replace('| QR-Code-ID | string |', '| QR-Code-ID | strin |');
    const line = broken.split('\n').findIndex((text) => text.includes('| strin |')) + 1;
    const copy = `---\ntitle: A page\n---\n\`\`\`\n${escaped(broken)}\n\`\`\`\n`;
    expect(readReference(copy, { graphVersion: 'v23.0' }).problems.map(formatProblem)).toEqual([
      expect.stringMatching(`^line ${line + 4}: found "strin" in the type "strin", expected a type such as`),
    ]);
  });

  test('is escaped only if all of it is: an entity in prose is no sign', () => {
    const withEntity = exported.replace('Remove a code', 'Remove &lt;a&gt; code &quot;now&quot;');
    expect(facts(withEntity)).toEqual(expected);
    expect(facts(page.replace('It is gone', 'It &gt; is'))).toEqual(facts(page));
  });

  test('decodes entities, but never into a line break or half a character', () => {
    expect(decodeEntities('&lt;&gt;&amp;&quot;&#039;&#123;&#x7D;&apos;&eacute;&#10;&#xD800;&#9999999;')).toBe(
      `<>&"'{}'&eacute;&#10;&#xD800;&#9999999;`,
    );
  });
});

describe('the Graph API version', () => {
  test('comes from the page, its address or the document if it is not given', () => {
    expect(version(page)).toBe('v23.0');
    expect(version(exported, 'https://developers.facebook.com/documentation/qr-code-api/v23.0.md/')).toBe('v23.0');
    expect(version(exported, 'https://developers.facebook.com/documentation/qr-code-api/v26.0.0.md/')).toBe('v26.0');
    expect(version('openapi: 3.1.0\ninfo: { title: A, version: v24.0 }\npaths: {}\n')).toBe('v24.0');
  });

  test('that nothing states is required as an option', () => {
    expect(readReference(exported).problems.map(formatProblem)).toEqual([
      'line 1: found no Graph API version: this form does not carry one, expected the version, such as v23.0, or an address that has it',
    ]);
  });

  test('that is none is refused', () => {
    for (const graphVersion of ['23.0', 'v23', 'latest', '']) {
      expect(readReference(exported, { graphVersion }).problems.map(formatProblem), graphVersion).toEqual([
        `line 1: found the version ${JSON.stringify(graphVersion)}, expected a version such as v23.0`,
      ]);
    }
  });

  test("that contradicts the page's own address is refused; the list of versions says nothing", () => {
    const codes = fixture('codes.page.txt');
    expect(readReference(codes, { graphVersion: 'v24.0' }).problems).toEqual([]);
    expect(readReference(codes, { graphVersion: 'v23.0' }).problems.map(formatProblem)).toEqual([
      expect.stringMatching(
        /^line 1: found v24\.0 in the page's own address, https:.*\/v24\.0\.md\/, expected v23\.0$/,
      ),
    ]);
  });

  test('that contradicts the address given or the document is refused', () => {
    const address = 'https://developers.facebook.com/documentation/qr-code-api/v24.0.md/';
    expect(readReference(exported, { graphVersion: 'v23.0', address }).problems.map(formatProblem)).toEqual([
      `line 1: found v24.0 in the address ${address}, expected v23.0`,
    ]);
    const document = 'openapi: 3.1.0\ninfo: { title: A, version: v24.0 }\npaths: {}\n';
    expect(readReference(document, { graphVersion: 'v23.0' }).problems.map(formatProblem)).toEqual([
      'line 1: found v24.0 in info.version, expected v23.0',
    ]);
  });
});

describe('where the facts are from', () => {
  test('stands with them', () => {
    const { skeleton } = readReference(page, { now: new Date('2026-11-23T23:00:00Z') });
    expect(skeleton.openapi).toBe('3.1.0');
    expect(skeleton.info).toEqual({ title: 'Message QR codes, one by one', version: 'v23.0' });
    expect(skeleton['x-source']).toEqual({
      form: 'page-text',
      graphVersion: 'v23.0',
      address: 'unknown',
      pageAddress:
        'https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/whatsapp-business-qr-code-api/v23.0.md/',
      read: '2026-11-23',
      sha256: '9d4a87c02ad0627479181fe048adbff31e5569b7b4ecae1352ebce39d1eb9706',
      states: expect.arrayContaining(['parameters', 'types', 'success-examples', 'named-examples']),
    });
    expect(skeleton['x-source'].states).not.toContain('error-examples');
    expect(skeleton['x-source'].states).not.toContain('patterns');
  });

  test('is the address given, and no page address for a form that shows none', () => {
    const address = 'https://developers.facebook.com/documentation/qr-code-api/v23.0.md/';
    const { skeleton } = readReference(exported, { address });
    expect(skeleton['x-source']).toMatchObject({ form: 'markdown-export', address });
    expect(skeleton['x-source']).not.toHaveProperty('pageAddress');
    expect(skeleton['x-source'].states).toContain('error-examples');
    expect(skeleton['x-source'].states).not.toContain('named-examples');
  });
});

function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');
}

function escaped(text: string): string {
  const entities: { [character: string]: string } = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '{': '&#123;',
    '}': '&#125;',
    "'": '&#039;',
  };
  return text.replaceAll(/[&<>"{}']/g, (character) => entities[character] ?? character);
}

function facts(text: string): unknown {
  const { skeleton, problems } = readReference(text, { graphVersion: 'v23.0', now: new Date(0) });
  expect(problems.map(formatProblem)).toEqual([]);
  const { 'x-source': source, 'x-ambiguous': _ambiguous, ...rest } = skeleton;
  return { form: source.form, ...rest };
}

function version(text: string, address?: string): string {
  const { skeleton, problems } = readReference(text, { address });
  expect(problems.map(formatProblem)).toEqual([]);
  return skeleton['x-source'].graphVersion;
}
