import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { child, type YamlFile } from './document.ts';
import { checkForm } from './form.ts';
import { below, entriesOf, isStrings } from './json.ts';
import { placesOf } from './places.ts';
import type { Problem } from './problem.ts';

/** The version folders of a spec folder, oldest first. */
export function versionFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^v\d+\.\d+$/.test(entry.name))
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** versions.yaml has its form, and lists each version folder and nothing else. */
export function checkVersions(versions: YamlFile, folder: string): Problem[] {
  const malformed = checkForm(versions, 'versions');
  if (malformed.length > 0) return malformed;

  const folders = versionFolders(folder);
  const unlisted = folders.filter((name) => versions.root[name] === undefined);
  return [
    ...unlisted.map((name) =>
      versions.problem('', `does not list the folder ${name}: add its entry, or remove ${join(folder, name)}`),
    ),
    ...entriesOf(versions.root).flatMap(([version, entry]) => {
      const at = below('', version);
      const problems: Problem[] = [];
      if (!folders.includes(version))
        problems.push(versions.problem(at, `is listed, but there is no folder ${version}`));
      const released = child(entry, 'released');
      const until = child(entry, 'availableUntil');
      if (typeof released === 'string' && typeof until === 'string' && until <= released) {
        problems.push(
          versions.problem(below(at, 'availableUntil'), `is ${until}: expected a day after ${released}, its release`),
        );
      }
      return problems;
    }),
  ];
}

/** undescribed-versions.yaml has its form, and lists no version that has a folder. */
export function checkUndescribed(undescribed: YamlFile, folders: readonly string[]): Problem[] {
  const malformed = checkForm(undescribed, 'undescribed-versions');
  if (malformed.length > 0) return malformed;
  return entriesOf(undescribed.root)
    .filter(([version]) => folders.includes(version))
    .map(([version]) =>
      undescribed.problem(
        below('', version),
        `has a folder now: move its days to versions.yaml, if they are not there`,
      ),
    );
}

/** Each operation of the document is decided by one reference of its version, and no reference decides another. */
export function checkReferences(versions: YamlFile, version: string, document: YamlFile): Problem[] {
  const operations = placesOf(document)
    .filter(({ kind }) => kind === 'operation')
    .map(({ value }) => String(value.operationId));
  const references = child(versions.root[version], 'references');
  const decided = (Array.isArray(references) ? references : []).flatMap((reference: unknown) => {
    const decides = child(reference, 'decides');
    return isStrings(decides) ? decides : [];
  });
  const at = below('', version, 'references');
  return [
    ...operations
      .filter((operation) => decided.filter((name) => name === operation).length !== 1)
      .map((operation) =>
        versions.problem(
          at,
          `names ${operation} in ${decided.filter((n) => n === operation).length} references: expected one`,
        ),
      ),
    ...decided
      .filter((name) => !operations.includes(name))
      .map((name) => versions.problem(at, `names ${name}, which is no operation of ${document.file}`)),
  ];
}
