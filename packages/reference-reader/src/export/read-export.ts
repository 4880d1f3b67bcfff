import type { FactKind, Facts } from '../facts.ts';
import type { Line } from '../form.ts';
import { Operations } from '../operations.ts';
import { kindsOf, missingEnd, pageDocument } from '../page-document.ts';
import { quoted, type Reading } from '../reading.ts';
import { type Section, sectionsOf } from '../sections.ts';
import { readSecurity, type Security } from '../security.ts';
import { readServers } from '../servers.ts';
import { blocksOf } from './blocks.ts';
import { type Definition, Definitions } from './definitions.ts';
import { isPartOfOperation, operationHeading, readOperation } from './operation.ts';

const states: readonly FactKind[] = [
  'servers',
  'security',
  'parameters',
  'types',
  'formats',
  'bounds',
  'enums',
  'named-enums',
  'required',
  'request-bodies',
  'statuses',
  'media-types',
  'schema-names',
  'additional-properties',
  'error-examples',
];

/** Reads the "View as Markdown" export. It has neither a title nor a version of its own. */
export function readExport(lines: readonly Line[], reading: Reading): Facts {
  const chapters = chaptersOf(sectionsOf(lines, 3, reading), reading);
  const definitions = new Definitions(chapters.definitions, chapters.security !== undefined, reading);
  const schemas = definitions.components();
  const operations = new Operations(reading);
  for (const { head, sections } of chapters.operations) {
    const { method, path } = head;
    const pointer = operations.pointer(method, path);
    operations.add(method, path, head.line, readOperation(sections, pointer, definitions, reading));
  }
  if (chapters.list !== undefined) operations.compareWithList(chapters.list);
  if (chapters.security === undefined) missingEnd(lines, reading);
  const { servers, security } = chapters;
  const allSchemas = { ...schemas, ...definitions.undefinedSchemas() };
  const document = pageDocument({ servers, security, paths: operations.paths, schemas: allSchemas });
  return { title: 'unknown', states: kindsOf(states, security), document };
}

interface Chapters {
  servers: string[];
  list: Section | undefined;
  operations: { head: { method: string; path: string; line: number }; sections: Section[] }[];
  definitions: Definition[];
  security: Security | undefined;
}

function chaptersOf(sections: readonly Section[], reading: Reading): Chapters {
  const chapters: Chapters = { servers: [], list: undefined, operations: [], definitions: [], security: undefined };
  const linked = sections.some((section) => section.anchor !== undefined);
  let chapter = '';
  let based = false;
  /** Whether the operation has come no further than its description. */
  let described = true;
  for (const [index, section] of sections.entries()) {
    const { level, title, line } = section;
    const head = level === 2 ? operationHeading(title) : undefined;
    if (head !== undefined) {
      chapter = 'operation';
      described = true;
      chapters.operations.push({ head: { ...head, line }, sections: [section] });
    } else if (level === 3 && chapter === 'operation') {
      described &&= !isPartOfOperation(title);
      chapters.operations.at(-1)?.sections.push(section);
    } else if (level === 3 && (chapter === 'Schemas' || chapter === 'Inline Object Definitions')) {
      if (section.anchor === undefined && linked) prose(section, reading);
      else chapters.definitions.push(definitionOf(section, chapter !== 'Schemas', reading));
    } else if (level === 1 && title === 'Components') {
      chapter = title;
      strayFacts(section, reading);
    } else if (level === 2 && (title === 'Schemas' || title === 'Inline Object Definitions')) {
      chapter = title;
      strayFacts(section, reading);
    } else if (level === 2 && title === 'Base URL') {
      chapter = title;
      based = true;
      chapters.servers = readServers(section.lines, line, reading);
    } else if (level === 2 && title === 'APIs') {
      chapter = title;
      chapters.list = section;
    } else if (level === 2 && title === 'Authentication') {
      chapter = title;
      chapters.security = readSecurity(linesUnder(sections, index), line, reading);
    } else if (level === 2 && title === 'Authorization') {
      chapter = title;
      reading.note(
        line,
        '#/security',
        'an Authorization section: capabilities and permissions have no place in an OpenAPI document',
      );
    } else if (level > 0 && chapter !== 'Authentication' && chapter !== 'Authorization') {
      if (chapter === 'operation' && described) prose(section, reading);
      else
        reading.problem(
          line,
          `the heading ${quoted(title)}`,
          'an operation such as "GET /path", Components, Authentication',
        );
    }
  }
  if (!based) reading.problem(1, 'no section "## Base URL"', 'one');
  if (chapters.operations.length === 0) reading.problem(1, 'no operation', 'a heading such as "## GET /path"');
  return chapters;
}

/** A section with the deeper ones that follow it, as the lines that they were. */
function linesUnder(sections: readonly Section[], index: number): Line[] {
  const lines = [...(sections[index]?.lines ?? [])];
  for (let at = index + 1; at < sections.length; at++) {
    const section = sections[at];
    if (section === undefined || section.level <= 2) break;
    lines.push({ number: section.line, text: `${'#'.repeat(section.level)} ${section.title}` }, ...section.lines);
  }
  return lines;
}

function definitionOf(section: Section, inline: boolean, reading: Reading): Definition {
  const { title, line, anchor } = section;
  return { name: title, line, inline, anchor: anchor ?? title.toLowerCase(), blocks: blocksOf(section.lines, reading) };
}

/** A description may have headings of its own. */
function prose(section: Section, reading: Reading): void {
  strayFacts(section, reading);
  reading.note(
    section.line,
    '#',
    `the heading ${quoted(section.title)} is taken for a part of the description before it`,
  );
}

function strayFacts(section: Section, reading: Reading): void {
  for (const block of blocksOf(section.lines, reading)) {
    if (block.kind === 'table') reading.problem(block.line, 'a table', 'none in this place');
  }
}
