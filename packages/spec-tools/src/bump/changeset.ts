import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourceText } from '@whatsapp-qr/openapi-document';
import { diffDocuments } from '../diff/diff.ts';
import { byVersion, readSource, versionsIn } from '../find-versions.ts';
import { markdownLine } from '../markdown.ts';

const packages = ['@whatsapp-qr/client', '@whatsapp-qr/mock', '@whatsapp-qr/spec'];

export function changesetFile(specFolder: string, version: string): string {
  return path.join(specFolder, '..', '.changeset', `graph-${version.replaceAll('.', '-')}.md`);
}

/**
 * The changeset of a version: a minor of the packages, since programs choose the version by their import. What changes for
 * those who change it is what `spec diff` says of the documents; `spec` is the one of the version, if it is not written yet.
 */
export function changesetFor(specFolder: string, version: string, from: string, spec?: SourceText): string {
  const document = (name: string) => readSource(path.join(specFolder, name, 'openapi.yaml'));
  const { changes } = diffDocuments(document(from), spec ?? document(version));
  const sentences = (wanted: string): string[] => [
    ...new Set(
      changes.filter((change) => change.class === wanted).map(({ sentence }) => `- ${markdownLine(sentence)}`),
    ),
  ];
  const [breaking, additive] = [sentences('breaking'), sentences('additive')];
  const parts = [
    `Graph API ${version}: import from \`@whatsapp-qr/client/${version}\`, start the mock with \`version: '${version}'\`. Nothing changes for programs that stay with ${from}.`,
    ...(breaking.length === 0
      ? [`Changing the import from ${from} breaks nothing.`]
      : [`What breaks when the import is changed from ${from}:`, breaking.join('\n')]),
    ...(additive.length === 0 ? [] : ['What is new:', additive.join('\n')]),
  ];
  const front = packages.map((name) => `'${name}': minor`).join('\n');
  return `---\n${front}\n---\n\n${parts.join('\n\n')}\n`;
}

/** Whether the version is in a changelog already: its changeset has been released. */
export function isReleased(specFolder: string, version: string): boolean {
  const changelog = path.join(specFolder, 'CHANGELOG.md');
  return existsSync(changelog) && readFileSync(changelog, 'utf8').includes(`Graph API ${version}:`);
}

/** The Graph versions whose changesets are pending. */
export function pendingChangesets(specFolder: string): string[] {
  return readdirSync(path.join(specFolder, '..', '.changeset')).flatMap((name) => {
    const [, major, minor] = /^graph-v(\d+)-(\d+)\.md$/.exec(name) ?? [];
    return major === undefined ? [] : `v${major}.${minor}`;
  });
}

/** What pending changesets of Graph versions state otherwise than the documents; nothing if all is well. */
export function changesetProblems(specFolder: string): string[] {
  const versions = versionsIn(specFolder);
  return pendingChangesets(specFolder).flatMap((version) => {
    const file = changesetFile(specFolder, version);
    const name = path.basename(file);
    const from = versions.filter((other) => byVersion(other, version) < 0).at(-1);
    if (!versions.includes(version) || from === undefined)
      return [`.changeset/${name}: there is no spec/${version}, or no version before it`];
    const stated = bullets(readFileSync(file, 'utf8'));
    const expected = bullets(changesetFor(specFolder, version, from));
    const again = `write it again with: pnpm spec changes`;
    return [
      ...expected
        .filter((sentence) => !stated.includes(sentence))
        .map((sentence) => `.changeset/${name} lacks "${sentence}"; ${again}`),
      ...stated
        .filter((sentence) => !expected.includes(sentence))
        .map((sentence) => `.changeset/${name} states "${sentence}", which is no change from ${from}; ${again}`),
    ];
  });
}

function bullets(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.startsWith('- ') ? line.slice(2) : []));
}
