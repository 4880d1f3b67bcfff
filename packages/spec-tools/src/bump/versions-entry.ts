import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { parseSource, type SourceText } from '../document/document.ts';
import { isArray, isObject, type JsonObject } from '../document/json.ts';
import { operationKey } from '../model/node.ts';
import type { Release } from './releases.ts';
import { putInOneLine, yamlText } from './yaml-text.ts';

export interface VersionsPage {
  readonly title: string;
  readonly address: string;
  readonly operations: readonly string[];
}

/** The list of versions with one entry more, at its end. What no new page has stays decided by what decided it before. */
export function withVersion(
  versions: SourceText,
  version: string,
  from: string,
  release: Release,
  pages: readonly VersionsPage[],
  operations: ReadonlyMap<string, string>,
): string {
  const decided = decidedBy(pages, operations);
  const open = [...operations.values()].filter((id) => ![...decided.values()].flat().includes(id));
  const references = [
    ...pages.map((page) => ({ title: page.title, address: page.address, decides: decided.get(page) ?? [] })),
    ...formerReferences(versions, from).flatMap((reference) => {
      const decides = isArray(reference.decides) ? reference.decides.filter((id) => open.includes(String(id))) : [];
      return decides.length === 0 ? [] : [{ ...reference, decides }];
    }),
  ];
  const entry = yamlText({ [version]: { ...release, references } }, ['decides']);
  return `${versions.text.trimEnd()}\n\n${entry}`;
}

/** The list with pages more in the entry of a version. They decide the operations given, and no other reference does. */
export function withPages(
  versions: SourceText,
  version: string,
  pages: readonly VersionsPage[],
  operations: ReadonlyMap<string, string>,
): string {
  const decided = decidedBy(pages, operations);
  const taken = [...decided.values()].flat();
  const document = parseDocument(versions.text);
  const list = document.getIn([version, 'references']);
  if (!isSeq(list)) throw new Error(`${versions.file}: expected "references", a list, in the entry of ${version}`);
  list.items = list.items.filter((reference) => {
    const decides = isMap(reference) ? reference.get('decides') : undefined;
    if (!isSeq(decides)) return true;
    const before = decides.items.length;
    decides.items = decides.items.filter((id) => !(isScalar(id) && taken.includes(String(id.value))));
    // A page of an older version stands here for what it decides, for want of another.
    return decides.items.length > 0 || before === 0;
  });
  for (const page of pages) {
    const { title, address } = page;
    const reference = document.createNode({ title, address, decides: decided.get(page) ?? [] });
    putInOneLine(reference, ['decides']);
    list.items.push(reference);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Each operation is decided by the smallest page that has it: a page about a few operations is written for them. */
function decidedBy(
  pages: readonly VersionsPage[],
  operations: ReadonlyMap<string, string>,
): ReadonlyMap<VersionsPage, string[]> {
  const decided = new Map<VersionsPage, string[]>(pages.map((page) => [page, []]));
  const bySize = [...pages].sort((a, b) => a.operations.length - b.operations.length);
  for (const [operation, id] of operations) {
    const page = bySize.find(({ operations: own }) =>
      own.some((other) => operationKey(other) === operationKey(operation)),
    );
    if (page !== undefined) decided.get(page)?.push(id);
  }
  return decided;
}

function formerReferences(versions: SourceText, from: string): JsonObject[] {
  const { root } = parseSource(versions);
  const entry = isObject(root) ? root[from] : undefined;
  const references = isObject(entry) ? entry.references : undefined;
  return isArray(references) ? references.filter((reference) => isObject(reference)) : [];
}
