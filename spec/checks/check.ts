import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkConventions } from './conventions.ts';
import { dialectsOf } from './dialects.ts';
import { child, readYaml, type YamlFile } from './document.ts';
import { checkErrorExamples } from './error-examples.ts';
import { checkExamples } from './examples.ts';
import { checkExports } from './exports.ts';
import { checkLedger } from './ledger.ts';
import { CheckFailure, type Problem } from './problem.ts';
import { checkSchemas } from './schemas.ts';
import { checkReferences, checkUndescribed, checkVersions, versionFolders } from './versions.ts';

export interface CheckReport {
  readonly problems: Problem[];
  /** How many examples each version has, all of them held against their schema. */
  readonly examples: Readonly<Record<string, number>>;
}

/** Every check of a spec folder: its list of versions, its package.json, and each version's document and ledger. */
export function checkSpec(folder: string): CheckReport {
  const problems: Problem[] = [];
  const examples: Record<string, number> = {};
  const read = (...path: string[]): YamlFile | undefined => {
    try {
      return readYaml(join(folder, ...path), join(basename(folder), ...path));
    } catch (cause) {
      if (!(cause instanceof CheckFailure)) throw cause;
      problems.push(cause.problem);
      return undefined;
    }
  };

  const versions = read('versions.yaml');
  const folders = versionFolders(folder);
  if (versions) problems.push(...checkVersions(versions, folder));
  if (existsSync(join(folder, 'undescribed-versions.yaml'))) {
    const undescribed = read('undescribed-versions.yaml');
    if (undescribed) problems.push(...checkUndescribed(undescribed, folders));
  }
  const manifest = read('package.json');
  if (manifest) problems.push(...checkExports(manifest, folders));

  for (const version of folders) {
    const document = read(version, 'openapi.yaml');
    const ledger = read(version, 'deviations.yaml');
    if (!document) continue;
    const report = checkDocument(document, version);
    problems.push(...report.problems);
    examples[version] = report.checked;
    if (versions?.root[version]) problems.push(...checkReferences(versions, version, document));
    if (ledger) problems.push(...checkLedger(ledger, version));
  }
  return { problems, examples };
}

/** The checks of one document, which need nothing but it and the name of its version. */
export function checkDocument(document: YamlFile, version: string): { problems: Problem[]; checked: number } {
  const described = child(document.root.info, 'version');
  const misnamed =
    described === version
      ? []
      : [document.problem('/info/version', `is ${described}: expected ${version}, the name of the folder`)];
  const dialects = dialectsOf(document.root);
  const broken = checkSchemas(document, dialects);
  // An example cannot be held against a broken schema.
  const examples = broken.length === 0 ? checkExamples(document, dialects) : { problems: [], checked: 0 };
  return {
    problems: [
      ...misnamed,
      ...broken,
      ...examples.problems,
      ...checkConventions(document),
      ...checkErrorExamples(document),
    ],
    checked: examples.checked,
  };
}
