import { isArray, isObject, type JsonObject, parseSource, type SourceText } from '@whatsapp-qr/openapi-document';
import { operationKey } from '../model/node.ts';
import type { Release } from './releases.ts';
import { yamlText } from './yaml-text.ts';

export interface VersionsPage {
  readonly title: string;
  readonly address: string;
  readonly operations: readonly string[];
}

/**
 * The list of versions with one entry more, at its end. Each operation is decided by one page: the smallest that has it,
 * as a page about a few operations is written for them; what no new page has stays decided by what decided it before.
 */
export function withVersion(
  versions: SourceText,
  version: string,
  from: string,
  release: Release,
  pages: readonly VersionsPage[],
  operations: ReadonlyMap<string, string>,
): string {
  const decided = new Map<VersionsPage, string[]>(pages.map((page) => [page, []]));
  const open: string[] = [];
  const bySize = [...pages].sort((a, b) => a.operations.length - b.operations.length);
  for (const [operation, id] of operations) {
    const has = (page: VersionsPage): boolean =>
      page.operations.some((other) => operationKey(other) === operationKey(operation));
    const page = bySize.find(has);
    (page === undefined ? open : decided.get(page))?.push(id);
  }
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

function formerReferences(versions: SourceText, from: string): JsonObject[] {
  const { root } = parseSource(versions);
  const entry = isObject(root) ? root[from] : undefined;
  const references = isObject(entry) ? entry.references : undefined;
  return isArray(references) ? references.filter((reference) => isObject(reference)) : [];
}
