import { quoted, type Reading } from '../reading.ts';
import { parseType, type TypeExpression } from '../type-expression.ts';
import type { Block } from './blocks.ts';

/** `Content Type: …`, its `Schema: …`, and the blocks under it that show the schema's contents. */
export interface ContentText {
  readonly mediaType: string;
  readonly line: number;
  schema: { readonly text: string; readonly type: TypeExpression; readonly line: number } | undefined;
  readonly blocks: Block[];
}

export interface StatusText {
  readonly status: string;
  readonly line: number;
  readonly blocks: Block[];
}

export function statusesOf(blocks: readonly Block[], reading: Reading): StatusText[] {
  const statuses: StatusText[] = [];
  for (const block of blocks) {
    if (block.kind === 'text' && /^(\d{3}|[1-5]XX|default)$/.test(block.text)) {
      if (statuses.some(({ status }) => status === block.text))
        reading.problem(block.line, `a second response ${block.text}`, 'one');
      statuses.push({ status: block.text, line: block.line, blocks: [] });
    } else {
      const status = statuses.at(-1);
      if (status !== undefined) status.blocks.push(block);
      else refuseFacts(block, 'a status such as 200 before it', reading);
    }
  }
  return statuses;
}

export function contentsOf(blocks: readonly Block[], reading: Reading): ContentText[] {
  const contents: ContentText[] = [];
  const mediaTypes = new Set<string>();
  for (const block of blocks) {
    const label = block.kind === 'text' ? /^(Content Type|Schema):\s*(.*)$/s.exec(block.text) : null;
    const content = contents.at(-1);
    if (label?.[1] === 'Content Type') {
      const mediaType = (label[2] ?? '').replace(/^`(.*)`$/, '$1');
      if (mediaTypes.has(mediaType)) reading.problem(block.line, `a second media type ${mediaType}`, 'one');
      if (!/^[\w.+*-]+\/[\w.+*-]+(\s*;.*)?$/.test(mediaType))
        reading.problem(block.line, quoted(mediaType), 'a media type such as application/json');
      mediaTypes.add(mediaType);
      contents.push({ mediaType, line: block.line, schema: undefined, blocks: [] });
    } else if (label !== null && content !== undefined && content.schema === undefined) {
      const text = label[2] ?? '';
      const parsed = parseType(text);
      if ('unread' in parsed)
        reading.problem(block.line, `${parsed.unread.found} in the schema ${quoted(text)}`, parsed.unread.expected);
      content.schema = { text, type: 'type' in parsed ? parsed.type : { kind: 'unnamed' }, line: block.line };
    } else if (content?.schema !== undefined) content.blocks.push(block);
    else refuseFacts(block, content === undefined ? '"Content Type: …" before it' : '"Schema: …" before it', reading);
  }
  return contents;
}

/** Here a description stands, and nothing else may. */
function refuseFacts(block: Block, expected: string, reading: Reading): void {
  if (block.kind === 'text' && /·\s*required$|^Schema:|^Show child attributes$/.test(block.text)) {
    reading.problem(block.line, quoted(block.text), expected);
  }
}
