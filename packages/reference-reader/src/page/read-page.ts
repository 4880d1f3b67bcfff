import { operationHeading } from '../export/operation.ts';
import type { FactKind, Facts } from '../facts.ts';
import type { Line } from '../form.ts';
import { Operations } from '../operations.ts';
import { kindsOf, missingEnd, pageDocument } from '../page-document.ts';
import { quoted, type Reading } from '../reading.ts';
import { type Section, sectionsOf } from '../sections.ts';
import { readSecurity, type Security } from '../security.ts';
import { readServers } from '../servers.ts';
import { type Entry, entriesOf, gatherEvidence } from './entries.ts';
import { Evidence } from './evidence.ts';
import { nest } from './nesting.ts';
import { splitOperation } from './operation-text.ts';
import { PageOperation, type Tree } from './page-operation.ts';
import { PageSchemas } from './page-schemas.ts';
import { noteAmbiguities } from './places.ts';

const states: readonly FactKind[] = [
  'servers',
  'security',
  'parameters',
  'types',
  'formats',
  'bounds',
  'enums',
  'required',
  'request-bodies',
  'statuses',
  'media-types',
  'schema-names',
  'success-examples',
  'named-examples',
];

/** Reads what copying the page gives. */
export function readPage(lines: readonly Line[], reading: Reading): Facts {
  const chapters = chaptersOf(lines, reading);
  const index = new Operations(reading);
  const operations = chapters.operations.map(({ line, lines: own, head }) => {
    const text = splitOperation(own, line, head, reading);
    return new PageOperation(text, index.pointer(head.method, head.path), reading);
  });
  const trees = operations.flatMap((operation) => operation.trees);
  const evidence = evidenceOf(operations, trees);
  for (const tree of trees) nest(readEntries(tree, evidence, reading), tree.root, reading);
  const schemas = new PageSchemas(reading);
  for (const operation of operations)
    index.add(operation.method, operation.path, operation.line, operation.facts(schemas));
  for (const { root, at } of trees) noteAmbiguities(root, at, reading);
  if (chapters.list !== undefined) index.compareWithList(chapters.list);
  if (chapters.security === undefined) missingEnd(lines, reading);
  const { title, servers, security } = chapters;
  const document = pageDocument({ servers, security, paths: index.paths, schemas: schemas.components() });
  return { title, pageAddress: addressOf(lines), states: kindsOf(states, security), document };
}

interface Chapters {
  title: string;
  servers: string[];
  list: Section | undefined;
  operations: { line: number; lines: Line[]; head: { method: string; path: string } }[];
  security: Security | undefined;
}

function chaptersOf(lines: readonly Line[], reading: Reading): Chapters {
  const chapters: Chapters = { title: 'unknown', servers: [], list: undefined, operations: [], security: undefined };
  let based = false;
  for (const section of sectionsOf(lines, 2, reading)) {
    const { level, title, line } = section;
    const head = level === 2 ? operationHeading(title) : undefined;
    const last = chapters.operations.at(-1);
    if (head !== undefined) chapters.operations.push({ line, lines: [...section.lines], head });
    else if (level === 2 && title === 'Base URL') {
      based = true;
      chapters.servers = readServers(section.lines, line, reading);
    } else if (level === 2 && title === 'Endpoints') chapters.list = section;
    else if (level === 2 && title === 'Authentication') chapters.security = readSecurity(section.lines, line, reading);
    else if (level === 1 && last === undefined && chapters.title === 'unknown' && title !== '') chapters.title = title;
    else if (chapters.security !== undefined)
      reading.problem(line, `the heading ${quoted(title)}`, 'the end of the page');
    else if (last !== undefined) {
      // A description may have headings of its own; anywhere else the operation reports them.
      last.lines.push({ number: line, text: `${'#'.repeat(level)} ${title}` });
      for (const under of section.lines) last.lines.push(under);
    } else if (title !== '')
      reading.note(line, '#', `the heading ${quoted(title)} is taken for a part of the introduction`);
  }
  if (!based) reading.problem(1, 'no section "## Base URL"', 'one');
  if (chapters.operations.length === 0) reading.problem(1, 'no operation', 'a heading such as "## GET /path"');
  return chapters;
}

function evidenceOf(operations: readonly PageOperation[], trees: readonly Tree[]): Evidence {
  const evidence = new Evidence();
  for (const operation of operations) operation.addEvidence(evidence);
  for (const { text } of trees) gatherEvidence(text, evidence);
  return evidence;
}

function readEntries(tree: Tree, evidence: Evidence, reading: Reading): Entry[] {
  const { entries, opens } = entriesOf(tree.text, evidence, reading);
  const [first] = entries;
  if (first !== undefined && !opens && tree.text.place === undefined) {
    reading.problem(first.line, quoted(first.text), '"Show child attributes" before the contents of a schema');
  }
  return entries;
}

/** The link "View as Markdown" names the version that the page shows; the list of versions names all there are. */
function addressOf(lines: readonly Line[]): string | undefined {
  for (const { text } of lines) {
    const address = /\]\(([^()\s]+\/v\d+(?:\.\d+)+\.md\/?)\)/.exec(text)?.[1];
    if (address !== undefined) return address;
  }
  return undefined;
}
