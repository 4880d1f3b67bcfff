import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseSource, type SourceText } from '@whatsapp-qr/openapi-document';
import { type Audit, auditVersion, documentsOf, type VersionDocuments } from '../audit/audit.ts';
import { type Deviation, noSource } from '../audit/deviations.ts';
import { sourceOf } from '../audit/source.ts';
import { apiOf } from '../model/api.ts';
import { operationsOf } from '../model/node.ts';
import { byVersion, readSource, versionForm, versionsIn } from '../version-folder.ts';
import { type CarriedLedger, carryLedger, inVersion, type NewEntry, withEntries } from './carry-ledger.ts';
import { changesetFor } from './changeset.ts';
import { namesFor } from './names.ts';
import { type Reference, type ReferenceFile, readReferenceFile } from './reference-files.ts';
import { releaseOf } from './releases.ts';
import { withExports } from './spec-exports.ts';
import { withVersion } from './versions-entry.ts';

export interface BumpRequest {
  /** The folder `spec/` of the repository. */
  readonly specFolder: string;
  readonly version: string;
  readonly references: readonly ReferenceFile[];
  /** The newest of the older versions, unless given. */
  readonly from?: string | undefined;
  readonly released?: string | undefined;
  readonly availableUntil?: string | undefined;
  readonly now?: Date | undefined;
}

export interface Bump {
  readonly version: string;
  readonly from: string;
  /** What to write. Empty if the version is there already, made from the same files. */
  readonly files: ReadonlyMap<string, string>;
  readonly references: readonly NamedReference[];
  /** Operations that no page of this version tells of. */
  readonly unsourced: readonly string[];
  readonly ledger: CarriedLedger | undefined;
  /** The audit of the version as it will be, or is: what is left for a person. */
  readonly audit: Audit;
}

export interface NamedReference extends Reference {
  /** What the ledger calls it. */
  readonly name: string;
}

/** Works out everything that a new version needs. Writes nothing: what cannot be done is refused before that. */
export function planBump(request: BumpRequest): Bump {
  const { specFolder, version, now = new Date() } = request;
  const from = formerVersion(request);
  const former = documentsOf(path.join(specFolder, from));
  const known = operationsOf(apiOf(parseSource(former.spec)));
  if (request.references.length === 0)
    throw new Error(`expected --reference FILE: a page of ${version}, as downloaded`);
  const references = request.references.map((reference) => readReferenceFile(reference, version, known, now));
  const folder = path.join(specFolder, version);
  if (existsSync(folder)) return alreadyThere(folder, version, from, references);

  const named = withNames(references, former);
  const rewritten = rewrittenFor(version, from, former, named);
  const withLedger = (text: string): VersionDocuments => ({ ...rewritten, ledger: { ...rewritten.ledger, text } });
  const { differences } = auditVersion(withLedger(`version: ${version}\ndeviations: []\n`));
  const carried = carryLedger(rewritten.ledger, version, differences);
  const unsourced = auditVersion(withLedger(carried.text)).differences.filter(isUnsourced);
  const ledger = { ...carried, text: withEntries(carried.text, unsourcedEntries(unsourced, version, from)) };
  const documents = withLedger(ledger.text);
  const audit = auditVersion(documents);
  const files = new Map(
    [documents.spec, documents.ledger, ...documents.sources].map(({ file, text }) => [path.resolve(file), text]),
  );
  for (const [file, text] of filesBeside(request, from, named, audit)) files.set(file, text);
  return {
    version,
    from,
    files,
    references: named,
    unsourced: differences.filter(isUnsourced).map(({ at }) => at),
    ledger,
    audit,
  };
}

function formerVersion({ specFolder, version, from }: BumpRequest): string {
  if (!versionForm.test(version)) throw new Error(`expected a version such as v24.0, found ${JSON.stringify(version)}`);
  const versions = versionsIn(specFolder);
  const newest = versions.at(-1);
  if (newest !== undefined && !versions.includes(version) && byVersion(version, newest) < 0) {
    throw new Error(`${version} is older than ${newest}, which is here already: versions are added in their order`);
  }
  const older = versions.filter((other) => byVersion(other, version) < 0);
  const former = from ?? older.at(-1);
  if (former === undefined || !older.includes(former)) {
    throw new Error(
      `--from: expected a version older than ${version} (${older.join(', ') || 'there is none'}), found ${former ?? 'none'}`,
    );
  }
  return former;
}

/** Made from the same files, it is left as it is, edits and all. To mix it with others is not for this command. */
function alreadyThere(folder: string, version: string, from: string, references: readonly Reference[]): Bump {
  const audit = auditVersion(folder);
  const strangers = references.filter(({ sha256 }) => !audit.sources.some((source) => source.sha256 === sha256));
  const missing = audit.sources.filter((source) => !references.some(({ sha256 }) => source.sha256 === sha256));
  if (strangers.length > 0 || missing.length > 0) {
    const reasons = [
      ...strangers.map(({ file }) => `  ${file} is not among the files that it was made from`),
      ...missing.map(({ file }) => `  the file that ${file} was read from is not given`),
    ];
    throw new Error(
      `${version} is here already, made from other files:\n${reasons.join('\n')}\nTo take in one more page, read it into reference/ with: pnpm spec read`,
    );
  }
  const named = references.map((reference) => ({
    ...reference,
    name: audit.sources.find(({ sha256 }) => sha256 === reference.sha256)?.name ?? reference.file,
  }));
  return { version, from, files: new Map(), references: named, unsourced: [], ledger: undefined, audit };
}

function withNames(references: readonly Reference[], former: VersionDocuments): NamedReference[] {
  const sources = former.sources.map((source) => sourceOf(source, former.version));
  const names = namesFor(
    references,
    sources.map(({ name, api }) => ({ name, operations: operationsOf(api) })),
  );
  return references.map((reference, index) => {
    const name = names[index] ?? reference.file;
    // The export has no title of its own.
    return { ...reference, name, title: reference.title === 'unknown' ? name : reference.title };
  });
}

function rewrittenFor(
  version: string,
  from: string,
  former: VersionDocuments,
  references: readonly NamedReference[],
): VersionDocuments {
  const folder = path.join(path.dirname(path.dirname(former.spec.file)), version);
  const ofFormer = new RegExp(`(?<![\\w.])${from.replaceAll('.', '\\.')}(?!\\w|\\.\\d)`, 'g');
  const rewrite = (text: string): string => text.replaceAll(ofFormer, version);
  const moved = ({ file, text }: SourceText): SourceText => ({ file: path.join(folder, path.basename(file)), text });
  return {
    version,
    spec: moved({ ...former.spec, text: rewrite(former.spec.text) }),
    ledger: moved(inVersion(former.ledger, rewrite)),
    sources: references.map(({ name, facts }) => ({
      file: path.join(folder, 'reference', `${name}.yaml`),
      text: facts,
    })),
  };
}

/** The list of versions, the exports of the package, and the changeset. */
function filesBeside(
  request: BumpRequest,
  from: string,
  references: readonly NamedReference[],
  audit: Audit,
): [string, string][] {
  const { specFolder, version } = request;
  const versions = path.join(specFolder, 'versions.yaml');
  const manifest = path.join(specFolder, 'package.json');
  const changeset = path.join(specFolder, '..', '.changeset', `graph-${version.replaceAll('.', '-')}.md`);
  const api = apiOf(parseSource(readSource(path.join(specFolder, from, 'openapi.yaml'))));
  const ids = [...api.children.values()]
    .filter(({ kind }) => kind === 'operation')
    .map(({ step, facts }): [string, string] => [step, String(facts.get('operationId')?.value ?? step)]);
  return [
    [versions, withVersion(readSource(versions), version, from, releaseOf(version, request), references, new Map(ids))],
    [manifest, withExports(readSource(manifest).text, from, version)],
    [changeset, changesetFor(version, from, audit.differences)],
  ];
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
      why: `No page of ${version} tells of these operations. They stand as in ${from}.`,
      evidence: `Meta publishes its pages unevenly; ${version} was made from the files in reference/.`,
      places: unsourced.map(({ at }) => ({ at, ours: 'operation' })),
    },
  ];
}
