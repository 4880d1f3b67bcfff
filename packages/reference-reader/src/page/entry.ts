import { parseType, primitives, type TypeExpression, type Unread } from '../type-expression.ts';

/** One way to split a line such as `deep_link_urlstring (uri)·required` into a name and a type. */
export interface Split {
  readonly name: string;
  readonly type: TypeExpression;
}

export interface EntryLine {
  readonly required: boolean;
  /** By keyword (`idstring`), which is unambiguous, or else before each capital (`pagingPagingInfo`). */
  readonly splits: readonly Split[];
  /** The whole line as a type without a name: an alternative of "Must be one of". */
  readonly bare: TypeExpression | undefined;
  /** Why it is no entry, if it looks like one. */
  readonly unread: Unread | undefined;
}

const validName = /^(?:[\w$@.:+-]*[\w$@]|(?=\[))(?:\[\w*\])*$/;
const longestName = 300;
/** Most lines are prose or have a name, so most need no parsing to see that they are not a type. */
const wholeType =
  /^(?:[A-Z][\w$.-]*$|(?:string|integer|number|boolean|object|array|unknown|null)(?: ?[([].*)?$|"|\{\}$|array of |One of |Must be one of:)/;

export function readEntryLine(text: string): EntryLine {
  const { head, marker } = markerOf(text);
  const required = marker?.trim() === 'required';
  const { splits, unread } = splitsOf(head);
  const whole = wholeType.test(head) ? parseType(head) : undefined;
  const bare = whole !== undefined && 'type' in whole ? whole.type : undefined;
  if (marker !== undefined && !required && (splits.length > 0 || bare !== undefined)) {
    return {
      required,
      splits: [],
      bare: undefined,
      unread: { found: `"·${marker}"`, expected: '"·required" or nothing' },
    };
  }
  return { required, splits, bare, unread };
}

/** What follows the last `·`, unless it is within quotes. */
function markerOf(text: string): { head: string; marker: string | undefined } {
  const at = text.lastIndexOf('·');
  if (at === -1 || text.includes('"', at)) return { head: text, marker: undefined };
  return { head: text.slice(0, at).trimEnd(), marker: text.slice(at + 1).trimStart() };
}

function splitsOf(head: string): { splits: Split[]; unread: Unread | undefined } {
  const glued = /^[^\s"{]*/.exec(head)?.[0] ?? '';
  if (glued === '' || glued.length > longestName) return { splits: [], unread: undefined };
  const start = typeStart(head, glued);
  if (start !== undefined) {
    const name = head.slice(0, start);
    if (!validName.test(name)) return { splits: [], unread: undefined };
    const parsed = parseType(head.slice(start));
    if ('unread' in parsed) return { splits: [], unread: parsed.unread };
    return { splits: [{ name, type: parsed.type }, ...namedSplits(glued, head)], unread: undefined };
  }
  return { splits: namedSplits(glued, head), unread: undefined };
}

/** Where a type begins, if its first word or character shows that it is one. */
function typeStart(head: string, glued: string): number | undefined {
  const rest = head.slice(glued.length);
  if (/^["{]/.test(rest)) return glued.length;
  const opener = [/^ of /, /^ be one of\b/].map((pattern) => pattern.test(rest));
  if (opener[0] && glued.endsWith('array')) return glued.length - 'array'.length;
  if (opener[0] && glued.endsWith('One')) return glued.length - 'One'.length;
  if (opener[1] && glued.endsWith('Must')) return glued.length - 'Must'.length;
  // A format or bounds follow after a space; anything else makes it a sentence.
  if (rest !== '' && !/^ [([]/.test(rest)) return undefined;
  const word = [...primitives, 'unknown', 'null'].find(
    (keyword) => glued.endsWith(keyword) && glued.length > keyword.length,
  );
  return word === undefined ? undefined : glued.length - word.length;
}

/** A schema's name begins with a capital; so every capital that can begin a word may be its beginning. */
function namedSplits(glued: string, head: string): Split[] {
  if (glued !== head) return [];
  const splits: Split[] = [];
  for (let at = 1; at < glued.length; at++) {
    const name = glued.slice(0, at);
    const type = glued.slice(at);
    if (!/^[A-Z][\w$-]*$/.test(type) || !validName.test(name)) continue;
    const beginsWord = /[^A-Z]$/.test(name) || /^[A-Z][a-z]/.test(type);
    if (beginsWord) splits.push({ name, type: { kind: 'named', name: type } });
  }
  return splits;
}
