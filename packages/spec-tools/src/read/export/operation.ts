import type { JsonObject } from '../../document/json.ts';
import { pointerTo } from '../../document/pointer.ts';
import { exampleAt } from '../example.ts';
import type { ContentFacts, MediaTypeFacts, OperationFacts, ParameterFacts, Place } from '../facts.ts';
import { get, put } from '../put.ts';
import { quoted, type Reading } from '../reading.ts';
import type { Section } from '../sections.ts';
import { plain, unmarked } from '../text.ts';
import { type Block, blocksOf, shown } from './blocks.ts';
import type { Definitions } from './definitions.ts';
import { rowsOf } from './rows.ts';

/** Reads `### Header Parameters`, `### Request Body (Required)`, `### Responses` … under `## GET /path`. */
export function readOperation(
  sections: readonly Section[],
  pointer: string,
  definitions: Definitions,
  reading: Reading,
): JsonObject {
  const parameters: ParameterFacts[] = [];
  const responses: OperationFacts['responses'] = {};
  let requestBody: OperationFacts['requestBody'];
  let responded = false;
  let begun = false;
  for (const section of sections) {
    const place = /^(Header|Path|Query|Cookie) Parameters$/.exec(section.title)?.[1]?.toLowerCase();
    const body = /^Request Body(?:\s*\((Required|Optional)\))?$/.exec(section.title);
    if (isPlace(place)) parameters.push(...readParameters(section, place, definitions, reading));
    else if (body !== null)
      requestBody = readBody(section, body[1], pointerTo(pointer, 'requestBody'), definitions, reading);
    else if (section.title === 'Responses') {
      responded = true;
      readResponses(section, responses, pointer, definitions, reading);
    } else if (begun) {
      reading.problem(
        section.line,
        `the section ${quoted(section.title)}`,
        'Header, Path or Query Parameters, Request Body or Responses',
      );
    }
    begun ||= isPartOfOperation(section.title);
  }
  if (!responded) reading.problem(sections[0]?.line ?? 0, 'an operation without a section "### Responses"', 'one');
  return {
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses,
  };
}

/** Whether a title is one of those under which an operation has its facts. */
export function isPartOfOperation(title: string): boolean {
  return /^(?:(?:Header|Path|Query|Cookie) Parameters|Request Body(?: ?\((?:Required|Optional)\))?|Responses)$/.test(
    title,
  );
}

function isPlace(text: string | undefined): text is Place {
  return text === 'header' || text === 'path' || text === 'query' || text === 'cookie';
}

function readParameters(section: Section, place: Place, definitions: Definitions, reading: Reading): ParameterFacts[] {
  const parameters = new Map<string, ParameterFacts>();
  const problemsBefore = reading.problems.length;
  for (const block of blocksOf(section.lines, reading)) {
    if (block.kind === 'prose') continue;
    if (block.kind !== 'table') {
      reading.problem(block.line, shown(block), 'a table of parameters');
      continue;
    }
    for (const { name, type, required, line } of rowsOf(block, 'Name', reading)) {
      if (parameters.has(name)) reading.problem(line, `a second ${place} parameter ${quoted(name)}`, 'one');
      const schema = definitions.schema(type, line);
      parameters.set(name, required ? { name, in: place, required, schema } : { name, in: place, schema });
    }
  }
  if (parameters.size === 0 && reading.problems.length === problemsBefore)
    reading.problem(section.line, 'no table under this heading', 'a table of parameters');
  return [...parameters.values()];
}

function readBody(
  section: Section,
  required: string | undefined,
  pointer: string,
  definitions: Definitions,
  reading: Reading,
) {
  const content = readContent(blocksOf(section.lines, reading), pointer, definitions, reading);
  if (Object.keys(content).length === 0)
    reading.problem(section.line, 'a request body without "**Content Type**: …"', 'one');
  if (required === undefined)
    reading.note(section.line, pointerTo(pointer, 'required'), 'the heading does not say whether the body is required');
  return { ...(required === undefined ? {} : { required: required === 'Required' }), content };
}

function readResponses(
  section: Section,
  responses: OperationFacts['responses'],
  pointer: string,
  definitions: Definitions,
  reading: Reading,
): void {
  let status: { name: string; line: number; blocks: Block[] } | undefined;
  const finish = (): void => {
    if (status === undefined) return;
    const { name, line, blocks } = status;
    if (Object.hasOwn(responses, name)) reading.problem(line, `a second response ${name}`, 'one');
    const content = readContent(blocks, pointerTo(pointer, 'responses', name), definitions, reading);
    responses[name] = Object.keys(content).length === 0 ? {} : { content };
  };
  for (const block of blocksOf(section.lines, reading)) {
    if (block.kind === 'status') {
      finish();
      status = { name: block.status, line: block.line, blocks: [] };
    } else if (status !== undefined) status.blocks.push(block);
    else if (block.kind !== 'prose') reading.problem(block.line, shown(block), 'a status such as **200** before it');
  }
  finish();
  if (status === undefined) reading.problem(section.line, 'no response', 'a status such as **200**');
}

/** The blocks of one response or request body: a description, then for each media type its schema, table and example. */
function readContent(
  blocks: readonly Block[],
  pointer: string,
  definitions: Definitions,
  reading: Reading,
): ContentFacts {
  const content: ContentFacts = {};
  let mediaType: string | undefined;
  let media: MediaTypeFacts = {};
  for (const block of blocks) {
    if (block.kind === 'label' && block.label === 'Content Type') {
      mediaType = unmarked(block.value);
      media = {};
      if (get(content, mediaType) !== undefined) reading.problem(block.line, `a second media type ${mediaType}`, 'one');
      put(content, mediaType, media);
    } else if (mediaType === undefined) {
      if (block.kind === 'label' && !['Schema', 'Additional Properties'].includes(block.label)) {
        reading.note(block.line, '#', `"${block.label}" in front of the facts is taken for prose`);
      } else if (block.kind !== 'prose') reading.problem(block.line, shown(block), '"**Content Type**: …" before it');
    } else readMedia(block, media, pointerTo(pointer, 'content', mediaType), definitions, reading);
  }
  return content;
}

function readMedia(
  block: Block,
  media: MediaTypeFacts,
  pointer: string,
  definitions: Definitions,
  reading: Reading,
): void {
  if (block.kind === 'label' && ['Schema', 'Type'].includes(block.label) && media.schema === undefined) {
    media.schema = definitions.schema(block.value, block.line);
  } else if (block.kind === 'label' && block.label === 'Format' && media.schema !== undefined) {
    definitions.addFormat(media.schema, block.value, block.line);
  } else if (block.kind === 'table' && media.schema !== undefined) definitions.addProperties(media.schema, block);
  else if (block.kind === 'label' && block.label === 'Additional Properties' && media.schema !== undefined) {
    definitions.addAdditionalProperties(media.schema, block.value, block.line);
  } else if (block.kind === 'example' && media.example === undefined) {
    const json = /^(json)?$/.test(block.language);
    const example = json
      ? exampleAt(block.text, block.line, pointerTo(pointer, 'example'), reading)
      : { value: block.text };
    if (example !== undefined) media.example = example.value;
  } else reading.problem(block.line, shown(block), 'a schema, its table, or one example');
}

/** `## GET /{Version}/…` */
export function operationHeading(title: string): { method: string; path: string } | undefined {
  const match = /^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE)\s+(\/\S*)$/.exec(plain(title));
  return match === null ? undefined : { method: (match[1] ?? '').toLowerCase(), path: match[2] ?? '' };
}
