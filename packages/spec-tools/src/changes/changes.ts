import path from 'node:path';
import type { SourceText } from '@whatsapp-qr/openapi-document';
import { changesetFile, changesetFor, pendingChangesets } from '../bump/changeset.ts';
import { contentOf } from '../bump/create-version-folder.ts';
import { diffDocuments } from '../diff/diff.ts';
import { diffAsMarkdown } from '../diff/print.ts';
import { readSource, versionsIn } from '../find-versions.ts';

/**
 * What `spec diff` says between neighbouring versions, for the package: `changes.md` and `changes.json` in the folder of the
 * later one. With them the changesets that are pending, whose sentences are the same.
 */
export function changesFiles(specFolder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const versions = versionsIn(specFolder);
  for (const [index, version] of versions.entries()) {
    const from = versions[index - 1];
    if (from === undefined) continue;
    const diff = diffDocuments(documentOf(specFolder, from), documentOf(specFolder, version));
    const folder = path.resolve(specFolder, version);
    const head = `<!-- Generated from ${from}/openapi.yaml and ${version}/openapi.yaml; do not edit. Run \`pnpm generate\`. -->`;
    files.set(path.join(folder, 'changes.md'), `${head}\n\n${diffAsMarkdown(diff)}`);
    files.set(path.join(folder, 'changes.json'), `${JSON.stringify(diff, null, 2)}\n`);
    if (pendingChangesets(specFolder).includes(version))
      files.set(path.resolve(changesetFile(specFolder, version)), changesetFor(specFolder, version, from));
  }
  return files;
}

/** The files that are not as they would be generated. */
export function staleChanges(specFolder: string): string[] {
  return [...changesFiles(specFolder)].flatMap(([file, text]) => (contentOf(file) === text ? [] : [file]));
}

/** Under the name by which the package has it, from wherever the command is run. */
function documentOf(specFolder: string, version: string): SourceText {
  const name = `${version}/openapi.yaml`;
  return { file: name, text: readSource(path.join(specFolder, name)).text };
}
