import { isDeepStrictEqual } from 'node:util';
import { child, resolve, type YamlFile } from './document.ts';
import { checkForm } from './form.ts';
import { below, isObject, tokensOf } from './json.ts';
import type { Problem } from './problem.ts';

/** The ledger has its form, tells of each place once per source, and `ours` is what the document has there. */
export function checkLedger(ledger: YamlFile, document: YamlFile, version: string): Problem[] {
  const malformed = checkForm(ledger, 'deviations');
  if (malformed.length > 0) return malformed;

  const problems: Problem[] = [];
  if (ledger.root.version !== version) {
    problems.push(ledger.problem('/version', `is ${ledger.root.version}: expected ${version}, the name of the folder`));
  }
  const told = new Set<string>();
  for (const { at, source, pointer, says, ours } of placesOf(ledger)) {
    const found = valueInUse(document, pointer);
    if (!isDeepStrictEqual(ours, found)) {
      const reason = `is ${JSON.stringify(ours)}, but ${document.file} has ${JSON.stringify(found)} at #${pointer}`;
      problems.push(ledger.problem(below(at, 'ours'), `${reason}: correct one of them, or drop the place`));
    }
    if (isDeepStrictEqual(says, ours))
      problems.push(ledger.problem(at, 'says the same on both sides, which is no deviation'));
    if (told.has(`${source} ${pointer}`))
      problems.push(ledger.problem(at, `tells of ${pointer} (${source}) a second time`));
    told.add(`${source} ${pointer}`);
  }
  return problems;
}

interface LedgerPlace {
  /** Where the place stands in the ledger. */
  readonly at: string;
  readonly source: string;
  readonly pointer: string;
  readonly says: unknown;
  readonly ours: unknown;
}

function placesOf(ledger: YamlFile): LedgerPlace[] {
  return listOf(ledger.root.deviations).flatMap((entry, index) =>
    listOf(child(entry, 'places')).map((place, placeIndex) => ({
      at: below('/deviations', index, 'places', placeIndex),
      source: String(child(entry, 'source')),
      pointer: String(child(place, 'pointer')),
      says: child(place, 'says'),
      ours: child(place, 'ours'),
    })),
  );
}

/**
 * What a document has where a pointer of the ledger leads: through references, to parameters by place and name. Null for
 * nothing, and the list of its keys for an object.
 */
export function valueInUse(document: YamlFile, pointer: string): unknown {
  let value: unknown = document.root;
  for (const name of tokensOf(pointer)) {
    // A reference is followed, unless it is the reference itself that is asked for.
    const parent = name === '$ref' ? value : resolve(document, value);
    value = Array.isArray(parent)
      ? (parameterNamed(document, parent, name) ?? child(parent, name))
      : child(parent, name);
  }
  const found = tokensOf(pointer).at(-1) === '$ref' ? value : resolve(document, value);
  return isObject(found) ? Object.keys(found) : (found ?? null);
}

function parameterNamed(document: YamlFile, list: readonly unknown[], name: string): unknown {
  return list.find((item) => {
    const parameter = resolve(document, item);
    return isObject(parameter) && `${parameter.in}:${parameter.name}` === name;
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
