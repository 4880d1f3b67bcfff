import type { Place } from '../facts.ts';
import { quoted, type Reading } from '../reading.ts';
import type { TypeExpression } from '../type-expression.ts';
import type { Block } from './blocks.ts';
import { type EntryLine, readEntryLine, type Split } from './entry.ts';
import type { Choice, Evidence } from './evidence.ts';

/** A line that names a parameter or a property, or an alternative, and whether its children follow. */
export interface Entry {
  readonly line: number;
  readonly text: string;
  readonly required: boolean;
  /** Without a name it is an alternative of "Must be one of". */
  readonly name: string | undefined;
  readonly type: TypeExpression;
  opens: boolean;
  /** It has the form of an entry, but prose could have it too. */
  readonly mayBeProse?: boolean;
  /** Other ways to split the line that the page allows. */
  readonly rivals: readonly Split[];
}

export interface TreeContext {
  /** Set for a list of parameters. */
  readonly place?: Place;
  /** What `{…}` stands for in the path: the only names that path parameters have. */
  readonly placeholders?: readonly string[];
  /** The text after `Schema:`; its contents are headed by the same words again. */
  readonly title?: string;
}

export interface TreeText extends TreeContext {
  readonly lines: readonly TextLine[];
  readonly ruled: boolean;
}

interface TextLine {
  readonly line: number;
  readonly text: string;
  readonly afterRule: boolean;
  readonly read: EntryLine;
}

const showChildren = 'Show child attributes';

export function treeText(blocks: readonly Block[], context: TreeContext): TreeText {
  const lines: TextLine[] = [];
  const { title, place } = context;
  let afterRule = false;
  let mayBeTitle = title !== undefined;
  for (const block of blocks) {
    if (block.kind === 'rule') afterRule = true;
    if (block.kind !== 'text') continue;
    const { line, text } = block;
    if (!mayBeTitle || text !== title) lines.push({ line, text, afterRule, read: readEntryLine(text) });
    mayBeTitle &&= text === showChildren;
    afterRule = false;
  }
  // The rule under the title of a list of parameters says nothing about what separates its entries.
  return { ...context, lines, ruled: place === undefined && blocks.some(({ kind }) => kind === 'rule') };
}

/** Collects names and schemas from the lines that are certainly entries. */
export function gatherEvidence({ place, lines }: TreeText, evidence: Evidence): void {
  if (place === 'header' || place === 'path') return;
  for (const { afterRule, read } of lines) if (afterRule || read.required) evidence.addEntry(read);
}

/**
 * Separates entries from the prose of descriptions. In the contents of a schema a rule stands before every entry; in a list
 * of parameters none does, nor in copies that lost their rules: there only the form of a line decides.
 */
export function entriesOf(tree: TreeText, evidence: Evidence, reading: Reading): { entries: Entry[]; opens: boolean } {
  return new EntryReader(tree, evidence, reading).read();
}

class EntryReader {
  readonly #tree: TreeText;
  readonly #evidence: Evidence;
  readonly #reading: Reading;
  readonly #entries: Entry[] = [];
  /** The alternatives that the page has announced so far. */
  readonly #announced = new Set<string>();
  #opens = false;

  constructor(tree: TreeText, evidence: Evidence, reading: Reading) {
    this.#tree = tree;
    this.#evidence = evidence;
    this.#reading = reading;
    const title = tree.title === undefined ? undefined : readEntryLine(tree.title).bare;
    if (title !== undefined) this.#announce(title);
  }

  read(): { entries: Entry[]; opens: boolean } {
    for (const [index, line] of this.#tree.lines.entries()) {
      if (line.text === showChildren) this.#open();
      else {
        const entry = line.afterRule ? this.#certain(line) : this.#byForm(line, index);
        if (entry !== undefined) this.#add(entry);
      }
    }
    return { entries: this.#entries, opens: this.#opens };
  }

  #open(): void {
    const last = this.#entries.at(-1);
    if (last === undefined) this.#opens = true;
    else last.opens = true;
  }

  #add(entry: Entry): void {
    this.#entries.push(entry);
    this.#announce(entry.type);
  }

  #announce(type: TypeExpression): void {
    if (type.kind === 'oneOf')
      for (const alternative of type.alternatives) this.#announced.add(JSON.stringify(alternative));
    else if (type.kind === 'array') this.#announce(type.items);
  }

  #certain(line: TextLine): Entry | undefined {
    const { read } = line;
    const entry = this.#alternative(line) ?? this.#named(line);
    if (entry === undefined) {
      const { found, expected } = read.unread ?? {
        found: quoted(line.text),
        expected: 'a name and its type, such as idstring·required',
      };
      this.#reading.problem(
        line.line,
        read.unread === undefined ? found : `${found} in ${quoted(line.text)}`,
        expected,
      );
    }
    return entry;
  }

  #byForm(line: TextLine, index: number): Entry | undefined {
    const { read } = line;
    if (read.required) return this.#certain(line);
    if (read.unread !== undefined && !this.#tree.ruled) return this.#certain(line);
    const [first] = read.splits;
    const choice = this.#choose(read);
    if (this.#tree.ruled) {
      if (first !== undefined && first.type.kind !== 'named' && this.#allows(first)) this.#remark(line);
      return undefined;
    }
    if (
      this.#isAnnounced(read) ||
      (this.#tree.place === undefined && read.bare !== undefined && this.#opensSoon(index))
    ) {
      return this.#alternative(line) ?? this.#named(line);
    }
    if (first === undefined || choice === undefined) {
      if (/^[a-z][\w-]{2,}$/.test(line.text) && read.bare === undefined) this.#remark(line);
      return undefined;
    }
    const { split } = choice;
    // Path parameters are required, and named in the path.
    const elsewhere = this.#tree.place === 'path' && !this.#tree.placeholders?.includes(split.name);
    if (elsewhere || !this.#allows(split)) {
      if (split.type.kind !== 'named') this.#remark(line);
      return undefined;
    }
    const evident = first.type.kind !== 'named' || this.#evidence.knowsSchema(split.type) || /[\]_]/.test(split.name);
    if (!evident && (split.name.length < 2 || this.#hasCapitalNames())) return undefined;
    const entry = this.#named(line);
    return entry === undefined || evident || this.#opensSoon(index) ? entry : { ...entry, mayBeProse: true };
  }

  #choose({ splits }: EntryLine): Choice | undefined {
    const { place, placeholders = [] } = this.#tree;
    const inPath = place === 'path' ? splits.find(({ name }) => placeholders.includes(name)) : undefined;
    return inPath === undefined ? this.#evidence.choose(splits) : { split: inPath, rivals: [] };
  }

  #allows({ name }: Split): boolean {
    return this.#hasCapitalNames() || this.#evidence.allowsName(name);
  }

  /** Header and path parameters follow their own habit: there a capital can begin a name as well as a type. */
  #hasCapitalNames(): boolean {
    return this.#tree.place === 'header' || this.#tree.place === 'path';
  }

  #named({ line, text, read }: TextLine): Entry | undefined {
    const choice = this.#choose(read);
    if (choice === undefined) return undefined;
    const { split, rivals } = choice;
    return { line, text, required: read.required, name: split.name, type: split.type, opens: false, rivals };
  }

  /** A bare type is an alternative; but "TextMessage" may also be the property `Text` of type Message. */
  #alternative({ line, text, read }: TextLine): Entry | undefined {
    if (read.bare === undefined) return undefined;
    const property = this.#choose(read)?.split;
    const byKeyword = property !== undefined && property.type.kind !== 'named';
    const byName = property !== undefined && this.#allows(property) && this.#evidence.knowsSchema(property.type);
    const isProperty = this.#tree.place !== undefined || byKeyword || byName;
    if (isProperty && !this.#isAnnounced(read)) return undefined;
    return { line, text, required: read.required, name: undefined, type: read.bare, opens: false, rivals: [] };
  }

  #isAnnounced({ bare }: EntryLine): boolean {
    return bare !== undefined && this.#announced.has(JSON.stringify(bare));
  }

  /** Whether "Show child attributes" follows, with nothing but prose between. */
  #opensSoon(index: number): boolean {
    for (let at = index + 1; at < this.#tree.lines.length && at < index + 20; at++) {
      const line = this.#tree.lines[at];
      if (line?.text === showChildren) return true;
      if (line === undefined || line.read.splits.length > 0 || line.read.bare !== undefined) return false;
    }
    return false;
  }

  #remark({ line, text }: TextLine): void {
    this.#reading.note(line, '#', `${quoted(text)} is taken for prose, but could be an entry`);
  }
}
