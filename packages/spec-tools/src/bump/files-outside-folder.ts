import path from 'node:path';
import { parseSource } from '@whatsapp-qr/openapi-document';
import type { VersionDocuments } from '../audit/audit.ts';
import { readSource } from '../find-versions.ts';
import { apiOf } from '../model/api.ts';
import { expectationsFile, expectationsFrame } from './expectations.ts';
import { releaseOf, undescribedFile, withoutVersion } from './releases.ts';
import type { BumpRequest, NamedReference } from './request.ts';
import { withExports } from './spec-exports.ts';
import { withPages, withVersion } from './versions-entry.ts';

/** What a new version needs beside its folder: the list of versions, the exports of the package, and expectations. */
export function filesOfVersion(
  request: BumpRequest,
  from: string,
  references: readonly NamedReference[],
): [string, string][] {
  const { specFolder, version } = request;
  const versions = path.join(specFolder, 'versions.yaml');
  const manifest = path.join(specFolder, 'package.json');
  const ids = operationIds(path.join(specFolder, from, 'openapi.yaml'));
  const release = releaseOf(specFolder, version, request);
  const undescribed = withoutVersion(specFolder, version);
  return [
    [versions, withVersion(readSource(versions), version, from, release, references, ids)],
    ...(undescribed === undefined ? [] : [[undescribedFile(specFolder), undescribed] satisfies [string, string]]),
    [manifest, withExports(readSource(manifest).text, from, version)],
    [path.resolve(expectationsFile(specFolder, version)), expectationsFrame(version, from)],
  ];
}

/** Pages added to a version stand in the list of versions, and decide the operations that had none so far. */
export function filesOfAddition(
  { specFolder, version }: BumpRequest,
  references: readonly NamedReference[],
  { spec }: VersionDocuments,
  unsourced: readonly string[],
): [string, string][] {
  const versions = path.join(specFolder, 'versions.yaml');
  const ids = new Map([...operationIds(spec.file)].filter(([operation]) => unsourced.includes(operation)));
  return [[versions, withPages(readSource(versions), version, references, ids)]];
}

/** The operationId of each operation, by `GET /path`. */
function operationIds(file: string): ReadonlyMap<string, string> {
  const api = apiOf(parseSource(readSource(file)));
  return new Map(
    [...api.children.values()]
      .filter(({ kind }) => kind === 'operation')
      .map(({ step, facts }) => [step, String(facts.get('operationId')?.value ?? step)]),
  );
}
