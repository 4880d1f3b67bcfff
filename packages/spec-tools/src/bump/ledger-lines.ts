import { DocumentError, type SourceText } from '@whatsapp-qr/openapi-document';
import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';

/** Lines of a text, both included, counted from 0. */
export interface Lines {
  readonly first: number;
  readonly last: number;
}

/** Where an entry of the ledger is written, so that parts of it can be taken out and the rest stays as it is. */
export interface EntryLines extends Lines {
  readonly sources: Lines;
  /** The key and its value. */
  readonly carried: Lines | undefined;
  readonly evidence: Lines;
  readonly places: readonly Lines[];
}

/** A list of the ledger: `deviations` or `ambiguous`. */
export interface SectionLines extends Lines {
  readonly entries: readonly EntryLines[];
}

/** From the line of the key to the last line of its entries; nothing if the ledger has no such list. */
export function sectionLines({ file, text }: SourceText, name: string): SectionLines | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const linesOf = (node: ParsedNode): Lines => {
    const [start, end] = node.range;
    const trimmed = start + text.slice(start, end).trimEnd().length;
    return { first: counter.linePos(start).line - 1, last: counter.linePos(Math.max(start, trimmed - 1)).line - 1 };
  };
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => isScalar(key) && key.value === name)
    : undefined;
  const key = isScalar(pair?.key) ? parsed(pair.key)[0] : undefined;
  if (key === undefined) return undefined;
  const entries = itemsOf(document.get(name, true)).map((entry): EntryLines => {
    const places = itemsOf(memberOf(entry, 'places')).map(linesOf);
    const sources = memberOf(entry, 'sources');
    const carried = memberOf(entry, 'carried');
    const evidence = memberOf(entry, 'evidence');
    const lines = linesOf(entry);
    const taken = [sources, carried].flatMap((node) => (node === undefined ? [] : [linesOf(node)])).concat(places);
    // Whatever shares a line with something else cannot be taken out by lines.
    const shared = taken.some((one, index) =>
      taken.some((other, at) => index !== at && one.first <= other.last && other.first <= one.last),
    );
    if (sources === undefined || evidence === undefined || shared) {
      throw new DocumentError(
        `${file}:${lines.first + 1}: expected an entry with "sources", "evidence" and each place on lines of their own`,
      );
    }
    const ofCarried = carried === undefined ? undefined : linesOf(carried);
    return { ...lines, sources: linesOf(sources), carried: ofCarried, evidence: linesOf(evidence), places };
  });
  const { first } = linesOf(key);
  return { first, last: entries.at(-1)?.last ?? first, entries };
}

function itemsOf(node: unknown): ParsedNode[] {
  return isSeq(node)
    ? node.items.flatMap((item) => (isMap(item) || isSeq(item) || isScalar(item) ? parsed(item) : []))
    : [];
}

function memberOf(node: ParsedNode, key: string): ParsedNode | undefined {
  const value: unknown = isMap(node) ? node.get(key, true) : undefined;
  return isMap(value) || isSeq(value) || isScalar(value) ? parsed(value)[0] : undefined;
}

function parsed(node: object): ParsedNode[] {
  return isParsed(node) ? [node] : [];
}

function isParsed(node: object): node is ParsedNode {
  return 'range' in node && Array.isArray(node.range);
}
