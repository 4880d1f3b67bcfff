import path from 'node:path';
import { operationKey } from '../model/node.ts';

interface Named {
  readonly name: string;
  readonly form: string;
  readonly operations: readonly string[];
}

interface Unnamed {
  readonly file: string;
  readonly form: string;
  readonly address: string;
  readonly operations: readonly string[];
}

/**
 * Names for the facts of new pages. A page that is about the same operations as a page of the former version takes over
 * its name, and with it what the ledger says of it; the closest first. The same holds for OpenAPI documents. Others are
 * called as their address or file is, by a name that is not taken.
 */
export function namesFor(
  references: readonly Unnamed[],
  former: readonly Named[],
  taken: readonly string[] = [],
): string[] {
  const names = new Map<Unnamed, string>();
  const free = new Set(former);
  const candidates = references
    .flatMap((reference) => former.map((source) => ({ reference, source, alike: alike(reference, source) })))
    .filter(({ alike: likeness }) => likeness > 0)
    .sort((a, b) => b.alike - a.alike);
  for (const { reference, source } of candidates) {
    if (names.has(reference) || !free.has(source)) continue;
    names.set(reference, source.name);
    free.delete(source);
  }
  for (const reference of references) {
    if (!names.has(reference)) names.set(reference, unused(ownName(reference), new Set([...names.values(), ...taken])));
  }
  return references.map((reference) => names.get(reference) ?? ownName(reference));
}

/** The share of operations that two sources have in common. */
function alike(one: Unnamed, other: Named): number {
  if ((one.form === 'openapi') !== (other.form === 'openapi')) return 0;
  const ours = new Set(one.operations.map(operationKey));
  const theirs = new Set(other.operations.map(operationKey));
  return ours.intersection(theirs).size / ours.union(theirs).size;
}

/** `…/<slug>/v24.0.md/` gives the slug; else the file's name without its endings. */
function ownName({ file, address }: Unnamed): string {
  const slug = /\/([\w-]+)\/v\d+\.\d+(?:\.[\w.]+)?\/?$/.exec(address)?.[1];
  return (
    slug ??
    (path
      .basename(file)
      .replace(/\..*$/, '')
      .replaceAll(/[^\w-]+/g, '-') ||
      'reference')
  );
}

function unused(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
