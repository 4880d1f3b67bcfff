import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseSource } from '@whatsapp-qr/openapi-document';
import { type Audit, auditVersion, documentsOf, isQuiet, type VersionDocuments } from '../audit/audit.ts';
import { type Deviation, noSource } from '../audit/deviations.ts';
import { sourceOf } from '../audit/source.ts';
import { byVersion, versionForm, versionsIn } from '../find-versions.ts';
import { apiOf } from '../model/api.ts';
import { operationsOf } from '../model/node.ts';
import { type CarriedLedger, carryLedger, type NewEntry, withEntries } from './carry-ledger.ts';
import { changesetFile, changesetFor, isReleased } from './changeset.ts';
import { contentOf } from './create-version-folder.ts';
import { filesOfAddition, filesOfVersion } from './files-outside-folder.ts';
import { namesFor } from './names.ts';
import { newVersionDocuments } from './new-version-documents.ts';
import { type Reference, readReferenceFile, refuseTwice } from './reference-files.ts';
import type { BumpRequest, NamedReference } from './request.ts';
import { titleOf } from './titles.ts';

export interface Bump {
  readonly version: string;
  /** The version before it; none for the oldest one. */
  readonly from: string | undefined;
  readonly kind: 'new version' | 'pages added' | 'run again';
  /** What to write. */
  readonly files: ReadonlyMap<string, string>;
  readonly references: readonly NamedReference[];
  /** Operations that no page of this version covers. */
  readonly unsourced: readonly string[];
  readonly ledger: CarriedLedger | undefined;
  /** The audit of the version as it will be, or is: what is left for a person. */
  readonly audit: Audit;
  /** The changeset is written once nothing is left to edit; none is due for what has been released. */
  readonly changeset: 'written' | 'current' | 'after the edits' | 'none';
}

/** Works out everything that a new version needs. Writes nothing: what cannot be done is refused before that. */
export function planBump(request: BumpRequest): Bump {
  const { specFolder, version, now = new Date() } = request;
  const from = formerVersion(request);
  const folder = path.join(specFolder, version);
  const isNew = !existsSync(folder);
  if (isNew && request.references.length === 0)
    throw new Error(`expected --reference FILE: a page of ${version}, as downloaded`);
  const known = operationsOf(
    apiOf(parseSource(documentsOf(path.join(specFolder, isNew ? (from ?? '') : version)).spec)),
  );
  const references = request.references.map((reference) => readReferenceFile(reference, version, known, now));
  refuseTwice(references);
  const bump =
    isNew && from !== undefined ? planVersion(request, from, references) : planAddition(request, from, references);
  return withChangeset(bump, specFolder);
}

/** The version that a new one starts from, or that came before one that is here. */
function formerVersion({ specFolder, version, from }: BumpRequest): string | undefined {
  if (!versionForm.test(version)) throw new Error(`expected a version such as v24.0, found ${JSON.stringify(version)}`);
  const versions = versionsIn(specFolder);
  const isHere = versions.includes(version);
  const newest = versions.at(-1);
  if (newest !== undefined && !isHere && byVersion(version, newest) < 0) {
    throw new Error(`${version} is older than ${newest}, which is here already: versions are added in their order`);
  }
  const older = versions.filter((other) => byVersion(other, version) < 0);
  const former = from ?? older.at(-1);
  if (former === undefined ? !isHere : !older.includes(former)) {
    throw new Error(
      `--from: expected a version older than ${version} (${older.join(', ') || 'there is none'}), found ${former ?? 'none'}`,
    );
  }
  return former;
}

function planVersion(request: BumpRequest, from: string, references: readonly Reference[]): Bump {
  const { specFolder, version } = request;
  const former = documentsOf(path.join(specFolder, from));
  const named = withNames(specFolder, references, former);
  const rewritten = newVersionDocuments(version, from, former, named);
  const settled = settle(rewritten, from);
  const unlabelled = named.find(
    ({ name, vouchedFor }) => !vouchedFor && settled.audit.differences.every(({ source }) => source !== name),
  );
  if (unlabelled !== undefined) {
    throw new Error(
      `${unlabelled.file} states no version, and every fact of it is as in ${from}: it may be a page of ${from}. If it is one of ${version}, add --address with where it was downloaded, or with "unknown"`,
    );
  }
  const files = new Map(
    [settled.documents.spec, settled.documents.ledger, ...settled.documents.sources].map(
      ({ file, text }): [string, string] => [path.resolve(file), text],
    ),
  );
  for (const [file, text] of filesOfVersion(request, from, named)) files.set(file, text);
  const bump = { ...settled, version, from, files, references: named };
  return { ...bump, kind: 'new version', changeset: 'after the edits' };
}

/** Pages for a version that is here. Its document stays as it is; pages that it was made from are not read again. */
function planAddition(request: BumpRequest, from: string | undefined, references: readonly Reference[]): Bump {
  const { specFolder, version } = request;
  const documents = documentsOf(path.join(specFolder, version));
  const sources = documents.sources.map((source) => sourceOf(source, version));
  const nameOf = (sha256: string): string | undefined => sources.find((source) => source.sha256 === sha256)?.name;
  const added = references.filter(({ sha256 }) => nameOf(sha256) === undefined);
  refuseTwice([...documents.sources.map(({ file, text }) => ({ file, facts: text })), ...added]);
  const old = references.flatMap((reference) => {
    const name = nameOf(reference.sha256);
    return name === undefined ? [] : [{ ...reference, name }];
  });
  if (added.length === 0) {
    const audit = auditVersion(documents);
    const unsourced = unsourcedIn(documents);
    const nothing = { files: new Map<string, string>(), ledger: undefined, unsourced, audit };
    return { ...nothing, version, from, kind: 'run again', references: old, changeset: 'after the edits' };
  }
  const former = from === undefined ? undefined : documentsOf(path.join(specFolder, from));
  const named = withNames(
    specFolder,
    added,
    former,
    sources.map(({ name }) => name),
  );
  const reference = path.join(specFolder, version, 'reference');
  const settled = settle(
    {
      ...documents,
      sources: [
        ...documents.sources,
        ...named.map(({ name, facts }) => ({ file: path.join(reference, `${name}.yaml`), text: facts })),
      ],
    },
    from ?? version,
  );
  const files = new Map<string, string>([
    [path.resolve(documents.ledger.file), settled.documents.ledger.text],
    ...named.map(({ name, facts }): [string, string] => [path.resolve(reference, `${name}.yaml`), facts]),
    ...filesOfAddition(request, named, settled.documents, unsourcedIn(documents)),
  ]);
  const all = [...named, ...old];
  return { ...settled, version, from, kind: 'pages added', files, references: all, changeset: 'after the edits' };
}

/** The ledger as it is with these sources, and the audit with it. */
function settle(documents: VersionDocuments, from: string) {
  const { version } = documents;
  const withLedger = (text: string): VersionDocuments => ({ ...documents, ledger: { ...documents.ledger, text } });
  const bare = auditVersion(withLedger(`version: ${version}\ndeviations: []\n`));
  const carried = carryLedger(documents.ledger, version, from, bare.sources, bare.differences);
  const missing = auditVersion(withLedger(carried.text)).differences.filter(isUnsourced);
  const ledger = { ...carried, text: withEntries(carried.text, unsourcedEntries(missing, version, from)) };
  const settled = withLedger(ledger.text);
  const unsourced = bare.differences.filter(isUnsourced).map(({ at }) => at);
  return { documents: settled, ledger, unsourced, audit: auditVersion(settled) };
}

function withNames(
  specFolder: string,
  references: readonly Reference[],
  former: VersionDocuments | undefined,
  taken: readonly string[] = [],
): NamedReference[] {
  const sources = (former?.sources ?? []).map((source) => sourceOf(source, former?.version ?? ''));
  const free = sources.filter(({ name }) => !taken.includes(name));
  const names = namesFor(
    references,
    free.map(({ name, form, api }) => ({ name, form, operations: operationsOf(api) })),
    taken,
  );
  return references.map((reference, index) => {
    const name = names[index] ?? reference.file;
    // The export has no title of its own.
    return { ...reference, name, title: reference.title === 'unknown' ? titleOf(specFolder, name) : reference.title };
  });
}

/** Once nothing is left to edit, the changeset says what `spec diff` says of the documents as they are then. */
function withChangeset(bump: Bump, specFolder: string): Bump {
  const { version, from, audit, files } = bump;
  if (from === undefined || isReleased(specFolder, version)) return { ...bump, changeset: 'none' };
  if (!isQuiet(audit)) return bump;
  const file = path.resolve(changesetFile(specFolder, version));
  const spec = path.resolve(specFolder, version, 'openapi.yaml');
  const unwritten = files.get(spec);
  const text = changesetFor(
    specFolder,
    version,
    from,
    unwritten === undefined ? undefined : { file: spec, text: unwritten },
  );
  if (contentOf(file) === text) return { ...bump, changeset: 'current' };
  return { ...bump, files: new Map([...files, [file, text]]), changeset: 'written' };
}

function unsourcedIn(documents: VersionDocuments): string[] {
  const ledger = { ...documents.ledger, text: `version: ${documents.version}\ndeviations: []\n` };
  return auditVersion({ ...documents, ledger })
    .differences.filter(isUnsourced)
    .map(({ at }) => at);
}

function isUnsourced({ source, what }: Deviation): boolean {
  return source === noSource && what === 'operation';
}

/** Of operations that no page of the version has, the ledger says so, until one is found. */
function unsourcedEntries(unsourced: readonly Deviation[], version: string, from: string): NewEntry[] {
  if (unsourced.length === 0) return [];
  return [
    {
      sources: [noSource],
      why: `No page of ${version} describes these operations. They stand as in ${from}.`,
      evidence: `Meta publishes its pages unevenly; ${version} was made from the files in reference/.`,
      places: unsourced.map(({ at }) => ({ at, ours: 'operation' })),
    },
  ];
}
